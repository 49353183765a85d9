"""A finished job's results as files that people read: the work folder of `scopitone render`.

`analysis.json`, `script.json`, `scenes/003/keyframe.png`, `film.mp4`, `scores.json`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from zipfile import ZipFile

from common.artifacts.analysis import Analysis
from common.artifacts.script import Script
from common.artifacts.video import Scores
from common.pipeline import clip_name
from services.cli.client import Artifact, Client

_OF_FILM: Mapping[str, str] = MappingProxyType(
    {
        "analysis": "analysis.json",
        "harmony": "harmony.json",
        "understanding": "understanding.json",
        "singing": "singing.json",
        "script": "script.json",
        "assembly": "film.mp4",
        "poster": "poster.jpg",
        "evaluation": "scores.json",
    }
)
_EDITED: Mapping[str, str] = MappingProxyType(
    {**_OF_FILM, "analysis": "heard.json", "edits": "analysis.json"}
)
"""The same where people corrected what was heard."""
_OF_SCENE: Mapping[str, str] = MappingProxyType(
    {
        "keyframes": "keyframe.ora",
        "warping": "warp_plan.json",
        "frames": "segment.mp4",
    }
)


@dataclass(frozen=True, kw_only=True)
class Made:
    """A rendered film, as a file in the work folder, and what it was made from."""

    film: Path
    analysis: Analysis
    script: Script
    scores: Scores


def unpack(client: Client, job_id: str, folder: Path) -> Made:
    """Lay a succeeded job's results into a folder, over those of an earlier one."""
    artifacts = list(client.artifacts(job_id))
    names = _EDITED if any(one.stage == "edits" for one in artifacts) else _OF_FILM
    for artifact in artifacts:
        name = _name(artifact, names)
        if name is None:
            continue
        target = _cleared(folder / name)
        client.download(artifact, target)
        if artifact.stage == "keyframes":
            with ZipFile(target) as layers:
                picture = _cleared(target.with_name("keyframe.png"))
                picture.write_bytes(layers.read("mergedimage.png"))
    return Made(
        film=folder / _OF_FILM["assembly"],
        analysis=Analysis.from_json((folder / _OF_FILM["analysis"]).read_bytes()),
        script=Script.from_json((folder / _OF_FILM["script"]).read_bytes()),
        scores=Scores.from_json((folder / _OF_FILM["evaluation"]).read_bytes()),
    )


def _name(artifact: Artifact, names: Mapping[str, str]) -> str | None:
    if artifact.scene is None:
        return names.get(artifact.stage)
    name = _OF_SCENE.get(artifact.stage)
    if artifact.stage == "animation":
        name = clip_name(PurePosixPath(artifact.name).suffix)
    return name and f"scenes/{artifact.scene + 1:03d}/{name}"


def _cleared(target: Path) -> Path:
    """A name under which nothing lies any more."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    return target
