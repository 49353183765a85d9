"""Settings of an installation, read from `SCOPITONE_*` in the environment."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Each field is an environment variable: `max_song_seconds` is SCOPITONE_MAX_SONG_SECONDS."""

    model_config = SettingsConfigDict(env_prefix="SCOPITONE_", frozen=True)

    max_song_seconds: float = Field(default=20 * 60, gt=0)
    max_song_bytes: int = Field(default=200 * 1000 * 1000, gt=0)
    max_song_channels: int = Field(default=8, gt=0)
    min_song_seconds: float = Field(default=2.0, gt=0)
    cache_dir: Path = Field(default=Path("~/.cache/scopitone"))
    workers: int = Field(default=0, ge=0, description="processes; 0 is one for each core")
