"""Endpoints with deliveries, and a sender whose clock and receivers belong to the test."""

import asyncio
import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import insert, select

from common.db.names import new_name
from common.db.repository.endpoints import EndpointRow, NewEndpoint, add_endpoint
from common.db.session import Database
from common.db.tables import webhook_deliveries, webhook_endpoints
from services.webhooks.posting import Reply
from services.webhooks.sender import Pace, Sender
from tests.support.films import TENANT

SECRET = "whsec_" + base64.b64encode(bytes(range(32))).decode()
OK = Reply(status=200)


class NoJitter(Random):
    def random(self) -> float:
        return 0.0


def endpoint(
    database: Database, url: str = "https://hook.example/", *, tenant: str = TENANT
) -> EndpointRow:
    new = NewEndpoint(url=url, secret=SECRET)
    return database.run(lambda connection: add_endpoint(connection, tenant, new))


def deliver(database: Database, endpoint_id: str, *, number: int = 1, at: float = 0.0) -> list[str]:
    """Deliveries that are due from `at` on."""
    rows = [
        {
            "id": new_name("msg"),
            "endpoint_id": endpoint_id,
            "type": "job.succeeded",
            "data": json.dumps({"revision": 1, "number": one}),
            "state": "pending",
            "next_attempt_at": at,
            "created_at": at,
        }
        for one in range(number)
    ]
    with database.write() as connection:
        connection.execute(insert(webhook_deliveries), rows)
    return [str(row["id"]) for row in rows]


@dataclass(frozen=True)
class Call:
    """One request that a receiver got."""

    at: float
    url: str
    headers: Mapping[str, str]
    body: bytes


Answering = Callable[[Call], Reply]


@dataclass
class Post:
    """Receivers whose answers the test decides, under a clock that only the test moves."""

    database: Database
    answer: Answering = lambda _call: OK
    now: float = 1_000_000.0
    calls: list[Call] = field(default_factory=list)

    async def __call__(self, url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        call = Call(self.now, url, headers, body)
        self.calls.append(call)
        return self.answer(call)

    def sender(self, *, dice: Random | None = None, pace: Pace | None = None) -> Sender:
        return Sender(
            self.database,
            self,
            pace=pace,
            clock=lambda _connection: self.now,
            wall=lambda: self.now,
            dice=dice or NoJitter(),
        )

    def settle(self, sender: Sender | None = None) -> None:
        """Send what is due now, and write down what came of it."""

        async def play() -> None:
            one = sender or self.sender()
            while await one.turn():
                await asyncio.sleep(0)
            await one.finish()

        asyncio.run(play())

    def next_due(self) -> float | None:
        d = webhook_deliveries.c
        with self.database.read() as connection:
            found = connection.scalar(
                select(d.next_attempt_at)
                .where(d.state == "pending")
                .order_by(d.next_attempt_at)
                .limit(1)
            )
        return None if found is None else float(found)

    def play(self, *, until: float = float("inf"), **more: object) -> None:
        """Let time pass from one due attempt to the next."""
        while (due := self.next_due()) is not None and due <= until:
            self.now = max(self.now, due)
            self.settle(self.sender(**more))  # type: ignore[arg-type]


def state(database: Database, delivery_id: str) -> str:
    d = webhook_deliveries.c
    with database.read() as connection:
        return str(connection.scalar(select(d.state).where(d.id == delivery_id)))


def disabled_reason(database: Database, endpoint_id: str) -> str | None:
    e = webhook_endpoints.c
    with database.read() as connection:
        return connection.scalar(select(e.disabled_reason).where(e.id == endpoint_id))
