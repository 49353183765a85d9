"""Settings of an installation, read from `SCOPITONE_*` in the environment."""

import os
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from common.errors import InvalidInputError
from common.limits import KEPT, NO_LIMITS, Limits, Retention

Safety = Literal["none", "blur", "reject"]
"""What happens to pictures that show naked parts."""


def _home() -> Path:
    """Where a user's own data belongs (XDG Base Directory Specification)."""
    return Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share") / "scopitone"


class Settings(BaseSettings):
    """Each field is an environment variable: `max_song_seconds` is SCOPITONE_MAX_SONG_SECONDS.

    An empty variable is one that is not set, which is how Compose and charts leave things out.
    What is left empty under "where things are" is embedded: it lives in `data_dir`.
    """

    model_config = SettingsConfigDict(env_prefix="SCOPITONE_", env_ignore_empty=True, frozen=True)

    max_song_seconds: float = Field(default=20 * 60, gt=0)
    max_song_bytes: int = Field(default=200 * 1000 * 1000, gt=0)
    max_song_channels: int = Field(default=8, gt=0)
    min_song_seconds: float = Field(default=2.0, gt=0)
    workers: int = Field(default=0, ge=0, description="processes; 0 is one for each core")

    # where things are
    data_dir: Path = Field(default_factory=_home)
    cache_dir: Path = Field(default=Path("~/.cache/scopitone"))
    cache_bytes: int = Field(default=20 * 10**9, gt=0, description="of fetched objects")
    database_url: str = Field(default="", description="sqlite:////path or postgresql://…")
    durable: bool = Field(default=False, description="SQLite: lose no commit to a power cut")
    broker_url: str = Field(
        default="",
        description="redis://host:port/number, rediss://… or sentinel://host:port;sentinel://…",
    )
    broker_master: str = Field(
        default="", validate_default=True, description="what those sentinels call the server"
    )
    broker_sentinel_password: SecretStr = Field(
        default=SecretStr(""), description="of the sentinels; that of the server is in the URL"
    )
    broker_prefix: str = Field(
        default="scopitone:",
        pattern=r"^[\w.:-]+$",
        description="of all our keys there; another where two installations share a server",
    )
    store: str = Field(default="", description="a folder, or s3://bucket/prefix")
    s3_endpoint: str | None = Field(default=None, description="None is AWS")
    s3_public_endpoint: str | None = Field(default=None, description="that users reach")
    s3_region: str = "us-east-1"
    s3_path_style: bool = True
    models: str = Field(default="", description="the folder of the weights of models")
    check_models: bool = Field(
        default=True, description="refuse jobs at submit whose weights are not in that folder"
    )
    commercial_only: bool = Field(
        default=False, description="refuse jobs whose engines' licences do not allow selling films"
    )
    safety: Safety = Field(
        default="none", description="what happens to naked parts in models' pictures"
    )
    signing_certificate: Path | None = Field(
        default=None, description="PEM, with its chain: films carry a C2PA manifest signed by it"
    )
    signing_key: Path | None = Field(default=None, description="its private key, PEM: of workers")
    url: str = Field(default="", description="of the API that the command line speaks to")
    key: SecretStr | None = Field(default=None, description="that the command line shows that API")

    limits: Limits = Field(
        default=NO_LIMITS, description="of tenants that have none of their own, as a JSON object"
    )
    retention: Retention = Field(
        default=KEPT, description="of tenants that have none of their own, as a JSON object"
    )
    janitor_seconds: float = Field(
        default=60.0, ge=0, description="between rounds beside an orchestrator; 0 is none"
    )

    warm_up: str = Field(
        default="", description="engines that a worker loads before it takes tasks: sdxl svd-xt"
    )
    at_once: int = Field(
        default=0,
        ge=0,
        le=64,
        description="scenes that an image worker paints at once; 0: as its warm-up found fastest",
    )

    # the language model that writes scripts, where one is asked for
    language_url: str = Field(
        default="", description="of an OpenAI-compatible API, with its /v1; empty is none"
    )
    language_model: str = Field(default="", description="as that API calls it")
    language_key: SecretStr = SecretStr("")
    language_json: bool = Field(default=False, description="it holds answers to a JSON schema")
    language_seconds: float = Field(default=120.0, gt=0, description="to answer one question in")

    # requests that we make to addresses of others (webhooks, songs by URL)
    allowed_networks: tuple[IPv4Network | IPv6Network, ...] = Field(
        default=(), description="that may be reached though private, as a JSON list"
    )
    egress_proxy: str = Field(default="", description="http://host:port; resolves the names")

    # how workers keep their leases
    lease_seconds: float = Field(default=60.0, ge=1, description="renewed at a quarter of it")
    hint_seconds: float = Field(
        default=10.0, ge=1, description="until a hint that nobody took is sent again"
    )
    drain_seconds: float = Field(default=0.0, ge=0, description="at shutdown, to finish a task")
    gpus: float = Field(
        default=0.0, ge=0, description="that a task holds while it runs; 0.5 where two share one"
    )
    gpu_type: str = Field(default="", max_length=40, description="what the prices call those GPUs")
    gpu_prices: dict[str, Annotated[float, Field(gt=0)]] = Field(
        default={}, description="of an hour, by type of GPU, as a JSON object"
    )
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$", description="of the prices")
    steps: str = Field(
        default="workers.steps.table", description="the module whose STEPS do the work of tasks"
    )

    # how those who watch over a process see it
    metrics_port: int = Field(
        default=0, ge=0, le=65535, description="of /metrics, one a process; 0 is none"
    )
    metrics_host: str = Field(default="127.0.0.1", description="the address it listens on")
    run_dir: Path | None = Field(
        default=None, description="where a process touches `alive` and `ready`, for probes"
    )

    tracing: str = Field(
        default="",
        pattern="^(https?://.+)?$",
        description="a collector's address for OTLP over HTTP, as http://collector:4318",
    )

    pod: str = Field(
        default="", description="namespace/name of a worker's own Pod, which it marks while busy"
    )

    log_json: bool = Field(default=False, description="log lines as JSON, for a collector")
    log_level: str = "INFO"

    @field_validator("broker_master")
    @classmethod
    def _name_the_server(cls, name: str, given: ValidationInfo) -> str:
        if not name and str(given.data.get("broker_url")).startswith("sentinel:"):
            raise ValueError("SCOPITONE_BROKER_URL names sentinels: say what they call the server")
        return name

    @field_validator("gpu_prices")
    @classmethod
    def _name_my_own(cls, prices: dict[str, float], given: ValidationInfo) -> dict[str, float]:
        if prices and given.data.get("gpus") and given.data.get("gpu_type") not in prices:
            mine, known = given.data.get("gpu_type"), ", ".join(prices)
            raise ValueError(f"there is no price for SCOPITONE_GPU_TYPE {mine!r}, only for {known}")
        return prices

    @property
    def home(self) -> Path:
        """The data folder, whole."""
        return self.data_dir.expanduser().absolute()

    @property
    def database_address(self) -> str:
        return self.database_url or f"sqlite:///{self.home / 'scopitone.db'}"

    @property
    def models_folder(self) -> Path:
        return Path(self.models).expanduser() if self.models else self.home / "models"

    @property
    def store_address(self) -> str:
        return self.store or str(self.home / "store")

    @property
    def signed(self) -> str:
        """The sha256 of the certificate that films are signed with; empty: they are not.

        Raises:
            InvalidInputError: it is set and cannot be read.
        """
        if self.signing_certificate is None:
            return ""
        try:
            return sha256(self.signing_certificate.read_bytes()).hexdigest()
        except OSError as problem:
            raise InvalidInputError(f"SCOPITONE_SIGNING_CERTIFICATE: {problem}") from None
