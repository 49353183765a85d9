"""Delays and Retry-After, by themselves."""

from email.utils import formatdate
from random import Random

import pytest

from services.webhooks.schedule import DELAYS, delay_after, retry_after


def test_after_the_tenth_attempt_there_is_none() -> None:
    assert len(DELAYS) == 10
    assert delay_after(9, Random(1)) is not None
    assert delay_after(10, Random(1)) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("120", 120),
        (" 7 ", 7),
        ("-1", 0),
        ("1.5", 0),
        ("٣", 0),
        ("9" * 400, 86400),
        ("soon", 0),
        (formatdate(1090, usegmt=True), 90),
        (formatdate(900, usegmt=True), 0),
        ("Sun, 06 Nov 2094 08:49:37 GMT", 86400),
        ("99999999999999999999 Nov 1994", 0),
    ],
)
def test_retry_after_is_read_in_both_forms(value: str | None, seconds: float) -> None:
    assert retry_after(value, now=1000) == seconds
