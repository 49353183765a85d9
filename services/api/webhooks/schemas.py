"""Webhook endpoints and deliveries as clients make and see them."""

import base64
import secrets
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    StrictBool,
    StrictInt,
    model_validator,
)

from common.db.repository.deliveries import AttemptRow, DeliveryRow
from common.db.repository.endpoints import EndpointRow, NewEndpoint
from common.db.states import DeliveryState, HookType, WebhookType
from common.netguard.targets import MOST_CHARACTERS
from services.api.times import GivenTime, Time

_SECRET_BYTES = 32
MOST_OVERLAP = 7 * 24 * 3600

HookUrl = Annotated[
    str,
    Field(
        min_length=1,
        max_length=MOST_CHARACTERS,
        description="https:// or http://, of the public Internet",
        json_schema_extra={"format": "uri", "example": "https://example.com/scopitone"},
    ),
]
Secret = Annotated[
    str,
    Field(
        pattern=r"^whsec_[A-Za-z0-9+/]{32,86}={0,2}$",
        description="whsec_ and the base64 of 24 to 64 random bytes; null makes one",
        json_schema_extra={"example": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"},
    ),
]
Words = Annotated[str, Field(max_length=500, pattern=r"^[^\x00]*$")]


def new_secret() -> str:
    """As Standard Webhooks writes them: 256 random bits."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _WithSecret(_Asked):
    secret: Secret | None = None

    @model_validator(mode="after")
    def _readable(self) -> Self:
        if self.secret is not None:
            try:
                size = len(base64.b64decode(self.secret.removeprefix("whsec_"), validate=True))
            except ValueError:
                raise ValueError("the secret is not base64") from None
            if not 24 <= size <= 64:
                raise ValueError("the secret holds 24 to 64 bytes")
        return self


class JobWebhook(_WithSecret):
    """An endpoint that hears of one job only."""

    url: HookUrl
    types: Annotated[list[HookType], Field(min_length=1, max_length=20)] | None = Field(
        default=None, description="null is all"
    )

    def endpoint(self) -> NewEndpoint:
        return NewEndpoint(url=self.url, secret=self.secret or new_secret(), types=self.types)


class JobWebhookView(BaseModel):
    """Its secret is shown this once."""

    endpoint_id: str
    url: str
    secret: str


class EndpointRequest(_WithSecret):
    """An endpoint that hears of all jobs."""

    url: HookUrl
    types: Annotated[list[WebhookType], Field(min_length=1, max_length=20)] | None = Field(
        default=None, description="null is all"
    )
    description: Words | None = None

    def endpoint(self) -> NewEndpoint:
        return NewEndpoint(
            url=self.url,
            secret=self.secret or new_secret(),
            types=self.types,
            description=self.description,
        )


class EndpointChange(_Asked):
    """What is left out stays as it is."""

    url: HookUrl = Field(default="", validate_default=False)
    types: Annotated[list[WebhookType], Field(min_length=1, max_length=20)] | None = None
    description: Words | None = None
    enabled: StrictBool = Field(
        default=True, description="false cancels what waits; true forgives past failures"
    )


class RotateRequest(_WithSecret):
    """For `overlap_seconds` each message carries two signatures, so that no receiver misses one."""

    overlap_seconds: StrictInt = Field(default=24 * 3600, ge=0, le=MOST_OVERLAP)


class RedeliverRequest(_Asked):
    """One delivery by its id, or all of a span of time that are over."""

    delivery_id: str | None = Field(default=None, max_length=40)
    since: GivenTime | None = None
    until: GivenTime | None = Field(default=None, description="null is now")
    include_delivered: StrictBool = Field(
        default=False, description="with `since`: also what was delivered"
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.delivery_id is None) == (self.since is None):
            raise ValueError("give either delivery_id or since")
        return self


class SampleRequest(_Asked):
    """A message of that type about a job that does not exist; it says `"test": true`."""

    type: HookType = "job.succeeded"


class Redelivered(BaseModel):
    count: int = Field(ge=0, description="deliveries that are due again")


class EndpointUrls(BaseModel):
    self: str
    deliveries: str


class EndpointView(BaseModel):
    id: str
    url: str
    types: list[WebhookType] | None
    description: str | None
    job_id: str | None = Field(description="the only job that it hears of; null is all")
    enabled: bool
    disabled_reason: str | None
    failing_since: Time | None = Field(description="first failure after the last success")
    old_secret_until: Time | None = Field(description="until then there are two signatures")
    created_at: Time
    urls: EndpointUrls


class EndpointSecretView(EndpointView):
    """With the secret, which is shown this once."""

    secret: str


class EndpointPage(BaseModel):
    """Newest first."""

    data: list[EndpointView]
    next_cursor: str | None = Field(description="null on the last page")


class DeliveryView(BaseModel):
    """A message to one endpoint. `id` is the `webhook-id` of every attempt."""

    id: str
    endpoint_id: str
    job_id: str | None
    sequence: int | None = Field(description="of the job's event")
    type: WebhookType
    data: dict[str, JsonValue]
    state: DeliveryState
    attempts: int
    next_attempt_at: Time | None
    last_status: int | None
    last_error: str | None
    created_at: Time
    finished_at: Time | None


class AttemptView(BaseModel):
    """`request` has url, headers and body; `response` headers and the start of the body."""

    number: int
    started_at: Time
    seconds: float
    status: int | None
    error: str | None
    request: dict[str, JsonValue]
    response: dict[str, JsonValue] | None


class DeliveryLog(DeliveryView):
    log: list[AttemptView]


class DeliveryPage(BaseModel):
    """Newest first."""

    data: list[DeliveryView]
    next_cursor: str | None = Field(description="null on the last page")


class WebhookData(BaseModel):
    """What happened; of jobs also `revision`, and `scene`, `scenes`, `code` … by type."""

    model_config = ConfigDict(extra="allow")
    job_id: str | None = None
    sequence: int | None = Field(default=None, description="1, 2, 3 … within the job")


class WebhookMessage(BaseModel):
    """The body of a webhook."""

    type: WebhookType
    timestamp: str = Field(json_schema_extra={"format": "date-time"})
    data: WebhookData


def endpoint_view(row: EndpointRow, base: str) -> EndpointView:
    path = f"{base}/v1/webhook-endpoints/{row.id}"
    return EndpointView(
        id=row.id,
        url=row.url,
        types=None if row.types is None else list(row.types),
        description=row.description,
        job_id=row.job_id,
        enabled=row.disabled_at is None,
        disabled_reason=row.disabled_reason,
        failing_since=row.failing_since,
        old_secret_until=row.old_secret_until,
        created_at=row.created_at,
        urls=EndpointUrls(self=path, deliveries=f"{path}/deliveries"),
    )


def secret_view(row: EndpointRow, base: str) -> EndpointSecretView:
    return EndpointSecretView(**dict(endpoint_view(row, base)), secret=row.secret)


def delivery_view(row: DeliveryRow) -> DeliveryView:
    facts = {name: getattr(row, name) for name in DeliveryRow.__dataclass_fields__}
    return DeliveryView(**facts)


def delivery_log(row: DeliveryRow, attempts: list[AttemptRow]) -> DeliveryLog:
    log = [
        AttemptView(**{name: getattr(one, name) for name in AttemptRow.__dataclass_fields__})
        for one in attempts
    ]
    return DeliveryLog(**dict(delivery_view(row)), log=log)
