import pytest

from common.catalogue import ENGINES, PROFILES, profile
from common.errors import InvalidInputError


def test_an_unknown_profile_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidInputError, match="sketch"):
        profile("cinema")


@pytest.mark.parametrize("chosen", PROFILES.values(), ids=lambda p: p.name)
def test_every_profile_names_known_engines(chosen: object) -> None:
    roles = ("tracker", "writer", "painter", "animator", "interpolator")
    assert {getattr(chosen, role) for role in roles} <= set(ENGINES)


def test_fingerprints_tell_engines_apart() -> None:
    prints = [card.fingerprint for card in ENGINES.values()]
    assert len(set(prints)) == len(prints)
