"""A client that asks for films and does not give up: what was answered with 202 is accepted."""

import time
from pathlib import Path

import httpx2 as httpx

from common.artifacts.song import Song
from common.db.repository.songs import add_song
from tests.chaos.stack import Stack
from tests.chaos.steps import SCENE_SECONDS
from tests.support.hooks import SECRET

_RATE = 1000
_PAUSE = 0.2
_PATIENCE = 180.0


def enter_song(stack: Stack) -> str:
    """A song as long as the films have scenes; nobody decodes it."""
    song = Song(
        sha256="0" * 64,
        name="song.ogg",
        samples=round(stack.shape.scenes * SCENE_SECONDS * _RATE),
        sample_rate=_RATE,
        channels=2,
        codec="opus",
        container="ogg",
    )
    key = f"song/{song.sha256}"
    stack.storage.put(key, b"what would be a song")
    row, _ = stack.database.run(
        lambda c: add_song(c, tenant_id="default", song=song, object_key=key, size=1000)
    )
    return row.id


def ask(stack: Stack, song: str, number: int) -> str:
    """The id of an accepted job; asked again, under the same key, until somebody says 202.

    Raises:
        TimeoutError: nobody did.
    """
    body = {
        "song_id": song,
        "theme": f"film {number}",
        "webhook": {
            "url": stack.hearer.url,
            "secret": SECRET,
            "types": ["job.succeeded", "job.failed", "job.canceled", "job.aborted"],
        },
    }
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            answer = httpx.post(
                f"{stack.url}/v1/jobs",
                json=body,
                headers={"Idempotency-Key": f"film-{number}"},
                timeout=5,
            )
        except httpx.HTTPError:
            time.sleep(_PAUSE)
            continue
        if answer.status_code == 202:
            return str(answer.json()["id"])
        assert answer.status_code in {429, 503, 507}, answer.text
        time.sleep(_PAUSE)
    raise TimeoutError(f"film {number} was not accepted; logs are in {Path(stack.folder, 'log')}")
