"""Which store the settings name."""

from pathlib import Path

import pytest

from common.config import Settings
from common.errors import InvalidInputError
from common.storage.local import LocalStorage
from common.storage.opening import open_storage
from common.storage.s3 import S3Storage

KEY = f"song/{'0' * 64}"


def test_nothing_said_is_a_folder_beside_the_database(tmp_path: Path) -> None:
    open_storage(Settings(data_dir=tmp_path)).put(KEY, b"song")
    assert list((tmp_path / "store").glob("song/*/*"))


def test_a_path_is_that_folder(tmp_path: Path) -> None:
    assert isinstance(open_storage(Settings(store=str(tmp_path))), LocalStorage)


def test_a_bucket_with_its_prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "their secret")
    settings = Settings(store="s3://films/mine", cache_dir=tmp_path, s3_endpoint="http://127.0.0.1")
    store = open_storage(settings)
    assert isinstance(store, S3Storage)
    assert (store._bucket.name, store._bucket.prefix) == ("films", "mine/")


@pytest.mark.parametrize("address", ["ftp://films", "s3://"])
def test_what_is_neither_is_refused(address: str) -> None:
    with pytest.raises(InvalidInputError, match="SCOPITONE_STORE"):
        open_storage(Settings(store=address))
