"""`scopitone orchestrator`: advance all jobs of a database."""

import signal
import threading
from collections.abc import Callable, Sequence

from common import logs, metrics, tracing
from common.db.repository.hints import HintTo
from common.db.session import Database
from common.errors import RetryLaterError
from common.signs import Signs
from services.cli import installation
from services.cli.starting import check_broker, check_database
from services.janitor.run import sweeping
from services.orchestrator.dispatcher import Send
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
    signs = Signs(settings)
    metrics.expose(settings)  # before the database has answered: that it does not is one of them
    check_database(settings, alive=lambda: signs.give("alive"))
    tracing.begin(settings, service="orchestrator")
    database = Database(settings.database_address, durable=settings.durable)
    advancing = Orchestrator(
        database,
        send=looking_first(send_hints, lambda: check_broker(settings)),
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


def looking_first(send: Send, check: Callable[[], object]) -> Send:
    """Look at the broker before the first hint goes out, and again after each of its outages: it
    may be another then, or empty.

    Not at the start: while the broker is away, what ends and what is canceled is written down.
    """
    looked = False

    def sending(hints: Sequence[HintTo]) -> None:
        nonlocal looked
        if not looked:
            check()
        try:
            send(hints)
        except RetryLaterError:
            looked = False
            raise
        looked = True

    return sending
