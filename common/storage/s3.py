"""A store in an S3-compatible bucket: AWS, MinIO, Ceph, Garage, SeaweedFS.

An object appears whole because S3 shows none before its upload is complete. The first writer wins
by a conditional write (`If-None-Match: *`), which the service answers with 412 for all who come
later. Files are sent in parts of 16 MiB, each with its checksum.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.exceptions import HTTPClientError as HTTPError

from common.errors import (
    InvalidInputError,
    RetryLaterError,
    ScopitoneError,
    StorageFullError,
    UnwritableOutputError,
)
from common.storage.base import MissingObjectError
from common.storage.cache import FetchCache
from common.storage.keys import checked

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import CompletedPartTypeDef

PART = 16 * 2**20
_MISSING = {"404", "NoSuchKey", "NotFound"}
_TAKEN = {"412", "PreconditionFailed"}
_RACING = {"409", "ConditionalRequestConflict"}
_DENIED = {"403", "401", "AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch"}
_NO_BUCKET = {"NoSuchBucket"}
_FULL = {"507", "XMinioStorageFull", "QuotaExceeded", "InsufficientStorage"}


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """Where the bucket is; credentials come from where every AWS tool looks for them.

    Attributes:
        prefix: put before every key, so that several installations can share a bucket.
        endpoint: of the service, None for AWS.
        public_endpoint: what links handed to users start with, when that is another address.
        path_style: bucket in the path, not in the host name, as most services but AWS need it.
    """

    name: str
    prefix: str = ""
    endpoint: str | None = None
    public_endpoint: str | None = None
    region: str = "us-east-1"
    path_style: bool = True


class S3Storage:
    """See `Storage`; fetched objects are kept in a bounded folder of this machine."""

    def __init__(self, bucket: Bucket, *, cache: FetchCache) -> None:
        self._bucket, self._cache = bucket, cache
        self._client = _client(bucket, bucket.endpoint)
        self._public = _client(bucket, bucket.public_endpoint or bucket.endpoint)

    def has(self, key: str) -> bool:
        try:
            self.size(key)
        except MissingObjectError:
            return False
        return True

    def put(self, key: str, data: bytes) -> bool:
        with _translated(key):
            return self._won(
                lambda: self._client.put_object(
                    Bucket=self._bucket.name, Key=self._name(key), Body=data, IfNoneMatch="*"
                )
            )

    def put_file(self, key: str, path: Path) -> bool:
        try:
            source = path.open("rb")
        except OSError as problem:
            raise InvalidInputError(f"cannot read {path}: {problem.strerror}") from problem
        with source:
            first = source.read(PART)
            if len(first) < PART:
                return self.put(key, first)
            if self.has(key):
                return False
            with _translated(key):
                return self._put_parts(self._name(key), first, source)

    def get(self, key: str) -> bytes:
        with _translated(key):
            answer = self._client.get_object(Bucket=self._bucket.name, Key=self._name(key))
            return answer["Body"].read()

    def fetch(self, key: str) -> Path:
        return self._cache.fetch(key, lambda draft: self._download(key, draft))

    def size(self, key: str) -> int:
        with _translated(key):
            head = self._client.head_object(Bucket=self._bucket.name, Key=self._name(key))
            return head["ContentLength"]

    def delete(self, key: str) -> None:
        self._cache.forget(key)
        with _translated(key):
            self._client.delete_object(Bucket=self._bucket.name, Key=self._name(key))

    def keys(self, prefix: str = "") -> Iterator[str]:
        pages = self._client.get_paginator("list_objects_v2").paginate(
            Bucket=self._bucket.name, Prefix=self._bucket.prefix + prefix
        )
        with _translated(prefix):
            for page in pages:
                for entry in page.get("Contents", ()):
                    yield entry["Key"].removeprefix(self._bucket.prefix)

    def link(self, key: str, *, seconds: int, download_as: str | None = None) -> str:
        """A URL from which anybody can read the object for a while."""
        asked = {"Bucket": self._bucket.name, "Key": self._name(key)}
        if download_as:
            asked["ResponseContentDisposition"] = f'attachment; filename="{download_as}"'
        return self._public.generate_presigned_url("get_object", Params=asked, ExpiresIn=seconds)

    def upload_link(self, key: str, *, seconds: int) -> str:
        """A URL to which anybody can PUT the object for a while."""
        asked = {"Bucket": self._bucket.name, "Key": self._name(key)}
        return self._public.generate_presigned_url("put_object", Params=asked, ExpiresIn=seconds)

    def _name(self, key: str) -> str:
        return self._bucket.prefix + checked(key)

    def _download(self, key: str, draft: BinaryIO) -> None:
        with _translated(key):
            self._client.download_fileobj(self._bucket.name, self._name(key), draft)

    def _won(self, write: Callable[[], object]) -> bool:
        """Whether a conditional write was the first; of two at once the service refuses one."""
        try:
            write()
        except ClientError as problem:
            if _code(problem) in _TAKEN | _RACING:
                return False
            raise
        return True

    def _put_parts(self, name: str, first: bytes, rest: BinaryIO) -> bool:
        bucket = self._bucket.name
        upload = self._client.create_multipart_upload(Bucket=bucket, Key=name)["UploadId"]
        won = False
        try:
            parts = [
                self._send(name, upload, number, part)
                for number, part in enumerate(_parts(first, rest), start=1)
            ]
            won = self._won(
                lambda: self._client.complete_multipart_upload(
                    Bucket=bucket,
                    Key=name,
                    UploadId=upload,
                    MultipartUpload={"Parts": parts},
                    IfNoneMatch="*",
                )
            )
        finally:
            if not won:
                self._abort(name, upload)
        return won

    def _send(self, name: str, upload: str, number: int, part: bytes) -> "CompletedPartTypeDef":
        sent = self._client.upload_part(
            Bucket=self._bucket.name, Key=name, UploadId=upload, PartNumber=number, Body=part
        )
        return {"ETag": sent["ETag"], "PartNumber": number}

    def _abort(self, name: str, upload: str) -> None:
        """Parts of an unfinished upload cost money until they are dropped."""
        with suppress(ClientError, BotoCoreError):
            self._client.abort_multipart_upload(Bucket=self._bucket.name, Key=name, UploadId=upload)


def _parts(first: bytes, rest: BinaryIO) -> Iterator[bytes]:
    part = first
    while part:
        yield part
        part = rest.read(PART)


def _client(bucket: Bucket, endpoint: str | None) -> "S3Client":
    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=bucket.region,
        config=Config(
            connect_timeout=5,
            read_timeout=30,
            retries={"mode": "standard", "max_attempts": 4},
            s3={"addressing_style": "path" if bucket.path_style else "virtual"},
            signature_version="s3v4",
            tcp_keepalive=True,
        ),
    )


def _code(problem: ClientError) -> str:
    return problem.response.get("Error", {}).get("Code", "")


@contextmanager
def _translated(key: str) -> Iterator[None]:
    """Vendor errors stop here."""
    try:
        yield
    except ClientError as problem:
        raise _meaning(_code(problem), key, str(problem)) from problem
    except (BotoCoreError, HTTPError) as problem:
        raise RetryLaterError(f"the object store does not answer: {problem}") from problem


def _meaning(code: str, key: str, message: str) -> ScopitoneError:
    if code in _MISSING:
        return MissingObjectError(f"{key} is not in the store")
    if code in _FULL:
        return StorageFullError(f"the object store is full: {message}")
    if code in _DENIED:
        return UnwritableOutputError(f"the object store refuses: {message}")
    if code in _NO_BUCKET:
        return UnwritableOutputError(f"there is no such bucket: {message}")
    return RetryLaterError(f"the object store failed: {message}")
