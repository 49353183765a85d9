"""The API as the command line speaks to it."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import httpx2 as httpx
from pydantic import BaseModel, SecretStr

from common.config import Settings
from common.errors import InvalidInputError, RetryLaterError, ScopitoneError
from common.film_request import FilmRequest
from services.cli.stack.instance import running_instance

FINAL = frozenset({"succeeded", "failed", "canceled", "aborted"})
_POLL_SECONDS = 0.3
_PATIENCE = 30.0
"""Seconds without an answer after which the service counts as gone."""
_TIMEOUT = httpx.Timeout(_PATIENCE, write=300.0)


class StageCount(BaseModel):
    stage: str
    total: int
    done: int
    progress: float


class Fault(BaseModel):
    code: str
    message: str
    stage: str | None = None
    scene: int | None = None


class Job(BaseModel):
    """What the command line wants to know of a job."""

    id: str
    status: str
    progress: float
    revision: int
    stages: list[StageCount]
    error: Fault | None
    request: dict[str, Any]
    eta_seconds: float | None = None
    queue_position: int | None = None
    created_at: str


class Artifact(BaseModel):
    name: str
    stage: str
    scene: int | None
    url: str


class CanceledError(ScopitoneError):
    """The job was canceled."""

    code = "job.canceled"
    exit_code = 75


class Client:
    """Raises the error that a problem's `code` names; RetryLaterError when nobody answers."""

    def __init__(self, http: httpx.Client) -> None:
        self._http = http

    @classmethod
    @contextmanager
    def at(
        cls,
        url: str,
        *,
        key: SecretStr | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> Iterator[Self]:
        """Of the API at that address; `transport` stands in for the network."""
        shown = {} if key is None else {"Authorization": f"Bearer {key.get_secret_value()}"}
        with httpx.Client(
            base_url=url, timeout=_TIMEOUT, trust_env=False, headers=shown, transport=transport
        ) as http:
            yield cls(http)

    def upload(self, song: Path) -> str:
        """Hand in a song; its id."""
        with song.open("rb") as file:
            answer = self._ask("POST", "/v1/songs", files={"file": (song.name, file)})
        return str(answer["id"])

    def submit(self, song_id: str, request: FilmRequest) -> Job:
        body = {"song_id": song_id, **request.model_dump(mode="json", exclude_none=True)}
        return Job.model_validate(self._ask("POST", "/v1/jobs", json=body))

    def job(self, job_id: str) -> Job:
        return Job.model_validate(self._ask("GET", f"/v1/jobs/{job_id}"))

    def jobs(self, *, status: str | None = None, most: int = 50) -> list[Job]:
        """The newest first."""
        wanted = {"limit": most, **({"status": status} if status else {})}
        page = self._ask("GET", "/v1/jobs", params=wanted)
        return [Job.model_validate(one) for one in page["data"]]

    def cancel(self, job_id: str) -> Job:
        return Job.model_validate(self._ask("POST", f"/v1/jobs/{job_id}/cancel"))

    def retry(self, job_id: str) -> Job:
        return Job.model_validate(self._ask("POST", f"/v1/jobs/{job_id}/retry"))

    def follow(self, job_id: str) -> Iterator[Job]:
        """The job as it goes, until it is over; short outages are waited out."""
        silent_since: float | None = None
        while True:
            try:
                job = self.job(job_id)
            except RetryLaterError:
                silent_since = silent_since or time.monotonic()
                if time.monotonic() - silent_since > _PATIENCE:
                    raise
            else:
                silent_since = None
                yield job
                if job.status in FINAL:
                    return
            time.sleep(_POLL_SECONDS)

    def artifacts(self, job_id: str) -> list[Artifact]:
        page = self._ask("GET", f"/v1/jobs/{job_id}/artifacts")
        return [Artifact.model_validate(one) for one in page["data"]]

    def download(self, artifact: Artifact, target: Path) -> None:
        with (
            _reaching(),
            self._http.stream("GET", artifact.url, follow_redirects=True) as answer,
        ):
            if answer.is_error:
                answer.read()
                raise _problem(answer)
            with target.open("wb") as file:
                for part in answer.iter_bytes(1 << 20):
                    file.write(part)

    def _ask(self, method: str, path: str, **what: Any) -> Any:
        with _reaching():
            answer = self._http.request(method, path, **what)
        if answer.is_error:
            raise _problem(answer)
        return answer.json()


@contextmanager
def here(settings: Settings) -> Iterator[Client]:
    """A client of the installation that the settings name, or that runs on their data folder.

    Raises:
        InvalidInputError: there is none.
    """
    url = address(settings)
    if url is None:
        raise InvalidInputError(
            "no Scopitone is running here; start one with `scopitone up`, or set SCOPITONE_URL"
        )
    with Client.at(url, key=settings.key) as client:
        yield client


def address(settings: Settings) -> str | None:
    if settings.url:
        return settings.url
    instance = running_instance(settings.home)
    return instance.url if instance else None


def named_error(
    code: str, message: str, *, otherwise: type[ScopitoneError] = ScopitoneError
) -> ScopitoneError:
    """The error of our own that a code on the wire means."""
    return _by_code(ScopitoneError).get(code, otherwise)(message)


def _by_code(root: type[ScopitoneError]) -> Mapping[str, type[ScopitoneError]]:
    below: dict[str, type[ScopitoneError]] = {}
    for child in root.__subclasses__():
        below |= _by_code(child)
    return {**below, root.code: root}


def _problem(answer: httpx.Response) -> ScopitoneError:
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        return InvalidInputError(
            f"{answer.url.host} asks for a key and knows none that was shown: set SCOPITONE_KEY "
            "(`scopitone keys create` makes one)"
        )
    try:
        told = answer.json()
        message = "; ".join(
            f"{fault.get('pointer', '')} {fault.get('detail') or fault.get('message', '')}".strip()
            for fault in told.get("errors") or []
        )
        return named_error(
            str(told.get("code", "")),
            message or str(told.get("detail", "")),
            otherwise=InvalidInputError if answer.is_client_error else RetryLaterError,
        )
    except (ValueError, AttributeError):
        return ScopitoneError(f"{answer.url} answered {answer.status_code}")


@contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except httpx.TransportError as problem:
        raise RetryLaterError(f"the API does not answer: {problem}") from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol) as problem:
        raise InvalidInputError(f"SCOPITONE_URL: {problem}") from None
