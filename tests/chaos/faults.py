"""What can happen to an installation. Each fault takes as long as it takes, then all is as before,
but for what it did."""

import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from random import Random

from common.db.migrations import upgrade
from tests.chaos.points import Point, arm, mangle_hints
from tests.chaos.stack import Stack
from tests.chaos.versions import VERSION

Fault = Callable[[Stack, Random], None]


def kill_worker(stack: Stack, dice: Random) -> None:
    """A node is gone: a worker and all its processes."""
    dice.choice(stack.workers).kill()


def kill_workers(stack: Stack, dice: Random) -> None:
    """All of them at once, in the middle of their work."""
    stack.until(lambda: stack.tasks("running") > 1 or stack.over, "nobody works", seconds=60)
    for worker in stack.workers:
        worker.kill()


def kill_worker_parent(stack: Stack, dice: Random) -> None:
    dice.choice(stack.workers).kill_parent()


def kill_worker_child(stack: Stack, dice: Random) -> None:
    """As the kernel does when memory runs out, which it does not before there is work."""
    stack.until(lambda: stack.tasks("running") or stack.over, "nobody works", seconds=60)
    dice.choice(stack.workers).kill_child(dice)


def kill_anybody(stack: Stack, dice: Random) -> None:
    """Some process of the installation, or a worker with all of its processes."""
    name = dice.choice(sorted(stack.parts))
    part = stack.parts[name]
    if part in stack.workers:
        dice.choice((part.kill, part.kill_parent, lambda: part.kill_child(dice)))()
    else:
        part.kill()


def freeze_and_kill_worker(stack: Stack, dice: Random) -> None:
    """It pops hints while it is frozen, and takes them with it."""
    worker = dice.choice(stack.workers)
    worker.tell_group(signal.SIGSTOP)
    time.sleep(3)
    worker.kill()


def freeze_worker(stack: Stack, dice: Random) -> None:
    """It wakes when others have its work."""
    worker = dice.choice(stack.workers)
    worker.tell_group(signal.SIGSTOP)
    time.sleep(2.5 * stack.shape.lease)
    worker.tell_group(signal.SIGCONT)


def stop_worker(stack: Stack, dice: Random) -> None:
    """A deployment: told to stop, with a short grace, then killed."""
    worker = dice.choice(stack.workers)
    worker.tell(signal.SIGTERM)
    time.sleep(1.5)
    worker.kill()


def migrate(stack: Stack, dice: Random) -> None:
    """As before every upgrade, while all work."""
    upgrade(stack.database)


def upgrade_one(*, kill: bool) -> Fault:
    """Some part of the installation that is of the version before goes, and comes back as of the
    version after."""

    def replace(stack: Stack, dice: Random) -> None:
        old = [part for part in stack.parts.values() if part.environment.get(VERSION) == "before"]
        part = dice.choice([one for one in old if one.name != "broker"])
        part.environment[VERSION] = "after"
        if kill:
            part.kill()
        else:
            part.tell(signal.SIGTERM)

    return replace


def killing(name: str) -> Fault:
    def kill(stack: Stack, dice: Random) -> None:
        stack.parts[name].kill()

    return kill


def away(name: str, *, seconds: float) -> Fault:
    """Killed, and not there again for a while."""

    def take_away(stack: Stack, dice: Random) -> None:
        part = stack.parts[name]
        part.wanted = False
        part.kill()
        time.sleep(seconds)
        part.wanted = True

    return take_away


def freezing(name: str, *, seconds: float) -> Fault:
    def freeze(stack: Stack, dice: Random) -> None:
        stack.parts[name].tell_group(signal.SIGSTOP)
        time.sleep(seconds)
        stack.parts[name].tell_group(signal.SIGCONT)

    return freeze


def flush_broker(stack: Stack, dice: Random) -> None:
    stack.flush_broker()


def cut_broker(stack: Stack, dice: Random) -> None:
    """Every connection to the broker ends."""
    stack.paths["broker"].cut()


def half_open(service: str) -> Fault:
    """Connections to it stay open and lead nowhere."""

    def swallow(stack: Stack, dice: Random) -> None:
        stack.paths[service].swallow()
        time.sleep(4)
        stack.paths[service].pass_on()

    return swallow


def full_disk(seconds: float) -> Fault:
    """Somebody else fills the store's disk to the last byte."""

    def fill(stack: Stack, dice: Random) -> None:
        ballast = stack.folder / "store" / "ballast"
        with ballast.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(b" " * 4096):
                pass
        time.sleep(seconds)
        ballast.unlink()

    return fill


def mangle(*, dropped: float, copies: int) -> Fault:
    def begin(stack: Stack, dice: Random) -> None:
        mangle_hints(stack.tokens, dropped=dropped, copies=copies)

    return begin


def at(point: Point, *, times: int = 1) -> Fault:
    """Whoever comes to that point next dies or fails there."""

    def put(stack: Stack, dice: Random) -> None:
        arm(stack.tokens, point, times=times)

    return put


def restart_postgresql(stack: Stack, dice: Random) -> None:
    assert stack.postgresql is not None
    stack.postgresql.stop()
    stack.postgresql.start()


def postgresql_away(seconds: float) -> Fault:
    def take_away(stack: Stack, dice: Random) -> None:
        assert stack.postgresql is not None
        stack.postgresql.stop()
        time.sleep(seconds)
        stack.postgresql.start()

    return take_away


def moody_storage(
    *,
    seconds: float,
    slow_down: float = 0.0,
    truncated: float = 0.0,
    stalled: float = 0.0,
    stall_seconds: float = 10.0,
) -> Fault:
    def be_moody(stack: Stack, dice: Random) -> None:
        assert stack.bucket is not None
        bucket = stack.bucket
        bucket.slow_down, bucket.truncated, bucket.stalled = slow_down, truncated, stalled
        bucket.stall_seconds = stall_seconds
        time.sleep(seconds)
        bucket.slow_down = bucket.truncated = bucket.stalled = 0.0

    return be_moody


def locked_database(seconds: float) -> Fault:
    """Another program holds SQLite's only place to write."""

    def lock(stack: Stack, dice: Random) -> None:
        other = sqlite3.connect(stack.folder / "films.db", isolation_level=None, timeout=30)
        try:
            other.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            other.execute("ROLLBACK")
        finally:
            other.close()

    return lock
