"""One server of each kind for all integration tests of a process."""

from tests.support.databases import database, postgresql, url

__all__ = ["database", "postgresql", "url"]
