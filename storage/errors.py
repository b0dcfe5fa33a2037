"""The one error the store raises at its users."""


class StoreError(Exception):
    """Why the store cannot be used; the message names the way out."""
