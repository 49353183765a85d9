"""The store that an installation's settings name."""

from pathlib import Path

from common.config import Settings
from common.errors import InvalidInputError
from common.storage.base import Storage
from common.storage.local import LocalStorage

_S3 = "s3://"


def open_storage(settings: Settings) -> Storage:
    """A folder, or a bucket for `s3://bucket/prefix`.

    Raises:
        InvalidInputError: the address names neither.
    """
    address = settings.store_address
    if address.startswith(_S3):
        return _bucket(address.removeprefix(_S3), settings)
    if "://" in address:
        raise InvalidInputError(f"SCOPITONE_STORE: {address!r} is no folder and not s3://bucket")
    return LocalStorage(Path(address).expanduser(), durable=settings.durable)


def _bucket(place: str, settings: Settings) -> Storage:
    """boto3 takes half a second to import, which only who uses it has to wait for."""
    from common.storage.cache import FetchCache  # noqa: PLC0415
    from common.storage.s3 import Bucket, S3Storage  # noqa: PLC0415

    name, _, prefix = place.partition("/")
    if not name:
        raise InvalidInputError("SCOPITONE_STORE: s3:// is followed by the bucket's name")
    bucket = Bucket(
        name=name,
        prefix=f"{prefix.rstrip('/')}/" if prefix else "",
        endpoint=settings.s3_endpoint,
        public_endpoint=settings.s3_public_endpoint,
        region=settings.s3_region,
        path_style=settings.s3_path_style,
    )
    folder = settings.cache_dir.expanduser() / "objects"
    return S3Storage(bucket, cache=FetchCache(folder, most=settings.cache_bytes))
