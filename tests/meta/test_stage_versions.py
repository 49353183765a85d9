"""A stage whose source changed must change its version: stored results hang on it.

`stage_digests.json` records, for each stage, its version and a digest of the code behind it.
After a change that may alter results, raise the version in `common/pipeline.py` (or an engine's
fingerprint in `common/catalogue.py`, or what is remembered of a song's sound in
`workers/steps/hearings.py`); then write the record anew with
`python tests/meta/test_stage_versions.py`. A change that cannot alter results (a comment, a name)
does not show here: digests are of syntax trees without docstrings.
"""

import ast
import hashlib
import json
from functools import cache
from pathlib import Path

from common.catalogue import ENGINES
from common.pipeline import STAGES
from workers.steps import hearings

ROOT = Path(__file__).resolve().parents[2]
RECORD = Path(__file__).with_name("stage_digests.json")
FAMILIES = ("content", "segment", "visual_guide")
_IMAGE = ("workers/engines/diffusion", "workers/engines/image")
_FOOTAGE = ("workers/engines/diffusion", "workers/engines/footage")
CODE: dict[str, tuple[str, ...]] = {
    "analysis": ("workers/stages/analysis", "workers/steps/analysis.py", "common/decoding"),
    "script": (
        "workers/stages/scripting",
        "workers/stages/segmentation",
        "workers/steps/script.py",
        "common/aesthetics.py",
        "common/music_words.py",
    ),
    "keyframes": ("workers/stages/keyframes", "workers/steps/keyframes.py"),
    "animation": ("workers/stages/animation", "workers/steps/animation.py"),
    "warping": (
        "workers/stages/warping",
        "workers/stages/interpolation",
        "workers/steps/warping.py",
        "workers/engines/motion",
    ),
    "frames": (
        "workers/stages/interpolation",
        "workers/steps/frames.py",
        "workers/engines/video/encoder.py",
        "workers/engines/video/fitting.py",
    ),
    "assembly": ("workers/stages/assembly", "workers/steps/assembly.py", "workers/engines/video"),
    "poster": ("workers/stages/assembly", "workers/steps/poster.py", "workers/engines/video"),
    "evaluation": (
        "workers/stages/evaluation",
        "workers/steps/evaluation.py",
        "workers/engines/motion",
    ),
    "harmony": ("workers/stages/harmony", "workers/steps/harmony.py"),
    "understanding": ("workers/stages/understanding", "workers/steps/understanding.py"),
    "hearing": ("workers/engines/decoder.py", "common/decoding"),
    "edits": ("common/editing.py", "workers/steps/edits.py"),
    "singing": (
        "workers/stages/singing",
        "workers/stages/understanding",
        "workers/steps/singing.py",
        "workers/engines/singing/reading.py",
        "workers/engines/singing/data",
    ),
    "lp-musiccaps": ("workers/engines/captions", "workers/engines/diffusion"),
    "qwen2-audio": ("workers/engines/captions", "workers/engines/diffusion"),
    "whisper": ("workers/engines/singing", "workers/engines/diffusion"),
    "rules": (
        "workers/engines/labels/rules.py",
        "workers/engines/labels/vocabulary.py",
        *(f"workers/engines/labels/data/{name}.toml" for name in FAMILIES),
    ),
    "clap": ("workers/engines/labels", "workers/engines/diffusion"),
    "madmom-harmony": ("workers/engines/harmony",),
    "templates": ("workers/engines/harmony",),
    "madmom": ("workers/engines/trackers",),
    "onset": ("workers/engines/trackers",),
    "writer": (
        "workers/engines/writer",
        "common/phrases",
        "common/lexicon.py",
        "common/lexicon.toml",
    ),
    **dict.fromkeys(
        ("chat", "deepseek-r1-8b"),
        (
            "workers/engines/language",
            "workers/engines/writer",
            "common/phrases",
            "common/lexicon.py",
        ),
    ),
    "painter": ("workers/engines/painter", "workers/engines/compositing", "common/lexicon.toml"),
    "camera": (
        "workers/engines/camera",
        "workers/engines/compositing",
        "workers/engines/painter/subjects",
    ),
    "flow": ("workers/engines/interpolator",),
    **dict.fromkeys(("rife", "rife-v4", "rife-ncnn"), ("workers/engines/rife",)),
    **dict.fromkeys(("sdxl", "sdxl-lightning", "sdxl-lightning-unet", "sdxl-hyper"), _IMAGE),
    **dict.fromkeys(
        ("svd", "svd-xt", "animatelcm-svd", "wan-t2v", "wan-i2v", "ltx", "mochi"), _FOOTAGE
    ),
}


def _digest(paths: tuple[str, ...]) -> str:
    total = hashlib.sha256()
    for path in paths:
        place = ROOT / path
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for file in files:
            if file.suffix == ".py":
                total.update(_syntax(file).encode())
            elif file.suffix in {".toml", ".json", ".txt"}:
                total.update(file.read_bytes())
    return total.hexdigest()[:16]


@cache
def _syntax(path: Path) -> str:
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            node.body = node.body[1:]
    return ast.dump(tree)


@cache
def _now() -> dict[str, list[str]]:
    versions = {name: str(stage.version) for name, stage in STAGES.items()}
    versions |= {name: card.fingerprint for name, card in ENGINES.items()}
    versions["hearing"] = str(hearings.VERSION)
    return {name: [versions[name], _digest(paths)] for name, paths in sorted(CODE.items())}


def test_all_stages_and_engines_are_recorded() -> None:
    assert set(CODE) == set(STAGES) | set(ENGINES) | {"hearing"}


def test_changed_code_has_a_new_version() -> None:
    recorded = json.loads(RECORD.read_text())
    stale = [
        name
        for name, (version, digest) in _now().items()
        if recorded[name][1] != digest and recorded[name][0] == version
    ]
    assert not stale, f"code changed, version did not: {stale}; see {Path(__file__).name}"


def test_the_record_is_of_today() -> None:
    assert json.loads(RECORD.read_text()) == _now(), f"run: python tests/meta/{Path(__file__).name}"


if __name__ == "__main__":
    RECORD.write_text(json.dumps(_now(), indent=1) + "\n")
