"""What only the API needs to be told, read from `SCOPITONE_API_*`."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ApiSettings(BaseSettings):
    """Each field is an environment variable: `max_uploads` is SCOPITONE_API_MAX_UPLOADS."""

    model_config = SettingsConfigDict(env_prefix="SCOPITONE_API_", frozen=True)

    keys: Literal["off", "required"] = Field(
        default="off", description="off: this machine only, and everybody is one tenant"
    )
    anyone: bool = Field(
        default=False, description="without keys, listen to other machines all the same"
    )
    key_cache_seconds: float = Field(
        default=5.0, ge=0, description="so long a revoked key may still open"
    )
    limiter_url: SecretStr | None = Field(
        default=None, description="redis://… where replicas count requests; None counts in each"
    )
    limiter_away: Literal["local", "closed"] = Field(
        default="local", description="while it is away: count in each, or refuse everybody"
    )
    open_metrics: bool = Field(default=False, description="/metrics asks for no key")
    hosts: tuple[str, ...] = Field(
        default=(), description="names in the Host header to accept beside those of loopback"
    )
    cors_origins: tuple[str, ...] = Field(
        default=(), description="https://… whose pages may ask with a key; none by default"
    )
    public_url: str = Field(default="", description="put before the paths in answers")
    secret: SecretStr | None = Field(
        default=None, description="signs upload links; None is a new one at each start"
    )
    scratch_dir: Path | None = Field(
        default=None, description="where songs lie until they are checked; None is the system's"
    )
    reserve_bytes: int = Field(default=256 * 10**6, ge=0, description="free, or /readyz says no")
    max_body_bytes: int = Field(default=10**6, gt=0, description="of a request that is no song")
    max_uploads: int = Field(default=16, gt=0, description="songs received at once")
    max_fetches: int = Field(default=8, gt=0, description="songs fetched at once from their URLs")
    fetch_seconds: float = Field(default=300.0, gt=0, description="for a song to come from its URL")
    max_probes: int = Field(default=2, gt=0, description="songs decoded at once")
    max_pending_writes: int = Field(default=2000, gt=0)
    max_listeners: int = Field(default=2000, gt=0, description="of /events")
    max_wait_seconds: float = Field(default=60.0, ge=0, description="of Prefer: wait")
    idle_seconds: float = Field(default=30.0, gt=0, description="a client may fall silent")
    link_seconds: int = Field(default=900, gt=0, description="an upload or download link lives")
    poll_seconds: float = Field(default=0.25, gt=0, description="between looks for new events")
    ping_seconds: float = Field(default=15.0, gt=0, description="between signs of life")
