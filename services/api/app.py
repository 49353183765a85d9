"""The application: every route, every error, what happens to each request."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from fastapi import FastAPI
from starlette.middleware import Middleware

from common.config import Settings
from common.db.session import Database
from common.signs import EVERY_SECONDS, Signs
from common.storage.base import Storage
from services.api.answers import operation_id
from services.api.backend import Backend
from services.api.events.routes import router as events
from services.api.handlers import install_handlers
from services.api.health.routes import router as health
from services.api.jobs.routes import router as jobs
from services.api.middleware.body_limit import BodyLimit
from services.api.middleware.hosts import Hosts
from services.api.middleware.measuring import Measuring
from services.api.middleware.request_ids import RequestIds
from services.api.pages.routes import mount_assets
from services.api.pages.routes import router as pages
from services.api.results.routes import router as results
from services.api.schema import openapi_of
from services.api.settings import ApiSettings
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
        middleware=_middleware(settings, api),
        generate_unique_id_function=operation_id,
        redirect_slashes=False,
        docs_url=None,
        redoc_url=None,
    )
    app.state.backend = backend
    install_handlers(app)
    app.state.routers = (songs, uploads, jobs, events, results, webhooks, health, pages)
    for router in app.state.routers:
        app.include_router(router)
    mount_assets(app)
    app.openapi = partial(openapi_of, app)  # type: ignore[method-assign]
    return app


def _middleware(settings: Settings, api: ApiSettings) -> list[Middleware]:
    """The first is the outermost."""
    song = settings.max_song_bytes + _FRAMING
    return [
        Middleware(RequestIds),
        Middleware(Measuring),
        Middleware(Hosts, names=api.hosts),
        Middleware(
            BodyLimit,
            most=api.max_body_bytes,
            songs={"/v1/songs": song, "/v1/uploads/": settings.max_song_bytes},
            idle=api.idle_seconds,
        ),
    ]


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


async def _show_life(signs: Signs) -> None:
    """From the loop that answers requests, so that one that hangs shows none."""
    while True:
        signs.give("alive")
        await asyncio.sleep(EVERY_SECONDS)
