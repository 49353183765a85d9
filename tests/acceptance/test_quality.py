"""A film of the profile `quality`, from models of the real classes that are tiny and random."""

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from common.artifacts.warp_plan import WarpPlan
from common.config import Settings
from common.pipeline import Excerpt, FilmRequest, GivenBeats
from common.storage.local import LocalStorage
from services.cli.client import Client
from services.cli.stack import open_stack
from tests.support.command import DEMO, DEMO_BEATS
from tests.support.crew import OneWorker
from tests.support.tiny_models import write_models
from workers.engines.threads import use_one_thread
from workers.engines.video.digest import video_digest
from workers.engines.video.footage import read_footage
from workers.engines.video.reader import describe, read_frames
from workers.local import Made, Workshop, accept

SECONDS = Fraction(6)
FPS = Fraction(24)


def request() -> FilmRequest:
    lines = [line.split() for line in DEMO_BEATS.read_text().splitlines()]
    return FilmRequest.model_validate(
        {
            "theme": "a fox crosses a snowy forest at night",
            "profile": "quality",
            "height": 180,
            "excerpt": Excerpt(start=15, end=15 + float(SECONDS)),
            "beats": GivenBeats(
                beats=tuple(float(line[0]) for line in lines),
                downbeats=tuple(float(line[0]) for line in lines if line[1:] == ["1"]),
            ),
            "engines": {"size": [128, 64], "image_steps": 2, "clip_steps": 1, "clip_frames": 12},
        }
    )


def render(folder: Path, models: Path) -> Made:
    use_one_thread()
    settings = Settings(data_dir=folder, models=str(models))
    storage = LocalStorage(folder / "store")
    worker = OneWorker(folder / "store", settings)
    recipe = accept(DEMO, request=request(), storage=storage, settings=settings)
    shop = Workshop(folder=folder, storage=storage, crew=worker)  # type: ignore[arg-type]
    return shop.render(recipe)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_models(tmp_path_factory.mktemp("models"), ["sdxl", "svd-xt"])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, models: Path) -> tuple[Made, Path]:
    folder = tmp_path_factory.mktemp("film")
    return render(folder, models), folder


def test_the_film_is_what_was_asked_for(made: tuple[Made, Path]) -> None:
    facts = describe(made[0].film)
    assert (facts.video_codec, facts.audio_codec) == ("h264", "aac")
    assert (facts.width, facts.height, facts.fps) == (320, 180, FPS)
    assert facts.frames == round(SECONDS * FPS)
    assert abs(float(facts.audio_seconds - facts.video_seconds)) < 1 / 24


def test_no_second_is_black_or_frozen(made: tuple[Made, Path]) -> None:
    _, frames = read_frames(made[0].film)
    pictures = [frame.astype(np.float32) for frame in frames]
    moves = np.array([np.abs(b - a).mean() for a, b in pairwise(pictures)])
    for start in range(0, len(moves) - 24, 24):
        assert max(picture.mean() for picture in pictures[start : start + 24]) > 4
        assert moves[start : start + 24].max() > 0.2


def test_footage_is_kept_as_it_was_made_and_warped_forwards(made: tuple[Made, Path]) -> None:
    scenes = sorted((made[1] / "scenes").iterdir())
    assert len(scenes) == len(made[0].script.scenes) > 1
    for scene in scenes:
        footage = read_footage(scene / "clip.mp4")
        assert footage.frames.shape[1:] == (64, 128, 3)
        plan = WarpPlan.from_json((scene / "warp_plan.json").read_bytes())
        assert plan.source_times[-1] <= float((len(footage.frames) - 1) / footage.fps) + 1e-6


@pytest.mark.slow
def test_the_service_makes_the_same_film(
    made: tuple[Made, Path], models: Path, tmp_path: Path
) -> None:
    settings = Settings(data_dir=tmp_path, models=str(models))
    with (
        open_stack(settings, host="127.0.0.1", port=0, workers=1, log=tmp_path / "service.log") as (
            _,
            instance,
        ),
        Client.at(instance.url) as client,
    ):
        job = client.submit(client.upload(DEMO), request())
        last = list(client.follow(job.id))[-1]
        assert last.status == "succeeded", last.error
        [film] = [one for one in client.artifacts(job.id) if one.stage == "assembly"]
        client.download(film, tmp_path / "film.mp4")
    assert video_digest(tmp_path / "film.mp4") == video_digest(made[0].film)
