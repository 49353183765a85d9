import pytest

from common.config import Settings


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOPITONE_MAX_SONG_SECONDS", "90")
    assert Settings().max_song_seconds == 90


def test_the_limits_stand_as_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCOPITONE_MAX_SONG_SECONDS", raising=False)
    settings = Settings()
    assert (settings.max_song_seconds, settings.max_song_bytes) == (1200, 200_000_000)
    assert settings.max_song_channels == 8
