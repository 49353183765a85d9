"""Times of requests are RFC 3339 and nothing that merely looks like a time."""

from datetime import UTC, datetime

import pytest
from pydantic import TypeAdapter, ValidationError

from services.api.times import GivenTime, rfc3339

GIVEN: TypeAdapter[datetime] = TypeAdapter(GivenTime)


def test_an_answer_s_time_can_be_given_back() -> None:
    assert GIVEN.validate_python(rfc3339(1e9 + 0.25)).timestamp() == 1e9 + 0.25


def test_other_zones_are_understood() -> None:
    noon = GIVEN.validate_python("2026-01-31T13:00:00+01:00")
    assert noon == datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "given", [-8643, 1.5, True, "1700000000", "2026-01-31", "2026-01-31T12:00:00", "yesterday"]
)
def test_what_is_no_rfc_3339_is_refused(given: object) -> None:
    with pytest.raises(ValidationError, match="RFC 3339"):
        GIVEN.validate_python(given)
