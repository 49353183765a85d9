"""The published schedule under a simulated clock, whatever dies in between."""

import asyncio
from itertools import pairwise
from random import Random

import pytest

from common.db.repository import deliveries
from common.db.repository.endpoints import change_endpoint
from common.db.repository.sending import LEASE_SECONDS
from common.db.session import Database
from services.webhooks.posting import Reply
from services.webhooks.schedule import DELAYS
from tests.support.films import TENANT
from tests.support.hooks import OK, Call, Post, deliver, disabled_reason, endpoint, state

DEAD = Reply(error="cannot connect: Connection refused")
HOUR, DAY = 3600.0, 86400.0


def gaps(post: Post) -> list[float]:
    return [round(after.at - before.at, 3) for before, after in pairwise(post.calls)]


def test_a_dead_receiver_gets_ten_attempts_in_75_hours_and_35_minutes(database: Database) -> None:
    hook, post = endpoint(database), Post(database, answer=lambda _call: DEAD)
    (name,) = deliver(database, hook.id, at=post.now)
    post.play()
    assert len(post.calls) == 10
    assert gaps(post) == [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]
    assert sum(gaps(post)) == 75 * HOUR + 35 * 60 + 5
    assert state(database, name) == "failed"
    assert {call.headers["webhook-id"] for call in post.calls} == {name}
    assert len({call.body for call in post.calls}) == 1
    with database.read() as connection:
        log = deliveries.list_attempts(connection, name)
    assert [one.number for one in log] == list(range(1, 11))
    assert {one.error for one in log} == {DEAD.error}


def test_jitter_only_adds_and_at_most_a_tenth(database: Database) -> None:
    hook, post = endpoint(database), Post(database, answer=lambda _call: DEAD)
    deliver(database, hook.id, at=post.now)
    post.play(dice=Random(1))
    for gap, delay in zip(gaps(post), DELAYS[1:], strict=True):
        assert delay <= gap <= 1.1 * delay
    assert gaps(post) != list(DELAYS[1:])


def test_nothing_is_sent_after_410(database: Database) -> None:
    hook, post = endpoint(database), Post(database, answer=lambda _call: Reply(status=410))
    first, second = deliver(database, hook.id, at=post.now)[0], []
    post.settle()
    second = deliver(database, hook.id, at=post.now)
    post.play()
    assert len(post.calls) == 1
    assert disabled_reason(database, hook.id) == "it answered 410 Gone"
    assert (state(database, first), state(database, second[0])) == ("failed", "canceled")


def test_the_schedule_goes_on_after_a_restart_in_its_middle(database: Database) -> None:
    hook, post = endpoint(database), Post(database, answer=lambda _call: DEAD)
    deliver(database, hook.id, at=post.now)
    post.play(until=post.now + 3 * HOUR)
    assert len(post.calls) == 5
    another = Post(database, now=post.now, answer=lambda _call: DEAD)
    another.play()
    assert [*gaps(post), another.calls[0].at - post.calls[-1].at, *gaps(another)] == [*DELAYS[1:]]


def test_nothing_is_lost_when_the_sender_dies_between_answer_and_commit(
    database: Database,
) -> None:
    hook, post = endpoint(database), Post(database)
    (name,) = deliver(database, hook.id, at=post.now)

    async def dies() -> None:
        sender = post.sender()
        await sender.turn()
        await asyncio.sleep(0.01)  # it was answered with 200; that is never written down

    asyncio.run(dies())
    assert (len(post.calls), state(database, name)) == (1, "pending")
    post.settle()
    assert len(post.calls) == 1, "its claim still holds"
    post.now += LEASE_SECONDS + 1
    post.settle()
    assert [call.headers["webhook-id"] for call in post.calls] == [name, name]
    assert state(database, name) == "delivered"


def test_a_sender_that_wakes_too_late_changes_nothing(database: Database) -> None:
    hook, post = endpoint(database), Post(database, answer=lambda _call: DEAD)
    (name,) = deliver(database, hook.id, at=post.now)

    async def two() -> None:
        slow, quick = post.sender(), post.sender()
        await slow.turn()
        await asyncio.sleep(0.01)
        post.now += LEASE_SECONDS + 1
        post.answer = lambda _call: OK
        await quick.turn()
        await quick.finish()
        await slow.finish()

    asyncio.run(two())
    assert state(database, name) == "delivered"
    with database.read() as connection:
        assert len(deliveries.list_attempts(connection, name)) == 1


@pytest.mark.parametrize(("header", "wait"), [("60", 60), ("2", 5), ("999999999", DAY), ("x", 5)])
def test_retry_after_makes_the_wait_longer_and_never_shorter(
    database: Database, header: str, wait: float
) -> None:
    hook, post = endpoint(database), Post(database)
    busy = Reply(status=503, headers={"retry-after": header})
    post.answer = lambda _call: busy if len(post.calls) == 1 else OK
    deliver(database, hook.id, at=post.now)
    post.play()
    assert gaps(post) == [wait]


def test_an_endpoint_that_fails_for_five_days_is_disabled_and_the_others_hear_of_it(
    database: Database,
) -> None:
    dead, alive = endpoint(database, "https://dead.example/"), endpoint(database)
    post = Post(database, answer=lambda call: DEAD if "dead" in call.url else OK)
    begun = post.now
    for day in range(7):
        deliver(database, dead.id, at=begun + day * DAY)
    post.play()
    attempts = [call.at - begun for call in post.calls if "dead" in call.url]
    assert 5 * DAY <= attempts[-1] < 5.5 * DAY
    assert disabled_reason(database, dead.id) == "no attempt succeeded for five days"
    told = [call for call in post.calls if call.url == alive.url]
    assert len(told) == 1
    assert b'"type":"webhook_endpoint.disabled"' in told[0].body
    assert dead.id.encode() in told[0].body


def test_one_success_starts_the_five_days_anew(database: Database) -> None:
    hook = endpoint(database)
    post = Post(database)
    begun = post.now
    post.answer = lambda call: OK if 3 * DAY < call.at - begun < 3.1 * DAY else DEAD
    for day in range(7):
        deliver(database, hook.id, at=begun + (day + 0.05) * DAY)
    post.play(until=begun + 7 * DAY)
    assert disabled_reason(database, hook.id) is None


def test_redelivery_begins_the_schedule_again_under_the_same_id(database: Database) -> None:
    hook, post = endpoint(database), Post(database, answer=lambda _call: DEAD)
    (name,) = deliver(database, hook.id, at=post.now)
    post.play()
    post.now += DAY
    post.answer = lambda _call: OK if len(post.calls) > 12 else DEAD
    assert database.run(lambda c: deliveries.redeliver_one(c, hook.id, name)) == 1
    assert database.run(lambda c: deliveries.redeliver_one(c, hook.id, name)) == 0
    with database.write() as connection:  # it became due by the database's own clock
        connection.exec_driver_sql(f"UPDATE webhook_deliveries SET next_attempt_at = {post.now}")
    post.play()
    assert gaps(post)[10:] == [5, 300]
    assert state(database, name) == "delivered"


def test_a_disabled_endpoint_is_sent_nothing_and_forgiven_when_turned_on(
    database: Database,
) -> None:
    hook, post = endpoint(database), Post(database)
    (waiting,) = deliver(database, hook.id, at=post.now)
    database.run(lambda c: change_endpoint(c, TENANT, hook.id, {"enabled": False}))
    (late,) = deliver(database, hook.id, at=post.now)  # by who had not heard of it yet
    post.settle()
    assert not post.calls
    assert {state(database, waiting), state(database, late)} == {"canceled"}
    row = database.run(lambda c: change_endpoint(c, TENANT, hook.id, {"enabled": True}))
    assert (row.disabled_at, row.failing_since) == (None, None)
    since = {"since": 0.0, "until": post.now}
    assert (
        database.run(lambda c: deliveries.redeliver_since(c, hook.id, **since, delivered=False))
        == 2
    )


def test_every_call_is_signed_now(database: Database) -> None:
    hook, post = endpoint(database), Post(database, answer=lambda _call: DEAD)
    deliver(database, hook.id, at=post.now)
    post.play()

    def told(call: Call) -> float:
        return float(call.headers["webhook-timestamp"])

    assert all(0 <= call.at - told(call) < 1 for call in post.calls)


def test_what_tells_of_an_event_that_is_kept_no_more_is_canceled(database: Database) -> None:
    hook, post = endpoint(database), Post(database)
    (name,) = deliver(database, hook.id, at=post.now)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE webhook_deliveries SET type = NULL, data = NULL")
    post.settle()
    assert not post.calls
    assert state(database, name) == "canceled"
