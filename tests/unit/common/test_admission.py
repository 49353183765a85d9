from pathlib import Path

import pytest

from common.admission import admit
from common.catalogue import weights_of
from common.config import Settings
from common.errors import NonCommercialError
from common.film_request import FilmRequest
from common.models import MODELS, MissingModelError


def asked(profile: str = "quality", **engines: object) -> FilmRequest:
    return FilmRequest.model_validate({"theme": "home", "profile": profile, "engines": engines})


def laid(folder: Path, *names: str) -> Settings:
    """Settings of a host that has these models."""
    for name in names:
        for file in MODELS[name].files:
            (folder / name / file).parent.mkdir(parents=True, exist_ok=True)
            (folder / name / file).touch()
    return Settings(models=str(folder))


BASE = weights_of("sdxl", "svd-xt")


def test_a_job_says_which_interpolator_the_host_has_for_it(tmp_path: Path) -> None:
    without = admit(asked(), laid(tmp_path, *BASE))
    assert without.chosen.interpolator == "flow"
    newer = admit(asked(), laid(tmp_path, "rife-v4"))
    assert newer.chosen.interpolator == "rife-v4"
    both = admit(asked(), laid(tmp_path, "rife-hdv3"))
    assert both.chosen.interpolator == "rife"


def test_whoever_asks_for_an_interpolator_gets_no_other(tmp_path: Path) -> None:
    with pytest.raises(MissingModelError, match="models pull rife-v4"):
        admit(asked(interpolator="rife-v4"), laid(tmp_path, *BASE))
    settings = laid(tmp_path, "rife-hdv3")
    assert admit(asked(interpolator="flow"), settings).chosen.interpolator == "flow"


def test_where_the_workers_disk_is_not_seen_nothing_is_settled(tmp_path: Path) -> None:
    settings = Settings(models=str(tmp_path), check_models=False)
    assert admit(asked(), settings) == asked()


def test_licences_that_forbid_selling_are_refused_with_what_to_ask_for(tmp_path: Path) -> None:
    settings = Settings(models=str(tmp_path), commercial_only=True)
    with pytest.raises(NonCommercialError) as refusal:
        admit(asked("sketch"), settings)
    assert 'madmom (code BSD-3-Clause, models CC BY-NC-SA 4.0), ask for "tracker": "onset"' in str(
        refusal.value
    )
    free = asked("sketch", tracker="onset", listener="templates")
    assert admit(free, settings) == free


def test_a_rival_does_the_same_work(tmp_path: Path) -> None:
    settings = Settings(models=str(tmp_path), commercial_only=True, check_models=False)
    with pytest.raises(NonCommercialError, match=r'svd-xt .*ask for "animator": "wan-t2v"'):
        admit(asked(tracker="onset", listener="templates"), settings)


def test_a_film_made_from_words_needs_no_painter_s_weights(tmp_path: Path) -> None:
    with pytest.raises(MissingModelError, match="models pull wan-t2v") as refusal:
        admit(asked(animator="wan-t2v", likeness=0.4), Settings(models=str(tmp_path)))
    assert "sdxl" not in str(refusal.value)
