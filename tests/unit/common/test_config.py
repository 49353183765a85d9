import pytest
from pydantic import ValidationError

from common.config import Settings


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOPITONE_MAX_SONG_SECONDS", "90")
    assert Settings().max_song_seconds == 90


def test_the_limits_stand_as_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCOPITONE_MAX_SONG_SECONDS", raising=False)
    settings = Settings()
    assert (settings.max_song_seconds, settings.max_song_bytes) == (1200, 200_000_000)
    assert settings.max_song_channels == 8


def test_prices_come_as_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCOPITONE_GPU_PRICES", '{"h100": 2.5, "l4": 0.7}')
    assert Settings().gpu_prices == {"h100": 2.5, "l4": 0.7}


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GPU_PRICES", "LEASE_SECONDS", "S3_ENDPOINT"):
        monkeypatch.setenv(f"SCOPITONE_{name}", "")
    settings = Settings()
    assert (settings.gpu_prices, settings.lease_seconds, settings.s3_endpoint) == ({}, 60, None)


def test_a_gpu_without_a_price_among_priced_ones_is_refused() -> None:
    with pytest.raises(ValidationError, match="no price for SCOPITONE_GPU_TYPE 'a100'"):
        Settings(gpus=1, gpu_type="a100", gpu_prices={"h100": 2.5})
    assert Settings(gpu_prices={"h100": 2.5}).gpus == 0


@pytest.mark.parametrize("prefix", ["two words:", "films*", "{films}"])
def test_a_prefix_of_keys_is_plain(prefix: str) -> None:
    assert Settings(broker_prefix="films-2:").broker_prefix == "films-2:"
    with pytest.raises(ValidationError, match="broker_prefix"):
        Settings(broker_prefix=prefix)


def test_sentinels_need_the_name_of_their_server() -> None:
    sentinels = "sentinel://one:26379;sentinel://two:26379/0"
    with pytest.raises(ValidationError, match="broker_master"):
        Settings(broker_url=sentinels)
    assert Settings(broker_url=sentinels, broker_master="films").broker_master == "films"
