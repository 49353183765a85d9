"""`scopitone` with the points put in where faults strike, and of the version that was asked for.

python -m tests.chaos.processes orchestrator
"""

import random
from collections.abc import Mapping, Sequence

from common.db.repository.hints import HintTo
from common.netguard import Guard
from services.cli import main, orchestrator
from services.webhooks import run as webhooks
from services.webhooks.posting import Post, Reply, posting
from tests.chaos.points import die, mangling, taken
from tests.chaos.versions import take_on
from workers.hints import send_hints


def send(hints: Sequence[HintTo]) -> None:
    """As the dispatcher's, over a broker that loses, repeats and shuffles."""
    if taken("before-sending"):
        die()
    dropped, copies = mangling()
    kept = [hint for hint in hints if random.random() >= dropped] * copies
    random.shuffle(kept)
    send_hints(kept)


def posting_for_the_last_time(guard: Guard) -> Post:
    post = posting(guard)

    async def attempt(url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        reply = await post(url, headers, body)
        if reply.status is not None and taken("after-posting"):
            die()
        return reply

    return attempt


if __name__ == "__main__":
    orchestrator.send_hints = send  # type: ignore[attr-defined]
    webhooks.posting = posting_for_the_last_time
    take_on()
    main.main()
