"""What schemathesis cannot guess: real ids, and songs that are valid, cut off, noise or nothing.

It is loaded by the `st` process (SCHEMATHESIS_HOOKS); SCOPITONE_TEST_IDS names a JSON file with
`songs` and `jobs` that exist and are over, `dialogues` over them, and the `endpoints` and
`deliverys` that heard of them.
"""

import json
import os
import random
import re
from pathlib import Path
from typing import Any

import schemathesis

from tests.support.command import DEMO

_KNOWN = json.loads(Path(os.environ["SCOPITONE_TEST_IDS"]).read_text())
_EXAMPLE = "song_01k9w8z5q0x7m3v4c2b1n6h8jd"
"""The reference's own example of a job must work, once its song is there."""
_IDS = {"job_id", "song_id", "endpoint_id", "delivery_id", "dialogue_id"}
_PUBLIC = "https://8.8.8.8/hook"
"""An address, so that no name server is asked; and nobody sends anything."""
_PRIVATE = "http://127.0.0.1:9/song.ogg"
_FORM = re.compile("[a-z]+_[0-9a-z]{26}")
_DEMO = DEMO.read_bytes()
_CHOICE = random.Random(3)
_SONGS = (_DEMO, _DEMO[: len(_DEMO) // 3], _DEMO[:700], random.Random(1).randbytes(3000), b"")


@schemathesis.hook
def map_path_parameters(
    context: schemathesis.HookContext, path_parameters: dict[str, Any] | None
) -> dict[str, Any] | None:
    """Two in three well-formed ids are real. Those that are malformed on purpose stay so.

    Only jobs that are over: the events of others have no end. Few are deleted, so some are left.
    """
    for name, value in (path_parameters or {}).items():
        if name in _IDS and _FORM.fullmatch(str(value)) and path_parameters:
            always = context.operation.path.endswith("/events")
            often = 0.1 if context.operation.method.lower() == "delete" else 0.66
            if always or _CHOICE.random() < often:
                path_parameters[name] = _CHOICE.choice(_KNOWN[f"{name.removesuffix('_id')}s"])
    return path_parameters


@schemathesis.hook
def map_body(context: schemathesis.HookContext, body: Any) -> Any:
    """Songs that sound, sometimes."""
    if context.operation.path == "/v1/songs" and isinstance(body, dict) and "file" in body:
        return {**body, "file": _CHOICE.choice(_SONGS)}
    return body


@schemathesis.hook
def before_call(
    context: schemathesis.HookContext, case: schemathesis.Case, kwargs: dict[str, Any]
) -> None:
    """Jobs of songs that exist, mostly; whatever else is wrong with them stays wrong.

    No song is fetched and no name looked up: what lies elsewhere is not the reference's business.
    """
    body = case.body
    if case.operation.path == "/v1/dialogues" and isinstance(body, dict):
        if isinstance(body.get("job_id"), str) and 0 < len(body["job_id"]) <= 40:
            body["job_id"] = _CHOICE.choice(_KNOWN["jobs"])
        return
    if case.operation.path.startswith("/v1/webhook-endpoints"):
        _set_url(body, _PUBLIC)
    if case.operation.path == "/v1/songs":
        _set_url(body, _PRIVATE)
    if case.operation.path not in {"/v1/jobs", "/v1/jobs:batch"} or not isinstance(body, dict):
        return
    jobs = body.get("jobs", [body])
    for asked in jobs if isinstance(jobs, list) else ():
        song = asked.get("song_id") if isinstance(asked, dict) else None
        _set_url(asked.get("webhook") if isinstance(asked, dict) else None, _PUBLIC)
        if song == _EXAMPLE or (isinstance(song, str) and 0 < len(song) <= 40):
            asked["song_id"] = _CHOICE.choice(_KNOWN["songs"])


def _set_url(asked: Any, url: str) -> None:
    if (
        isinstance(asked, dict)
        and isinstance(asked.get("url"), str)
        and 0 < len(asked["url"]) < 2000
    ):
        asked["url"] = url
