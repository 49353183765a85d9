"""Read bytes that nearly are what they should be, and print what came of them.

python -m tests.fuzz --seed 7 --minutes 10   # a longer run
python -m tests.fuzz --seed 7 --inputs 100   # so many for each reader

Each reader works in a process of its own, so that one that dies of its input is told of too.
"""

import argparse
import json
import random
import resource
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.fuzz.mutating import mutated
from tests.fuzz.targets import TARGETS, RefusedError

MEMORY = 3 * 10**9
HANG_SECONDS = 30
_MOST_FINDINGS = 5
_COLUMNS = "{:<28}{:>10}{:>10}{:>10}{:>12}{:>10}"


def read_some(name: str, seed: int, *, inputs: int, seconds: float, folder: Path) -> None:
    """In the process of a reader: prints a line of JSON. The input at hand is in the folder."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    target, dice = TARGETS[name], Random(f"{name} {seed}")
    seeds, told = target.seeds(), {"read": 0, "taken": 0, "slowest": 0.0}
    findings: list[str] = []
    for one in seeds:
        target.read(one)
    end = time.monotonic() + seconds
    while told["read"] < inputs and time.monotonic() < end and len(findings) < _MOST_FINDINGS:
        data = mutated(seeds, dice)
        (folder / "input").write_bytes(data)
        signal.alarm(HANG_SECONDS)
        begun = time.process_time()
        try:
            target.read(data)
            told["taken"] += 1
        except RefusedError:
            pass
        except Exception:
            kept = folder / f"finding-{len(findings)}"
            kept.write_bytes(data)
            findings.append(f"{kept}\n{traceback.format_exc()}")
        told["slowest"] = max(told["slowest"], time.process_time() - begun)
        told["read"] += 1
    print(json.dumps({**told, "findings": findings}))


def _run(name: str, seed: int, *, inputs: int, seconds: float, folder: Path) -> int:
    """How many findings there were."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [str(seed), str(inputs), str(seconds)]
    command = [sys.executable, "-m", "tests.fuzz", "--reader", name, *numbers, str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print(f"{name}: ended with {done.returncode} at {folder / 'input'}\n{done.stderr[-2000:]}")
        return 1
    told = json.loads(done.stdout.splitlines()[-1])
    refused = told["read"] - told["taken"] - len(told["findings"])
    row = (name, told["read"], told["taken"], refused, f"{told['slowest']:.2f}")
    print(_COLUMNS.format(*row, len(told["findings"])), flush=True)
    for finding in told["findings"]:
        print(finding)
    return len(told["findings"])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--minutes", type=float, help="of all readers together")
    parser.add_argument("--inputs", type=int, default=10**9, help="for each reader")
    parser.add_argument("--keep", type=Path, help="a folder for inputs that were findings")
    parser.add_argument("--reader", nargs=5, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.reader:
        name, seed, inputs, seconds, folder = asked.reader
        read_some(name, int(seed), inputs=int(inputs), seconds=float(seconds), folder=Path(folder))
        return 0
    print(f"seed {asked.seed}")
    print(_COLUMNS.format("reader", "inputs", "taken", "refused", "slowest s", "findings"))
    whole, found = sum(target.share for target in TARGETS.values()), 0
    with TemporaryDirectory(prefix="fuzz-") as scratch:
        for number, (name, target) in enumerate(TARGETS.items()):
            seconds = 60 * asked.minutes * target.share / whole if asked.minutes else 3600.0
            folder = (asked.keep or Path(scratch)) / str(number)
            found += _run(name, asked.seed, inputs=asked.inputs, seconds=seconds, folder=folder)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
