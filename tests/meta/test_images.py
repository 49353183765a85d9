"""The image files: linted, and their commands are commands that there are."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from common.queues import POOLS
from services.cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
IMAGES = sorted((ROOT / "docker").glob("*.Dockerfile"))
NAMES = [path.stem for path in IMAGES]


def words(image: Path, instruction: str) -> list[str]:
    """The exec form of the last such instruction."""
    found = re.findall(rf"^{instruction} (\[.*\])$", image.read_text(), flags=re.MULTILINE)
    return list(json.loads(found[-1]))


def test_there_is_an_image_for_each_kind_of_process() -> None:
    assert NAMES == ["api", "worker-cpu", "worker-gpu"]


def test_the_linter_finds_nothing() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    ran = subprocess.run([hadolint, *IMAGES], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


@pytest.mark.parametrize("image", IMAGES, ids=NAMES)
def test_an_image_starts_a_command_that_there_is(image: Path) -> None:
    assert words(image, "ENTRYPOINT") == ["scopitone"]
    command, *options = words(image, "CMD")
    assert command in COMMANDS
    assert set(options) <= {"--pool", *POOLS}


@pytest.mark.parametrize("image", IMAGES, ids=NAMES)
def test_an_image_runs_as_nobody_and_says_what_it_is(image: Path) -> None:
    text = image.read_text()
    assert re.findall(r"^USER (.*)$", text, flags=re.MULTILINE) == ["10001:10001"]
    assert "HEALTHCHECK" in text
    assert f'image.title="scopitone-{image.stem}"' in text
    assert text.count("FROM ${BASE_IMAGE}") == 2


def test_pools_of_the_images_are_all_there_are() -> None:
    served = {word for image in IMAGES for word in words(image, "CMD") if word in POOLS}
    assert served == set(POOLS)


@pytest.mark.parametrize("image", IMAGES, ids=NAMES)
def test_only_the_gpu_image_has_torch(image: Path) -> None:
    assert ("scopitone[gpu" in image.read_text()) == (image.stem == "worker-gpu")


def test_the_context_holds_what_is_copied() -> None:
    kept = re.findall(r"^!(.*)$", (ROOT / ".dockerignore").read_text(), flags=re.MULTILINE)
    for image in IMAGES:
        copied = re.findall(
            r"^COPY (?!--from)(?:--\S+ )?(.+) \S+$", image.read_text(), re.MULTILINE
        )
        assert {name for line in copied for name in line.split()} <= set(kept)
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
    assert set(packages["targets"]["wheel"]["packages"]) <= set(kept)


def test_what_the_api_s_image_leaves_out_is_not_needed_there() -> None:
    [left_out] = re.findall(r'^ARG LEFT_OUT="(.*)"$', IMAGES[0].read_text(), flags=re.MULTILINE)
    absent = {
        module
        for module, owners in packages_distributions().items()
        if set(owners) & set(left_out.split())
    }
    assert {"librosa", "madmom", "matplotlib", "numba", "cv2", "scipy"} <= absent
    commands = ("api", "orchestrator", "webhooks", "janitor", "db", "keys", "tenants", "jobs")
    needed = [f"services.cli.{name}" for name in commands]
    lines = [
        "import importlib, sys",
        f"sys.modules.update(dict.fromkeys({sorted(absent)!r}))",
        f"for name in {[*needed, 'common.probe', 'common.decoding', 'common.storage.s3']!r}:",
        "    importlib.import_module(name)",
    ]
    subprocess.run([sys.executable, "-c", "\n".join(lines)], check=True)
