"""Play plans of faults and print what came of them.

python -m tests.chaos --seed 7                  # all plans, twenty minutes at most
python -m tests.chaos --seed 7 --plan FLUSHALL  # one of them
"""

import argparse
import random
import sys
import time
from pathlib import Path

from tests.chaos.plans import LONG, PLANS
from tests.chaos.playing import Outcome, play
from tests.chaos.stack import NotHereError

_COLUMNS = "{:<34}{:>7}{:>6}{:>7}{:>6}{:>8}{:>8}{:>8}{:>8}{:>6}{:>9}{:>7}{:>8}{:>8}{:>7}"
_HEADS = (
    *("fault", "struck", "jobs", "tasks", "cut", "p50 s", "p95 s", "wait s"),
    *("still s", "lost", "doubled", "stale", "refused", "wasted", "wall s"),
)


def line(one: Outcome) -> str:
    return _COLUMNS.format(
        one.plan,
        one.struck,
        one.jobs,
        one.tasks,
        len(one.recoveries),
        f"{one.recovery(0.5):.1f}" if one.recoveries else "-",
        f"{one.recovery(0.95):.1f}" if one.recoveries else "-",
        f"{one.wait(0.95):.1f}" if one.waits else "-",
        f"{one.standstill:.1f}",
        len(one.lost),
        len(one.doubled),
        len(one.stale),
        one.refused,
        f"{one.wasted:.0%}",
        f"{one.seconds:.0f}",
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--plan", action="append", choices=sorted(PLANS))
    parser.add_argument("--minutes", type=float, default=20.0, help="begin no plan after that")
    parser.add_argument("--keep", type=Path, help="a folder for logs and databases")
    asked = parser.parse_args()
    print(f"seed {asked.seed}\n{_COLUMNS.format(*_HEADS)}", flush=True)
    end, sound = time.monotonic() + 60 * asked.minutes, True
    for name in asked.plan or (name for name in PLANS if name not in LONG):
        if time.monotonic() > end:
            print(f"{name}: no time was left")
            continue
        folder = asked.keep and asked.keep / name.replace(" ", "-")
        try:
            outcome = play(PLANS[name], asked.seed, folder=folder)
        except NotHereError as problem:
            print(f"{name}: not played, {problem}")
            continue
        print(line(outcome), flush=True)
        for problem in (*outcome.lost, *outcome.doubled, *outcome.stale, *outcome.problems):
            print(f"    {problem}")
        sound = sound and outcome.sound
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
