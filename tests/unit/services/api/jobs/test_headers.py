import pytest

from services.api.errors import InvalidRequestError
from services.api.jobs.headers import deadline_seconds, wait_seconds


@pytest.mark.parametrize(
    ("prefer", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("wait", 0),
        ("wait=x", 0),
        ("wait=10", 10),
        ("WAIT = 10", 10),
        ('respond-async, wait="7"', 7),
        ("respond-async; wait=7; x", 7),
        ("no-wait=5", 0),
        ("wait=999999", 60),
        ("wait=9999999", 0),
    ],
)
def test_prefer_is_read_as_far_as_it_can_be(prefer: str | None, seconds: float) -> None:
    assert wait_seconds(prefer, most=60) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"), [("5", 5), ("90s", 90), ("15m", 900), ("168h", 604_800), (None, None)]
)
def test_a_deadline_is_a_length_of_time(value: str | None, seconds: float | None) -> None:
    assert deadline_seconds(value) == seconds


@pytest.mark.parametrize("value", ["4", "169h", "1.5m", "", "m", "1 m", "٥"])
def test_another_is_refused(value: str) -> None:
    with pytest.raises(InvalidRequestError, match="5 s to 7 days"):
        deadline_seconds(value)
