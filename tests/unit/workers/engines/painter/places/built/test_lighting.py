import numpy as np
import pytest

from tests.support.briefs import TEAL
from workers.engines.painter.colour import lab
from workers.engines.painter.light import make_light
from workers.engines.painter.place import Set
from workers.engines.painter.places.built.lighting import (
    beam,
    choose,
    lamps_on,
    lit_share,
    pool,
    reflect,
)

STAGE = Set(width=160, height=90, seed=1, light=make_light(TEAL))
GREY, WHITE = lab(0.4, 0.0, 0), lab(1.0, 0.0, 0)


def test_more_windows_are_lit_the_darker_it_is() -> None:
    shares = [lit_share(make_light(TEAL, hour=h)) for h in ("day", "dawn", "dusk", "night")]
    assert shares == sorted(shares)
    assert shares[0] == 0


def test_lamps_burn_at_dusk_by_night_and_in_neon() -> None:
    assert not lamps_on(make_light(TEAL, hour="day"))
    assert lamps_on(make_light(TEAL, hour="dusk"))
    assert lamps_on(make_light(TEAL, hour="day", lamps=("neon",)))


def test_more_lamps_keep_those_that_burned() -> None:
    panes = np.arange(80.0).reshape(10, 4, 2)
    few, many = (choose(np.random.default_rng(3), panes, share) for share in (0.3, 0.7))
    assert {float(p[0, 0]) for p in few} <= {float(p[0, 0]) for p in many}


def test_a_beam_lies_between_its_ends_and_fails_towards_the_second() -> None:
    sheet = STAGE.sheet(0.0)
    beam(sheet, (0.5, 0.1), (0.5, 0.9), (0.1, 0.1), WHITE, strength=1.0)
    column = sheet.pixels[:, sheet.frame.size[0] // 2, 3]
    rows = [int(sheet.frame.pixels([(0.5, y)])[0, 1]) for y in (0.2, 0.5, 0.8, 0.99)]
    start, middle, end, beyond = (float(column[row]) for row in rows)
    assert start > middle > end > beyond
    assert beyond == pytest.approx(0, abs=1e-3)
    assert sheet.pixels[:, 3, 3].max() == 0


def test_a_pool_brightens_what_is_there_and_nothing_else() -> None:
    sheet = STAGE.sheet(0.0)
    pool(sheet, (0.5, 0.5), 0.3, STAGE.light, strength=0.4)
    assert not sheet.pixels.any()
    sheet.flood(GREY)
    pool(sheet, (0.5, 0.5), 0.3, STAGE.light, strength=0.4)
    middle = sheet.pixels[sheet.frame.size[1] // 2, sheet.frame.size[0] // 2, 0]
    assert middle > 0.6
    assert sheet.pixels[0, 0, 0] == pytest.approx(0.4)


def test_a_reflection_lies_as_far_below_the_line_as_its_source_above() -> None:
    source, water = STAGE.sheet(0.5), STAGE.sheet(0.5)
    source.fill(np.array([(0.4, 0.25), (0.6, 0.25), (0.6, 0.4), (0.4, 0.4)]), WHITE)
    water.fill(np.array([(-1, 0.5), (2, 0.5), (2, 2.0), (-1, 2.0)]), GREY)
    reflect(water, [source], 0.5, strength=1.0, stretch=0.02, fade=5.0)
    rows = [int(water.frame.pixels([(0.5, y)])[0, 1]) for y in (0.55, 0.68, 0.82)]
    above, inside, below = (float(water.pixels[row, water.frame.size[0] // 2, 0]) for row in rows)
    assert inside > 0.8
    assert above == pytest.approx(0.4, abs=0.05)
    assert below == pytest.approx(0.4, abs=0.05)
