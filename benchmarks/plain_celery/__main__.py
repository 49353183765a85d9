"""The same films and the same faults on plain Celery and here, side by side.

    python -m benchmarks.plain_celery --seed 7

A plain film is lost when its last task has not run `--patience` seconds after the last fault; a
part is doubled when it was finished more than once.
"""

import argparse
import importlib
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import redis

from benchmarks.machine import machine
from benchmarks.plain_celery import app as plain
from services.cli.stack.valkey import valkey, wait_until_ready
from tests.chaos.parts import Keeper, Part
from tests.chaos.plans import PLANS
from tests.chaos.playing import Plan, play

COMPARED = (
    "worker killed, all of it",
    "worker frozen, then killed",
    "broker killed",
    "FLUSHALL",
)
_COLUMNS = "{:<28}{:<11}{:>7}{:>6}{:>6}{:>9}{:>8}{:>8}{:>8}"
_WARM_SECONDS = 4.0


@dataclass
class Plain:
    """What a fault asks of an installation, of Celery alone."""

    parts: Mapping[str, Part]
    broker_url: str
    journal: Path

    @property
    def workers(self) -> list[Part]:
        return [part for name, part in self.parts.items() if name.startswith("worker")]

    def flush_broker(self) -> None:
        with redis.Redis.from_url(self.broker_url) as client:
            client.flushall()

    def lines(self) -> list[tuple[str, int, int, str, float]]:
        told = self.journal.read_text().splitlines() if self.journal.exists() else []
        split = (line.split() for line in told)
        return [(a, int(b), int(c), d, float(e)) for a, b, c, d, e in split]


@contextmanager
def installation(folder: Path, plan: Plan) -> Iterator[Plain]:
    program, url = valkey(folder / "broker")
    os.environ |= {plain.BROKER: url, plain.JOURNAL: str(folder / "journal")}
    worker = [sys.executable, "-m", "celery", "-A", "benchmarks.plain_celery.app", "worker"]
    worker += ["--concurrency", str(plan.shape.slots), "--loglevel", "ERROR"]
    commands: dict[str, Sequence[str]] = {"broker": program.command}
    for number in range(plan.shape.workers):
        commands[f"worker{number}"] = [*worker, "--hostname", f"worker{number}@%h"]
    parts = {
        name: Part(name, command, {}, log=folder / f"{name}.log")
        for name, command in commands.items()
    }
    keeper = Keeper(list(parts.values()))
    try:
        wait_until_ready(url)
        yield Plain(parts, url, folder / "journal")
    finally:
        keeper.close()


@dataclass(frozen=True, kw_only=True)
class Row:
    """What came of one plan; seconds of `recoveries` are from a kill to the task's next begin."""

    struck: int
    jobs: int
    lost: int
    doubled: int
    recoveries: Sequence[float]
    wasted: float

    def line(self, plan: str, who: str) -> str:
        def quantile(share: float) -> str:
            return f"{np.quantile(self.recoveries, share):.1f}" if self.recoveries else "-"

        told = (self.struck, self.jobs, self.lost, self.doubled, quantile(0.5), quantile(0.95))
        return _COLUMNS.format(plan, who, *told, f"{self.wasted:.0f}")


def on_plain_celery(plan: Plan, seed: int, *, patience: float) -> Row:
    dice = Random(seed)
    with tempfile.TemporaryDirectory(prefix="plain-") as name:
        folder = Path(name)
        (folder / "broker").mkdir()
        with installation(folder, plan) as running:
            made = importlib.reload(plain)  # for the broker of this plan
            time.sleep(_WARM_SECONDS)
            for job in range(plan.jobs):
                made.film(job, scenes=plan.shape.scenes, seconds=plan.shape.seconds)
            coming = list(plan.faults) * plan.times
            for fault in coming:
                time.sleep(plan.every * dice.uniform(0.5, 1.5))
                with suppress(redis.RedisError):
                    fault(running, dice)  # type: ignore[arg-type]
            end = time.monotonic() + patience
            while time.monotonic() < end and len(_films(running)) < plan.jobs:
                time.sleep(0.5)
            return _row(plan, running, struck=len(coming))


def _films(running: Plain) -> set[int]:
    return {job for word, job, _, stage, _ in running.lines() if stage == "assembly"}


def _row(plan: Plan, running: Plain, *, struck: int) -> Row:
    begun: defaultdict[tuple[int, int, str], list[float]] = defaultdict(list)
    done: Counter[tuple[int, int, str]] = Counter()
    for word, job, scene, stage, at in running.lines():
        if word == "begun":
            begun[job, scene, stage].append(at)
        else:
            done[job, scene, stage] += 1
    again = [after - first for first, *rest in begun.values() for after in rest[:1]]
    attempts = sum(map(len, begun.values()))
    ended = sum(number > 0 for key, number in done.items() if key[2] != "assembly")
    return Row(
        struck=struck,
        jobs=plan.jobs,
        lost=plan.jobs - len(_films(running)),
        doubled=sum(number - 1 for number in done.values()),
        recoveries=again,
        wasted=(attempts - ended) * plan.shape.seconds,
    )


def here(plan: Plan, seed: int) -> Row:
    outcome = play(plan, seed)
    return Row(
        struck=outcome.struck,
        jobs=outcome.jobs,
        lost=len(outcome.lost),
        doubled=len(outcome.doubled) + len(outcome.stale),
        recoveries=outcome.recoveries,
        wasted=outcome.wasted * outcome.tasks * plan.shape.seconds,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--patience", type=float, default=120.0, help="seconds")
    asked = parser.parse_args()
    print(machine())
    heads = ("fault", "on", "struck", "jobs", "lost", "doubled", "p50 s", "p95 s", "vain s")
    print(_COLUMNS.format(*heads), flush=True)
    for name in COMPARED:
        plan = PLANS[name]
        celery = on_plain_celery(plan, asked.seed, patience=asked.patience)
        print(celery.line(name, "Celery"), flush=True)
        print(here(plan, asked.seed).line("", "Scopitone"), flush=True)


if __name__ == "__main__":
    main()
