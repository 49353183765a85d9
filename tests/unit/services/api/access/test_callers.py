import pytest

from services.api.access.callers import Caller, is_open, needed_scope


def test_admin_may_all_and_others_what_they_say() -> None:
    assert Caller(scopes=frozenset({"admin"})).may("submit")
    assert Caller(scopes=frozenset({"read"})).may("read")
    assert not Caller(scopes=frozenset({"read", "submit"})).may("admin")
    assert not Caller(scopes=frozenset()).may("read")


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/v1/jobs", "read"),
        ("HEAD", "/v1/jobs/x/video", "read"),
        ("POST", "/v1/jobs", "submit"),
        ("BREW", "/v1/jobs", "submit"),
        ("DELETE", "/v1/songs/x", "admin"),
        ("GET", "/v1/webhook-endpoints", "read"),
        ("POST", "/v1/webhook-endpoints/x/rotate", "admin"),
        ("GET", "/metrics", "admin"),
    ],
)
def test_what_a_request_needs(method: str, path: str, scope: str) -> None:
    assert needed_scope(method, path) == scope


@pytest.mark.parametrize("path", ["/v1/jobs", "/docs/../v1/jobs", "/healthz/", "/docs/assetsx", ""])
def test_only_what_is_named_is_open(path: str) -> None:
    assert not is_open("GET", path, metrics=False)
    assert not is_open("GET", "/metrics", metrics=False)
    assert is_open("GET", "/metrics", metrics=True)
    assert not is_open("POST", "/v1/uploads/x", metrics=True)
