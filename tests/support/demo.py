"""The bundled song's exact beats, so that a film of it need not listen for them."""

from common.film_request import GivenBeats
from tests.support.command import DEMO_BEATS


def demo_beats() -> GivenBeats:
    """In seconds of the whole song."""
    lines = [line.split() for line in DEMO_BEATS.read_text().splitlines()]
    return GivenBeats(
        beats=tuple(float(line[0]) for line in lines),
        downbeats=tuple(float(line[0]) for line in lines if line[1:] == ["1"]),
    )
