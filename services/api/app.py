"""The application: every route, every error, what happens to each request."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from common.config import Settings
from common.db.session import Database
from common.errors import InvalidInputError
from common.signs import EVERY_SECONDS, Signs
from common.storage.base import Storage
from services.api.access.gate import Gate
from services.api.access.limiting import RedisCounter
from services.api.backend import Backend
from services.api.dialogues.routes import router as dialogues
from services.api.events.routes import router as events
from services.api.handlers import install_handlers
from services.api.health.routes import router as health
from services.api.jobs.routes import router as jobs
from services.api.middleware.body_limit import BodyLimit
from services.api.middleware.hardening import Hardening
from services.api.middleware.hosts import Hosts
from services.api.middleware.measuring import Measuring
from services.api.middleware.request_ids import RequestIds
from services.api.pages.routes import mount_assets
from services.api.pages.routes import router as pages
from services.api.results.routes import router as results
from services.api.schema import openapi_of
from services.api.settings import ApiSettings
from services.api.songs.corrections import router as corrections
from services.api.songs.routes import router as songs
from services.api.uploads.routes import router as uploads
from services.api.webhooks.routes import router as webhooks

_FRAMING = 128 << 10
"""Bytes of a multipart body that are not the song; what counts is counted again as it is read."""


def create_app(
    *, settings: Settings, api: ApiSettings, database: Database, storage: Storage
) -> FastAPI:
    """The API over one database and one store, which the caller made and closes."""
    backend = Backend.over(settings=settings, api=api, database=database, storage=storage)
    app = FastAPI(
        title="Scopitone",
        version="1",
        description="A song and a theme become a music video.",
        lifespan=partial(_lifespan, backend),
        middleware=_middleware(backend),
        redirect_slashes=False,
        docs_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # we have our own
        redoc_url=None,
    )
    app.state.backend = backend
    install_handlers(app)
    app.state.routers = (
        *(jobs, songs, corrections, uploads, dialogues, events, results, webhooks, health, pages),
    )
    for router in app.state.routers:
        app.router.routes.extend(router.routes)  # an included router would look for its route twice
    mount_assets(app)
    app.openapi = partial(openapi_of, app)  # type: ignore[method-assign]
    return app


def _middleware(backend: Backend) -> list[Middleware]:
    """The first is the outermost."""
    settings, api = backend.settings, backend.api
    song = settings.max_song_bytes + _FRAMING
    return [
        Middleware(RequestIds),
        Middleware(Measuring),
        Middleware(
            Hardening,
            secure=api.public_url.startswith("https://"),
            shared=bool(api.cors_origins),
        ),
        *_sharing(api),
        _door(backend),
        Middleware(
            BodyLimit,
            most=api.max_body_bytes,
            songs={"/v1/songs": song, "/v1/uploads/": settings.max_song_bytes},
            idle=api.idle_seconds,
        ),
    ]


_ASKED = ("Authorization", "Content-Type", "Idempotency-Key", "Prefer", "Cancel-After")
_FOLLOWED = ("Last-Event-ID", "If-Match", "If-None-Match", "Range", "X-Request-Id")
_TOLD = ("Location", "ETag", "Retry-After", "RateLimit", "RateLimit-Policy", "X-Request-Id")


def _sharing(api: ApiSettings) -> list[Middleware]:
    """CORS, for the pages of named sites; it answers what browsers ask first, without a key.

    Raises:
        InvalidInputError: without keys those pages would ask as whoever looks at them.
    """
    if not api.cors_origins:
        return []
    if api.keys == "off":
        raise InvalidInputError("SCOPITONE_API_CORS_ORIGINS needs SCOPITONE_API_KEYS=required")
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=list(api.cors_origins),
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=[*_ASKED, *_FOLLOWED],
            expose_headers=list(_TOLD),
        )
    ]


def _door(backend: Backend) -> Middleware:
    """With keys it does not matter by which name one comes, since no browser adds a key."""
    if backend.api.keys == "off":
        return Middleware(Hosts, names=backend.api.hosts)
    open_metrics = backend.api.open_metrics
    return Middleware(
        Gate, keyring=backend.keyring, counter=backend.counter, open_metrics=open_metrics
    )


@asynccontextmanager
async def _lifespan(backend: Backend, _app: FastAPI) -> AsyncIterator[None]:
    backend.write.start()
    tasks = [
        asyncio.create_task(backend.feed.run()),
        asyncio.create_task(_show_life(Signs(backend.settings))),
    ]
    try:
        yield
    finally:
        backend.feed.close()
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await asyncio.to_thread(backend.write.stop)
        if isinstance(backend.counter, RedisCounter):
            await backend.counter.close()


async def _show_life(signs: Signs) -> None:
    """From the loop that answers requests, so that one that hangs shows none."""
    while True:
        signs.give("alive")
        await asyncio.sleep(EVERY_SECONDS)
