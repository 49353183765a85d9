"""`scopitone orchestrator`: advance all jobs of a database."""

import signal
import threading

from common import logs, metrics, tracing
from common.db.session import Database
from common.signs import Signs
from services.cli import installation
from services.cli.starting import check_database
from services.janitor.run import sweeping
from services.orchestrator.run import Orchestrator
from workers.hints import send_hints


def orchestrator() -> None:
    """Advance jobs until told to stop (SIGTERM, Ctrl-C); any number may run side by side.

    Beside it the janitor looks every minute for what is kept no longer.
    """
    settings = installation.settings()
    logs.configure(settings, service="orchestrator")
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    check_database(settings)
    metrics.expose(settings)
    tracing.begin(settings, service="orchestrator")
    signs = Signs(settings)
    database = Database(settings.database_address, durable=settings.durable)
    advancing = Orchestrator(
        database,
        send=send_hints,
        limits=settings.limits,
        lease=settings.lease_seconds,
        patience=settings.hint_seconds,
        alive=lambda: signs.give("alive"),
        measure=settings.metrics_port > 0,
    )
    with sweeping(settings):
        advancing.run(stop)
    database.close()
    tracing.flush()
