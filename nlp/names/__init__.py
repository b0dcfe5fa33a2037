"""Names: known actors and places by the reference data, all others by their shape and by what stands beside them."""

from nlp.names.find import read_meant, read_names
from nlp.names.organizations import read_organizations
from nlp.names.roles import read_roles

__all__ = ["read_meant", "read_names", "read_organizations", "read_roles"]
