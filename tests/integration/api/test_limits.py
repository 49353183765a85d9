"""What a tenant may ask for, and what is said to whoever asks for more."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest

from common.config import Settings
from common.db.repository.keys import SCOPES, create_key
from common.db.repository.songs import add_song
from common.db.repository.tenants import add_tenant, change_tenant
from common.errors import InvalidInputError
from common.limits import Limits
from services.api.access.limiting import RedisCounter, take
from services.api.errors import LimiterAwayError, RequestLimitError
from services.api.jobs.quotas import month_of
from services.api.settings import ApiSettings
from tests.support.broker import valkey_server
from tests.support.command import DEMO
from tests.support.films import make_song
from tests.support.service import Service, service


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("limited")
    settings = Settings(data_dir=folder, limits=Limits(song_seconds=5))
    asked = ApiSettings(keys="required", key_cache_seconds=0, scratch_dir=folder / "scratch")
    with service(folder, settings=settings, api=asked) as opened:
        yield opened


def limited(api: Service, name: str, **limits: str) -> dict[str, str]:
    """A key of a new tenant that may so much."""

    def make(connection: object) -> str:
        add_tenant(connection, name)  # type: ignore[arg-type]
        change_tenant(connection, name, limits=limits)  # type: ignore[arg-type]
        return create_key(connection, name, title="t", scopes=SCOPES)[0]  # type: ignore[arg-type]

    return {"Authorization": f"Bearer {api.database.run(make)}"}


def refused(answer: httpx.Response, code: str) -> None:
    assert (answer.status_code, answer.json()["code"]) == (429, code)
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["ratelimit"].startswith(f'"{code.removeprefix("limit.")}";r=0;t=')
    assert answer.headers["x-ratelimit-remaining"] == "0"
    assert answer.headers["content-type"] == "application/problem+json"


def song_of(api: Service, tenant: str) -> str:
    """The song of twelve seconds, given to that tenant."""
    song = make_song()
    key = f"song/{song.sha256}"
    return api.database.run(
        lambda c: add_song(c, tenant_id=tenant, song=song, object_key=key, size=1)[0].id
    )


def test_every_answer_says_how_many_requests_are_left(api: Service) -> None:
    key = limited(api, "few", requests_per_minute="3")
    for left in (2, 1, 0):
        answer = api.client.get("/v1/jobs", headers=key)
        assert answer.headers["ratelimit-policy"] == '"requests";q=3;w=60'
        assert answer.headers["ratelimit"].startswith(f'"requests";r={left};t=')
        assert answer.headers["x-ratelimit-limit"] == "3"
    refused(api.client.get("/v1/jobs", headers=key), "limit.requests")
    other = api.database.run(lambda c: create_key(c, "few", title="t", scopes=["read"]))[0]
    answer = api.client.get("/v1/jobs", headers={"Authorization": f"Bearer {other}"})
    assert answer.status_code == 200, "it is the key's limit"
    assert "ratelimit" not in api.client.get("/healthz").headers


def test_more_jobs_than_may_wait_are_refused(api: Service) -> None:
    key = limited(api, "two", queued_jobs="2")
    song = song_of(api, "two")
    body = {"song_id": song, "theme": "x"}
    once = {**key, "Idempotency-Key": "once"}
    assert api.client.post("/v1/jobs", json=body, headers=once).status_code == 202
    assert api.client.post("/v1/jobs", json=body, headers=key).status_code == 202
    refused(api.client.post("/v1/jobs", json=body, headers=key), "limit.queued_jobs")
    again = api.client.post("/v1/jobs", json=body, headers=once)
    assert again.headers["idempotency-replayed"] == "true", "it is no other job"
    batch = api.client.post("/v1/jobs:batch", json={"jobs": [body]}, headers=key).json()
    assert batch["data"][0]["problem"]["code"] == "limit.queued_jobs"
    api.crew.play()
    assert api.client.post("/v1/jobs", json=body, headers=key).status_code == 202
    api.crew.play()


def test_gpu_seconds_of_the_month(api: Service) -> None:
    key = limited(api, "gpu", gpu_seconds_month="100")
    body = {"song_id": song_of(api, "gpu"), "theme": "x"}
    assert api.client.post("/v1/jobs", json=body, headers=key).status_code == 202
    api.crew.play()
    api.database.run(
        lambda c: c.exec_driver_sql(
            "UPDATE tasks SET gpu_seconds = 150 WHERE tenant_id = 'gpu' AND stage = 'analysis'"
        )
    )
    api.app.state.backend.spending._known.clear()
    refused(api.client.post("/v1/jobs", json=body, headers=key), "limit.gpu_seconds")


def test_months_end_where_the_calendar_s_do() -> None:
    begin, end = month_of(1_764_547_199.0)  # 2025-11-30T23:59:59Z
    assert (begin, end) == (1_761_955_200.0, 1_764_547_200.0)
    assert month_of(1_767_225_599.0)[1] == 1_767_225_600.0, "and so do years"


def test_long_songs_and_large_films_are_refused(api: Service) -> None:
    key = limited(api, "small", film_gigapixels="0.05")
    answer = api.client.post("/v1/songs", files={"file": DEMO.read_bytes()}, headers=key)
    assert (answer.status_code, answer.json()["code"]) == (413, "song.over_limit")
    body = {"song_id": song_of(api, "small"), "theme": "x"}
    answer = api.client.post("/v1/jobs", json=body, headers=key)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/height")
    small = {**body, "height": 144, "excerpt": {"start": 0, "end": 4}}
    assert api.client.post("/v1/jobs", json=small, headers=key).status_code == 202


def test_a_tenant_s_own_limits_stand_over_the_installation_s(api: Service) -> None:
    change = change_tenant
    limited(api, "own", song_seconds="none", queued_jobs="7")
    with api.database.write() as connection:
        text = change(connection, "own", limits={"queued_jobs": "default"}).limits
        with pytest.raises(InvalidInputError, match="queued_jobs"):
            change(connection, "own", limits={"jobs": "1"})
        with pytest.raises(InvalidInputError):
            change(connection, "own", limits={"queued_jobs": "many"})
    assert Limits(song_seconds=5, queued_jobs=3).with_own(text) == Limits(queued_jobs=3)


def test_replicas_count_together_in_redis(tmp_path: Path) -> None:
    async def play(url: str) -> None:
        first, second = (RedisCounter(url, away="closed") for _ in range(2))
        assert [(await take(one, "a", 3)).remaining for one in (first, second, first)] == [2, 1, 0]
        with pytest.raises(RequestLimitError) as refusal:
            await take(second, "a", 3)
        assert 19 < refusal.value.seconds <= 20
        await first.close()
        await second.close()

    with valkey_server(tmp_path) as url:
        asyncio.run(play(url))


def test_without_its_redis_it_counts_here_or_refuses() -> None:
    async def play() -> None:
        nowhere = "redis://127.0.0.1:1"
        counter = RedisCounter(nowhere, away="local")
        assert [(await take(counter, "a", 2)).remaining for _ in range(2)] == [1, 0]
        with pytest.raises(RequestLimitError):
            await take(counter, "a", 2)
        await counter.close()
        closed = RedisCounter(nowhere, away="closed")
        with pytest.raises(LimiterAwayError):
            await take(closed, "a", 2)
        await closed.close()

    asyncio.run(play())
