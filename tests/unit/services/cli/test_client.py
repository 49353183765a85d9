"""Errors on the wire become errors of our own."""

import pytest

from common.errors import InvalidInputError, MissingEngineError, ScopitoneError, StorageFullError
from services.cli.client import CanceledError, named_error


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("invalid_input", InvalidInputError),
        ("engine.missing", MissingEngineError),
        ("storage_full", StorageFullError),
        ("job.canceled", CanceledError),
        ("something.new", ScopitoneError),
    ],
)
def test_a_code_names_its_error(code: str, kind: type[ScopitoneError]) -> None:
    error = named_error(code, "what happened")
    assert type(error) is kind
    assert str(error) == "what happened"
