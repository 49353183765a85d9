"""What schemathesis cannot guess: real ids, and songs that are valid, cut off, noise or nothing.

It is loaded by the `st` process (SCHEMATHESIS_HOOKS); SCOPITONE_TEST_IDS names a JSON file with
`songs` and `jobs` that exist and are over.
"""

import json
import os
import random
from pathlib import Path
from typing import Any

import schemathesis

from tests.support.command import DEMO

_KNOWN = json.loads(Path(os.environ["SCOPITONE_TEST_IDS"]).read_text())
_DEMO = DEMO.read_bytes()
_CHOICE = random.Random(3)
_SONGS = (_DEMO, _DEMO[: len(_DEMO) // 3], _DEMO[:700], random.Random(1).randbytes(3000), b"")


@schemathesis.hook
def map_path_parameters(
    context: schemathesis.HookContext, path_parameters: dict[str, Any] | None
) -> dict[str, Any] | None:
    """Two in three ids are real. Only jobs that are over: the events of others have no end."""
    for name in path_parameters or ():
        if name in {"job_id", "song_id"} and path_parameters is not None:
            always = context.operation.path.endswith("/events")
            if always or _CHOICE.random() < 0.66:
                path_parameters[name] = _CHOICE.choice(_KNOWN[f"{name.removesuffix('_id')}s"])
    return path_parameters


@schemathesis.hook
def map_body(context: schemathesis.HookContext, body: Any) -> Any:
    """Songs that sound, sometimes; jobs of songs that exist, mostly."""
    if not isinstance(body, dict):
        return body
    if context.operation.path == "/v1/songs" and "file" in body:
        return {**body, "file": _CHOICE.choice(_SONGS)}
    for asked in body.get("jobs", [body]) if isinstance(body.get("jobs", []), list) else []:
        if isinstance(asked, dict) and "song_id" in asked and _CHOICE.random() < 0.8:
            asked["song_id"] = _CHOICE.choice(_KNOWN["songs"])
    return body
