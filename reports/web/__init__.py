"""Server-made pages of the store and the same as JSON; no script, everything escaped. Needs the extra `web`."""

from reports.web.app import create_app

__all__ = ["create_app"]
