"""Links to storage that can be written or read without us, where the store can make them."""

from typing import Protocol, runtime_checkable

from common.storage.base import Storage


@runtime_checkable
class Linking(Protocol):
    """What an S3 store offers beyond `Storage`."""

    def link(self, key: str, *, seconds: int, download_as: str | None = None) -> str: ...

    def upload_link(self, key: str, *, seconds: int) -> str: ...


def linking(storage: Storage) -> Linking | None:
    return storage if isinstance(storage, Linking) else None
