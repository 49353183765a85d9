"""`scopitone keys` and `tenants` on a data folder of their own, in this process."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from common.errors import InvalidInputError
from services.cli.keys import keys, span
from services.cli.tenants import tenants


def run(app: object, *words: str) -> str:
    ran = CliRunner().invoke(app, words, catch_exceptions=False)  # type: ignore[arg-type]
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def test_a_key_s_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOPITONE_DATA_DIR", str(tmp_path))
    assert "weight 2" in run(tenants, "create", "acme", "--weight", "2")
    assert "weight 3" in run(tenants, "set", "acme", "--weight", "3")
    assert [one["id"] for one in json.loads(run(tenants, "list", "--json"))["tenants"]] == [
        "acme",
        "default",
    ]
    assert json.loads(run(tenants, "costs", "--json"))["tenants"] == []
    assert "since 2026-11-01 used a GPU" in run(tenants, "costs", "--since", "2026-11-01")
    key = run(keys, "create", "laptop", "--tenant", "acme", "--scope", "read").strip()
    assert key.startswith("scpt_")
    (row,) = json.loads(run(keys, "list", "--json"))["keys"]
    assert (row["tenant"], row["scopes"], row["used_at"]) == ("acme", ["read"], None)
    assert key not in run(keys, "list")
    assert key[:13] in run(keys, "list")
    assert "ends" in run(keys, "revoke", row["id"], "--after", "1d")
    assert "revoked" in run(keys, "revoke", key[:13])
    with pytest.raises(InvalidInputError, match="submit, read, admin"):
        run(keys, "create", "x", "--scope", "all")


@pytest.mark.parametrize(
    ("text", "seconds"), [("90d", 7_776_000.0), ("12h", 43_200.0), ("30m", 1800.0), ("1s", 1.0)]
)
def test_spans(text: str, seconds: float) -> None:
    assert span(text) == seconds


@pytest.mark.parametrize("text", ["", "90", "0d", "-1d", "1y", "1 d"])
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(InvalidInputError):
        span(text)
