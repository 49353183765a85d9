"""A real S3 server on loopback, and a fresh bucket in it."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import boto3
from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server

from common.storage.cache import FetchCache
from common.storage.s3 import Bucket, S3Storage

Answering = Callable[[dict[str, Any], Any], Iterable[bytes]]
"""A WSGI application."""


class _OneAtATime:
    """moto looks whether an object exists, then writes: S3 does both at once, and so must this."""

    def __init__(self) -> None:
        self._app, self._lock = DomainDispatcherApplication(create_backend_app), Lock()

    def __call__(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        with self._lock:
            return list(self._app(environ, start))


@contextmanager
def s3_server(around: Callable[[Answering], Answering] = lambda app: app) -> Iterator[str]:
    """The server's address; credentials must be in the environment (any will do).

    Args:
        around: puts something between the server and its clients.
    """
    app = around(_OneAtATime())
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=MotoRequestHandler)
    thread = Thread(target=server.serve_forever, name="s3", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def fresh_bucket(endpoint: str, *, prefix: str = "") -> Bucket:
    name = f"films-{uuid.uuid4().hex[:12]}"
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket=name)
    return Bucket(name=name, endpoint=endpoint, prefix=prefix)


def s3_storage(endpoint: str, cache: Path, *, prefix: str = "") -> S3Storage:
    return S3Storage(
        fresh_bucket(endpoint, prefix=prefix), cache=FetchCache(cache, most=50_000_000)
    )
