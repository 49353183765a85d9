from tests.support.databases import database, postgresql, url

__all__ = ["database", "postgresql", "url"]
