"""The suite of all stores, over a bucket of a real S3 server; and what only a bucket can do."""

import hashlib
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from common.errors import RetryLaterError, UnwritableOutputError
from common.storage.base import MissingObjectError
from common.storage.cache import FetchCache
from common.storage.s3 import PART, Bucket, S3Storage
from tests.support.s3 import Answering, fresh_bucket, s3_server, s3_storage
from tests.support.storage_suite import *  # noqa: F403
from tests.support.storage_suite import key


@pytest.fixture(scope="module", autouse=True)
def endpoint() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as environment, s3_server() as address:
        environment.setenv("AWS_ACCESS_KEY_ID", "test")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "test")
        yield address


@pytest.fixture(params=["", "films/of/2026/"], ids=["no prefix", "a prefix"])
def storage(request: pytest.FixtureRequest, endpoint: str, tmp_path: Path) -> S3Storage:
    return s3_storage(endpoint, tmp_path / "cache", prefix=request.param)


def test_a_file_of_many_parts_arrives_whole(storage: S3Storage, tmp_path: Path) -> None:
    source = tmp_path / "film.mp4"
    source.write_bytes(bytes(range(256)) * (PART // 100))
    assert storage.put_file(key("long"), source)
    assert not storage.put_file(key("long"), source)
    stored = storage.fetch(key("long")).read_bytes()
    assert hashlib.sha256(stored).digest() == hashlib.sha256(source.read_bytes()).digest()


def test_links_work_without_credentials(storage: S3Storage) -> None:
    storage.put(key("film"), b"film")
    link = storage.link(key("film"), seconds=60, download_as="home.mp4")
    with urllib.request.urlopen(link) as answer:
        assert answer.read() == b"film"
        assert 'filename="home.mp4"' in answer.headers["Content-Disposition"]
    upload = urllib.request.Request(
        storage.upload_link(key("song"), seconds=60),
        data=b"song",
        method="PUT",
        headers={"Content-Type": "audio/ogg"},
    )
    with urllib.request.urlopen(upload):
        assert storage.get(key("song")) == b"song"


def test_two_installations_share_a_bucket_by_prefix(endpoint: str, tmp_path: Path) -> None:
    bucket = fresh_bucket(endpoint)
    ours, theirs = (
        S3Storage(
            Bucket(name=bucket.name, endpoint=endpoint, prefix=prefix),
            cache=FetchCache(tmp_path / prefix, most=10**6),
        )
        for prefix in ("ours/", "theirs/")
    )
    ours.put(key("a"), b"ours")
    assert not theirs.has(key("a"))
    assert list(theirs.keys()) == []


def test_a_bucket_that_is_not_there_is_named(endpoint: str, tmp_path: Path) -> None:
    store = S3Storage(
        Bucket(name="no-such-bucket", endpoint=endpoint), cache=FetchCache(tmp_path, most=1)
    )
    with pytest.raises(UnwritableOutputError, match="no such bucket"):
        store.put(key("a"), b"1")
    with pytest.raises(MissingObjectError):
        store.size(key("a"))


def test_a_service_that_does_not_answer_is_asked_again_later(tmp_path: Path) -> None:
    store = S3Storage(
        Bucket(name="films", endpoint="http://127.0.0.1:9"), cache=FetchCache(tmp_path, most=1)
    )
    with pytest.raises(RetryLaterError, match="does not answer"):
        store.put(key("a"), b"1")


def test_an_upload_whose_end_fails_leaves_nothing_and_goes_again(tmp_path: Path) -> None:
    broken = [True]

    def around(app: Answering) -> Answering:
        def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
            ends = environ["REQUEST_METHOD"] == "POST" and "uploadId" in environ["QUERY_STRING"]
            if ends and broken:
                start("500 Internal Server Error", [("Content-Length", "0")])
                return []
            return app(environ, start)

        return answer

    source = tmp_path / "film.mp4"
    with source.open("wb") as film:
        film.truncate(PART + 1)
    with s3_server(around) as address:
        bucket = fresh_bucket(address)
        storage = S3Storage(bucket, cache=FetchCache(tmp_path / "cache", most=10**9))
        with pytest.raises(RetryLaterError):
            storage.put_file(key("long"), source)
        client = boto3.client("s3", endpoint_url=address, region_name=bucket.region)
        assert "Uploads" not in client.list_multipart_uploads(Bucket=bucket.name)
        assert not storage.has(key("long"))
        broken.clear()
        assert storage.put_file(key("long"), source)
        assert storage.size(key("long")) == PART + 1
