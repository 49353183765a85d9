"""The sender over real connections: signed requests arrive, and whoever hangs delays nobody."""

import asyncio
from contextlib import closing

from common.db.repository import deliveries
from common.db.repository.tenants import add_tenant
from common.db.session import Database
from common.netguard import Keeping
from services.webhooks.posting import posting
from services.webhooks.sender import Pace, Sender
from tests.support.hooks import SECRET, Post, deliver, endpoint, state
from tests.support.receiver import verify
from tests.support.strangers import open_guard, stranger


def test_a_receiver_gets_what_it_can_verify(database: Database) -> None:
    got: list[tuple[bytes, bytes]] = []

    async def play() -> None:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            length = int(heard[-1].lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            got.append((heard[-1], await reader.readexactly(length)))
            writer.write(
                b"HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\nServer: me\r\n\r\nta\x00ta"
            )

        async with stranger(answer) as heard:
            hook = endpoint(database, heard.url("/in?a=b"))
            names.extend(deliver(database, hook.id))
            sender = Sender(database, posting(open_guard()))
            await sender.turn()
            await sender.finish()

    names: list[str] = []
    asyncio.run(play())
    ((head, body),) = got
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /in?a=b HTTP/1.1"
    headers = dict(line.split(": ", 1) for line in lines[1:] if line)
    assert verify(SECRET, headers, body) == names[0]
    assert state(database, names[0]) == "delivered"
    with database.read() as connection:
        (attempt,) = deliveries.list_attempts(connection, names[0])
    assert attempt.request["body"] == body.decode()
    assert attempt.response == {"headers": {"server": "me"}, "body": "tata"}


def test_messages_to_one_receiver_share_connections_and_none_is_lost_with_one(
    database: Database,
) -> None:
    """The receiver ends the connection on the third message, before it answers."""
    bodies: list[bytes] = []

    async def play() -> None:
        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            length = int(heard[-1].lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            bodies.append(await reader.readexactly(length))
            if len(bodies) == 3:
                raise OSError
            writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")

        async with stranger(answer, stays=True) as heard:
            hook = endpoint(database, heard.url())
            names.extend(deliver(database, hook.id, number=5))
            with closing(Keeping()) as keeping:
                post = posting(open_guard(keeping=keeping))
                sender = Sender(database, post, pace=Pace(each=1))
                while {state(database, name) for name in names} != {"delivered"}:
                    await sender.turn()
                    await asyncio.sleep(0.001)
                await sender.finish()
            assert (len(heard), heard.connections) == (6, 2)

    names: list[str] = []
    asyncio.run(play())
    assert bodies[2] == bodies[3]
    assert len(set(bodies)) == 5
    with database.read() as connection:
        logs = [deliveries.list_attempts(connection, name) for name in names]
    assert [len(log) for log in logs] == [1] * 5, "it is one attempt, and no failure"


def test_an_endpoint_that_hangs_delays_nobody(database: Database) -> None:
    async def play() -> None:
        async def silent(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(60)

        ok = b"HTTP/1.1 204 No Content\r\n\r\n"
        async with stranger(silent) as hanging, stranger(ok) as quick:
            hung = endpoint(database, hanging.url())
            waiting = deliver(database, hung.id, number=60)  # the oldest of all
            told = [endpoint(database, quick.url(f"/{one}")) for one in range(6)]
            names = [name for hook in told for name in deliver(database, hook.id, number=10, at=1)]
            sender = Sender(database, posting(open_guard()), pace=Pace(each=4, most=20))
            stop = asyncio.Event()
            running = asyncio.create_task(sender.run(stop))
            while {state(database, name) for name in names} != {"delivered"}:
                await asyncio.sleep(0.02)
            assert len(hanging) == 4, "it holds its own places and no more"
            assert {state(database, name) for name in waiting} == {"pending"}
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    asyncio.run(play())


def test_a_tenant_whose_endpoints_all_hang_delays_no_other(database: Database) -> None:
    """Before any of them is known to fail."""

    async def play() -> None:
        async def silent(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(60)

        ok = b"HTTP/1.1 204 No Content\r\n\r\n"
        async with stranger(silent) as hanging, stranger(ok) as quick:
            for one in range(30):
                deliver(database, endpoint(database, hanging.url(f"/{one}")).id, number=2)
            told = endpoint(database, quick.url(), tenant="other")
            names = deliver(database, told.id, number=10, at=1)
            pace = Pace(each=4, most=20)
            sender = Sender(database, posting(open_guard()), pace=pace)
            running = asyncio.create_task(sender.run(asyncio.Event()))
            while {state(database, name) for name in names} != {"delivered"}:
                await asyncio.sleep(0.02)
            assert len(hanging) == 14
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    database.run(lambda connection: add_tenant(connection, "other"))
    asyncio.run(play())


def test_those_that_fail_go_one_by_one_beside_the_others(database: Database) -> None:
    post = Post(database)
    under_way: list[str] = []
    most: dict[str, int] = {}

    async def slow(url: str, headers: object, body: object) -> object:
        under_way.append(url)
        most[url] = max(most.get(url, 0), under_way.count(url))
        await asyncio.sleep(0)
        under_way.remove(url)
        return await post(url, headers, body)  # type: ignore[arg-type]

    failing, sound = (endpoint(database, f"https://{name}.example/") for name in ("bad", "good"))
    with database.write() as connection:
        connection.exec_driver_sql(
            f"UPDATE webhook_endpoints SET failing_since = 1 WHERE id = '{failing.id}'"
        )
    for hook in (failing, sound):
        deliver(database, hook.id, number=6, at=post.now)

    async def play() -> None:
        sender = post.sender(pace=Pace(each=3))
        sender._post = slow  # type: ignore[assignment]
        await sender.turn()
        await sender.finish()

    asyncio.run(play())
    assert most == {failing.url: 1, sound.url: 3}
