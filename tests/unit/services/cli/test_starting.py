"""What a process refuses before it takes part."""

import os
import signal
import time
from pathlib import Path

import pytest

from common.config import Settings
from common.db.migrations import upgrade
from common.db.session import Database
from common.errors import InvalidInputError, RetryLaterError, UnwritableOutputError
from common.storage.local import LocalStorage
from services.cli import starting


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(data_dir=tmp_path)
    database = Database(made.database_address)
    upgrade(database)
    database.close()
    return made


def test_a_sound_installation_is_left_as_it_was(settings: Settings) -> None:
    starting.check_database(settings)
    starting.check_storage(settings)
    assert not list(LocalStorage(Path(settings.store_address)).keys())


def test_tables_of_another_version_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="scopitone db upgrade"):
        starting.check_database(Settings(data_dir=tmp_path))


@pytest.mark.parametrize(("seconds", "said"), [(600, "600 s ahead"), (-601, "60[01] s behind")])
def test_a_clock_far_off_the_database_s_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, seconds: float, said: str
) -> None:
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + seconds)
    with pytest.raises(InvalidInputError, match=said):
        starting.check_database(settings)


def test_a_store_that_cannot_be_written_is_refused(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UnwritableOutputError):
        starting.check_storage(settings.model_copy(update={"store": str(tmp_path / "file/store")}))


def test_a_service_that_does_not_answer_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "_PAUSE", 0.0)
    answers = iter([RetryLaterError("away"), RetryLaterError("away"), None])

    def check() -> None:
        if problem := next(answers):
            raise problem

    starting.insist(check)
    assert next(answers, "none is left") == "none is left"


def test_who_waits_for_a_service_is_alive_and_hears_that_it_is_to_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also where a handler that only makes a note is in place, as the orchestrator's is."""
    monkeypatch.setattr(starting, "_PAUSE", 0.0)
    signs: list[str] = []

    def check() -> None:
        if len(signs) == 2:
            os.kill(os.getpid(), signal.SIGTERM)
        raise RetryLaterError("away")

    handler = signal.signal(signal.SIGTERM, lambda *_: None)
    mine = signal.getsignal(signal.SIGTERM)
    try:
        with pytest.raises(SystemExit) as ended:
            starting.insist(check, alive=lambda: signs.append("alive"))
        assert not ended.value.code
        assert signs == ["alive", "alive"]
        assert signal.getsignal(signal.SIGTERM) is mine
    finally:
        signal.signal(signal.SIGTERM, handler)
