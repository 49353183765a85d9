"""Who asks, and what a request needs of them."""

from dataclasses import dataclass

from common.db.repository.keys import SCOPES, Scope
from common.db.repository.tenants import DEFAULT_TENANT
from common.limits import NO_LIMITS, Limits

OPEN = frozenset({"/healthz", "/readyz", "/openapi.json", "/docs", "/problems"})
"""They tell of the service and of nobody in it."""
ASSETS = "/docs/assets/"
METRICS = "/metrics"
LINKS = "/v1/uploads/"
"""A PUT below it is signed: the link is the key."""
_HOOKS = "/v1/webhook-endpoints"


@dataclass(frozen=True, kw_only=True, slots=True)
class Caller:
    """Whoever sent a request.

    Attributes:
        key_id: None without keys, where everybody is the default tenant.
    """

    tenant_id: str = DEFAULT_TENANT
    key_id: str | None = None
    scopes: frozenset[Scope] = frozenset(SCOPES)
    limits: Limits = NO_LIMITS

    def may(self, scope: Scope) -> bool:
        return scope in self.scopes or "admin" in self.scopes


def is_open(method: str, path: str, *, metrics: bool) -> bool:
    """Whether no key is asked for.

    Args:
        metrics: measurements are for everybody too.
    """
    if path in OPEN or path.startswith(ASSETS) or (metrics and path == METRICS):
        return True
    return method == "PUT" and path.startswith(LINKS)


def needed_scope(method: str, path: str) -> Scope:
    """What a key must be good for: to look, to ask for work, or to remove and to redirect."""
    if path == METRICS:
        return "admin"
    if method in {"GET", "HEAD"}:
        return "read"
    if method == "DELETE" or path.startswith(_HOOKS):
        return "admin"
    return "submit"
