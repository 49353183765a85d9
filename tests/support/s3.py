"""A real S3 server on loopback, and a fresh bucket in it."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
from moto.server import ThreadedMotoServer

from common.storage.cache import FetchCache
from common.storage.s3 import Bucket, S3Storage


@contextmanager
def s3_server() -> Iterator[str]:
    """The server's address; credentials must be in the environment (any will do)."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def fresh_bucket(endpoint: str, *, prefix: str = "") -> Bucket:
    name = f"films-{uuid.uuid4().hex[:12]}"
    boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1").create_bucket(Bucket=name)
    return Bucket(name=name, endpoint=endpoint, prefix=prefix)


def s3_storage(endpoint: str, cache: Path, *, prefix: str = "") -> S3Storage:
    return S3Storage(
        fresh_bucket(endpoint, prefix=prefix), cache=FetchCache(cache, most=50_000_000)
    )
