"""A real S3 server with moods: it asks to slow down, sends half a body, or is long silent."""

import logging
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlsplit

from common.storage.cache import FetchCache
from common.storage.s3 import Bucket, S3Storage
from tests.support.s3 import Answering, fresh_bucket, s3_server

_ERROR = b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
_CREDENTIALS = {"AWS_ACCESS_KEY_ID": "anybody", "AWS_SECRET_ACCESS_KEY": "anything"}


class Moody:
    """Attributes: shares of all requests.
    slow_down: answered with 503.
    truncated: of reads, answered with half of the body.
    stalled: answered after `stall_seconds`.
    """

    def __init__(self, dice: Random) -> None:
        self.slow_down = self.truncated = self.stalled = 0.0
        self.stall_seconds = 10.0
        self.place: Bucket
        self._dice = dice

    def around(self, app: Answering) -> Answering:
        def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            if self._dice.random() < self.slow_down:
                start("503 Slow Down", [("Content-Length", str(len(_ERROR)))])
                return [_ERROR]
            if self._dice.random() < self.stalled:
                time.sleep(self.stall_seconds)
            body = b"".join(app(environ, start))
            half = environ["REQUEST_METHOD"] == "GET" and self._dice.random() < self.truncated
            return [body[: len(body) // 2]] if half else [body]

        return answer

    @property
    def port(self) -> int:
        port = urlsplit(str(self.place.endpoint)).port
        assert port is not None
        return port

    def environment(self, folder: Path, *, port: int) -> dict[str, str]:
        """Of those who reach it by another port."""
        return {
            "SCOPITONE_STORE": f"s3://{self.place.name}",
            "SCOPITONE_S3_ENDPOINT": f"http://127.0.0.1:{port}",
            "SCOPITONE_CACHE_DIR": str(folder / "cache"),
            **_CREDENTIALS,
        }

    def storage(self, folder: Path) -> S3Storage:
        """The harness's own way to it, which remembers nothing of what workers fetched."""
        return S3Storage(self.place, cache=FetchCache(folder / "checked", most=10**9))


@contextmanager
def moody_bucket(seed: int) -> Iterator[Moody]:
    os.environ.update(_CREDENTIALS)
    logging.getLogger("werkzeug").setLevel(logging.WARNING)  # a line for each request
    moody = Moody(Random(seed))
    with s3_server(moody.around) as endpoint:
        moody.place = fresh_bucket(endpoint)
        yield moody
