"""The sender as a process of its own."""

import asyncio
import gc
import signal
from contextlib import closing

import uvloop

from common.config import Settings
from common.db.session import Database
from common.metrics import expose
from common.netguard import Guard, Keeping, Policy
from common.signs import Signs
from services.webhooks.posting import posting
from services.webhooks.sender import Sender

_GARBAGE = 100_000
"""New objects between two searches for cycles. At Python's 700 they took a third of the CPU of an
attempt (0.47 ms against 0.30), since thousands of requests are alive and none is garbage."""


def send_webhooks(settings: Settings) -> None:
    """Send until SIGTERM or SIGINT; any number of processes may run side by side.

    Raises:
        InvalidInputError: database or proxy are not named as they should be, or the port for
            measurements is taken.
    """
    gc.set_threshold(_GARBAGE)
    database = Database(settings.database_address, durable=settings.durable, connections=2)
    expose(settings)
    signs = Signs(settings)
    keeping = Keeping()
    guard = Guard(Policy.of(settings), keeping=keeping)
    sender = Sender(database, posting(guard), alive=lambda: signs.give("alive"))
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_until_stopped(sender, keeping))
    finally:
        database.close()


async def _until_stopped(sender: Sender, keeping: Keeping) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with closing(keeping):
        await sender.run(stop)
