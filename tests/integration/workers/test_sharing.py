"""Two installations that were given one broker."""

from pathlib import Path

import pytest
import redis

from common.config import Settings
from common.db.migrations import upgrade
from common.db.session import Database
from common.errors import InvalidInputError, RetryLaterError
from services.cli.starting import check_broker
from tests.support.broker import valkey_server


def installation(folder: Path, broker_url: str) -> Settings:
    folder.mkdir()
    made = Settings(data_dir=folder, broker_url=broker_url)
    database = Database(made.database_address)
    upgrade(database)
    database.close()
    return made


def test_the_second_one_is_refused(broker: redis.Redis, broker_url: str, tmp_path: Path) -> None:
    first, second = (installation(tmp_path / name, broker_url) for name in ("one", "two"))
    for _ in range(2):
        check_broker(first)
    with pytest.raises(InvalidInputError, match="SCOPITONE_BROKER_PREFIX"):
        check_broker(second)
    check_broker(second.model_copy(update={"broker_prefix": "films:"}))


def test_a_broker_that_is_away_is_to_be_asked_again(tmp_path: Path) -> None:
    with valkey_server(tmp_path / "broker") as gone:
        pass
    with pytest.raises(RetryLaterError, match="broker"):
        check_broker(installation(tmp_path / "one", gone))
