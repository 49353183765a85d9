"""Errors on the wire become errors of our own."""

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from common.errors import InvalidInputError, MissingEngineError, ScopitoneError, StorageFullError
from services.cli.client import CanceledError, Client, named_error


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


def test_it_shows_its_key_and_says_where_to_put_one() -> None:
    seen: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("authorization"))
        return httpx.Response(401, json={"code": "key.missing", "detail": "no"})

    for key in (None, SecretStr("scpt_x")):
        with (
            Client.at("http://films.example", key=key, transport=httpx.MockTransport(answer)) as it,
            pytest.raises(InvalidInputError, match="SCOPITONE_KEY"),
        ):
            it.job("job_1")
    assert seen == [None, "Bearer scpt_x"]
