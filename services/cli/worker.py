"""`scopitone worker`: take tasks of some pools and work at them."""

import os
import secrets
import signal
import socket
from typing import Annotated

import typer

from common import logs, metrics, tracing
from common.catalogue import ENGINES, weights_of
from common.config import Settings
from common.db.session import Database
from common.errors import EngineError, InvalidInputError
from common.models import require
from common.queues import POOLS, Pool, pool_named
from common.signs import Signs
from services.cli import installation
from services.cli.starting import check_broker, check_database, check_storage, insist
from workers.app import app, queues_in_order, refuse_unsafe
from workers.marking import Cluster, marker
from workers.measuring import Ear
from workers.presence import Presence


def worker(
    *,
    pool: Annotated[
        list[str] | None,
        typer.Option(help=f"One of {', '.join(POOLS)}; may be repeated. [all]"),
    ] = None,
    concurrency: Annotated[int, typer.Option(min=1, help="Tasks side by side.")] = 1,
) -> None:
    """Take tasks from the queues of these pools until told to stop (SIGTERM, Ctrl-C)."""
    settings = installation.settings()
    pools = [pool_named(name) for name in pool] if pool else list(POOLS)
    logs.configure(settings, service="worker")
    signs = Signs(settings)
    signs.keep_alive()
    metrics.expose(settings)
    _check(settings)
    raise typer.Exit(_serve(settings, pools=pools, concurrency=concurrency, signs=signs))


def _check(settings: Settings) -> None:
    if not settings.broker_url:
        raise InvalidInputError(
            "SCOPITONE_BROKER_URL names no broker; `scopitone up` starts one with everything else"
        )
    tracing.check(settings)
    require(weights_of(*_known(settings.warm_up.split())), settings.models_folder)
    refuse_unsafe(
        pool=str(app.conf.worker_pool), soft_shutdown=app.conf.worker_soft_shutdown_timeout
    )
    check_database(settings)
    check_storage(settings)
    insist(lambda: check_broker(settings))


def _known(engines: list[str]) -> list[str]:
    """The engines to warm up, all of which load weights."""
    for name in engines:
        if name not in ENGINES or not ENGINES[name].models:
            known = ", ".join(card.name for card in ENGINES.values() if card.models)
            raise InvalidInputError(
                f"SCOPITONE_WARM_UP names {name!r}; what can be warmed up: {known}"
            )
    return engines


def _serve(settings: Settings, *, pools: list[Pool], concurrency: int, signs: Signs) -> int:
    """Run Celery's worker; its exit code.

    Raises:
        EngineError: one of its processes cannot begin.
    """
    name = f"{pools[0] if len(pools) == 1 else 'any'}-{secrets.token_hex(3)}@{socket.gethostname()}"
    database = Database(settings.database_address, durable=settings.durable, connections=1)
    ear = Ear(when_unfit=lambda: os.kill(os.getpid(), signal.SIGTERM))
    presence = Presence(
        database,
        name=name,
        pools=pools,
        slots=concurrency,
        signs=signs,
        ear=ear,
        lease=settings.lease_seconds,
        mark=marker(Cluster.around(), settings.pod) if settings.pod else None,
    )
    presence.follow_celery()
    # Workers learn of each other from the database; gossip, mingle and heartbeats are broadcasts.
    process = app.Worker(
        hostname=name,
        queues=list(queues_in_order(pools)),
        concurrency=concurrency,
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
        quiet=True,
    )
    process.start()
    if ear.unfit is not None:
        raise EngineError(f"a process of this worker cannot begin: {ear.unfit}")
    return int(process.exitcode or 0)
