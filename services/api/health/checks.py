"""Whether this process can do its work: database, storage, room on the disk."""

import shutil
import tempfile
from pathlib import Path

from common.db.migrations import is_current
from common.db.session import Database
from common.errors import RetryLaterError, StorageFullError
from common.storage.base import Storage
from common.storage.keys import object_key
from services.api.settings import ApiSettings

_NOTHING = object_key("ready", "0" * 64)


def check_ready(*, database: Database, storage: Storage, api: ApiSettings, home: Path) -> None:
    """Raises:
    RetryLaterError: the database does not answer, or its schema is not this code's; the store
        does not answer.
    StorageFullError: less than `reserve_bytes` are free where data or received songs lie.
    """
    if not is_current(database):
        raise RetryLaterError("the schema is not this version's: run `scopitone db upgrade`")
    storage.has(_NOTHING)
    for folder in (home, api.scratch_dir or Path(tempfile.gettempdir())):
        if folder.exists() and shutil.disk_usage(folder).free < api.reserve_bytes:
            raise StorageFullError(f"less than {api.reserve_bytes / 1e6:g} MB are free")
