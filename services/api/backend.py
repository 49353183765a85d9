"""What every route works with, made once for the process."""

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request

from common.config import Settings
from common.db.session import Database
from common.netguard import Guard, Policy
from common.storage.base import Storage
from services.api.access.callers import Caller
from services.api.access.gate import CALLER
from services.api.access.keyring import Keyring
from services.api.access.limiting import Counter, LocalCounter, RedisCounter
from services.api.events.feed import Feed
from services.api.jobs.forecasting import Experience, Forecast
from services.api.jobs.quotas import Spending
from services.api.reading import Reader
from services.api.settings import ApiSettings
from services.api.songs.fetching import Fetching
from services.api.songs.probing import Probing
from services.api.uploads.signing import Signer
from services.api.writing import Writer


@dataclass(frozen=True, kw_only=True)
class Backend:
    settings: Settings
    api: ApiSettings
    database: Database
    storage: Storage
    read: Reader
    write: Writer
    feed: Feed
    probing: Probing
    guard: Guard
    fetching: Fetching
    signer: Signer
    keyring: Keyring
    counter: Counter
    spending: Spending
    anybody: Caller
    forecast: Forecast
    experience: Experience

    @classmethod
    def over(
        cls, *, settings: Settings, api: ApiSettings, database: Database, storage: Storage
    ) -> "Backend":
        read, guard = Reader(database), Guard(Policy.of(settings))
        write = Writer(database, pending=api.max_pending_writes)
        return cls(
            settings=settings,
            api=api,
            database=database,
            storage=storage,
            read=read,
            write=write,
            feed=Feed(read, poll_seconds=api.poll_seconds, most=api.max_listeners),
            probing=Probing(settings=settings, api=api),
            guard=guard,
            fetching=Fetching(guard, api),
            signer=Signer(api.secret.get_secret_value() if api.secret else None),
            keyring=Keyring(read, write, limits=settings.limits, seconds=api.key_cache_seconds),
            counter=counter_of(api),
            spending=Spending(read),
            forecast=Forecast(),
            experience=Experience(),
            anybody=Caller(limits=settings.limits),
        )


def counter_of(api: ApiSettings) -> Counter:
    """Where requests are counted: in this process, unless a Redis is named for all of them."""
    if api.limiter_url is None:
        return LocalCounter()
    return RedisCounter(api.limiter_url.get_secret_value(), away=api.limiter_away)


async def backend(request: Request) -> Backend:
    return cast("Backend", request.app.state.backend)


async def caller(request: Request) -> Caller:
    """Who asks: whose key the gate saw, or anybody where there are no keys."""
    return cast("Caller", request.scope.get(CALLER) or request.app.state.backend.anybody)


async def tenant(request: Request) -> str:
    """Whose songs and jobs the request is about; all others' do not exist."""
    return (await caller(request)).tenant_id


Use = Annotated[Backend, Depends(backend)]
Asker = Annotated[Caller, Depends(caller)]
Tenant = Annotated[str, Depends(tenant)]
