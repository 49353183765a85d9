"""Keys in each database: found by their digest, ended by time or word, and kept nowhere."""

import pytest

from common.db.failures import ConflictError, MissingRowError
from common.db.repository.keys import (
    create_key,
    digest_of,
    find_key,
    has_keys,
    is_key,
    list_keys,
    revoke_key,
    touch_key,
)
from common.db.repository.tenants import add_tenant, change_tenant, list_tenants
from common.db.session import Database
from common.errors import InvalidInputError


def test_a_key_is_found_by_its_digest_and_kept_nowhere(database: Database) -> None:
    with database.write() as connection:
        assert not has_keys(connection)
        key, row = create_key(connection, "default", title="mine", scopes=["read", "submit"])
        assert has_keys(connection)
    assert is_key(key)
    assert key.startswith(row.prefix)
    assert len(key) - len(row.prefix) == 52
    with database.read() as connection:
        found = find_key(connection, digest_of(key))
        assert find_key(connection, digest_of(key[:-1])) is None
        stored = connection.exec_driver_sql("SELECT * FROM api_keys").one()
    assert found is not None
    assert found.key == row
    assert not found.key.ended(found.now)
    assert all(key not in str(value) for value in stored)


def test_keys_end_by_time_or_by_word(database: Database) -> None:
    with database.write() as connection:
        for title in ("short", "old", "told"):
            create_key(connection, "default", title=title, scopes=["read"], seconds=60)
        told, short, old = sorted(list_keys(connection), key=lambda row: row.title)[::-1]
        assert [row.title for row in (told, short, old)] == ["told", "short", "old"]
        now = short.created_at
        assert not short.ended(now + 59)
        assert short.ended(now + 61)
        assert revoke_key(connection, told.prefix).ended(now + 1)
        assert revoke_key(connection, old.id, seconds=30).expires_at == pytest.approx(now + 30, 1)
        later = revoke_key(connection, old.id, seconds=900)
        assert later.expires_at == pytest.approx(now + 30, 1), "a key's end comes no later"
        with pytest.raises(MissingRowError, match="keys list"):
            revoke_key(connection, "key_none")


def test_a_key_s_use_is_noted(database: Database) -> None:
    with database.write() as connection:
        _, row = create_key(connection, "default", title="mine", scopes=[])
        assert row.used_at is None
        touch_key(connection, row.id)
        (seen,) = list_keys(connection, "default")
    assert seen.used_at is not None


def test_tenants_have_names_and_weights(database: Database) -> None:
    with database.write() as connection:
        with pytest.raises(MissingRowError, match="tenants create acme"):
            create_key(connection, "acme", title="x", scopes=[])
        assert add_tenant(connection, "acme", weight=2).weight == 2
        with pytest.raises(ConflictError):
            add_tenant(connection, "acme")
        assert change_tenant(connection, "acme", weight=3).weight == 3
        for name, weight in (("Acme", 1.0), ("", 1.0), ("a/b", 1.0), ("ok", 0.0)):
            with pytest.raises(InvalidInputError):
                add_tenant(connection, name, weight=weight)
        assert [row.id for row in list_tenants(connection)] == ["acme", "default"]
