"""The plans of the suite: one for each kind of fault, and those that mix them."""

from dataclasses import replace
from math import inf

from tests.chaos import faults
from tests.chaos.playing import Plan
from tests.chaos.stack import Shape
from tests.chaos.steps import AHEAD, POISON

SHORT = Plan(
    name="short",
    jobs=6,
    times=1,
    every=1.5,
    shuffled=False,
    patience=300.0,
    recovery=inf,  # beside other tests, seconds say how busy the machine is
    faults=(
        faults.kill_workers,
        faults.at("before-completing"),
        faults.killing("orchestrator"),
        faults.mangle(dropped=0.2, copies=3),
        faults.killing("broker"),
        faults.flush_broker,
        faults.at("before-sending"),
    ),
)

UPGRADE = Plan(
    name="upgraded in mid-work",
    faults=[faults.migrate, *(5 * [faults.upgrade_one(kill=False)])],
    times=1,
    shuffled=False,
    spends=False,
    shape=Shape(before=True, seconds=0.8),
)
SINGLE = (
    Plan(name="worker killed, all of it", faults=[faults.kill_worker]),
    Plan(name="worker killed, parent", faults=[faults.kill_worker_parent]),
    Plan(
        name="worker killed, its children",
        faults=[faults.kill_worker_child],
        jobs=6,
        times=12,
        every=2.5,
    ),
    Plan(name="worker frozen, then killed", faults=[faults.freeze_and_kill_worker]),
    Plan(name="worker frozen, wakes late", faults=[faults.freeze_worker]),
    Plan(name="worker told to stop", faults=[faults.stop_worker]),
    Plan(name="orchestrator killed", faults=[faults.killing("orchestrator")]),
    Plan(name="orchestrator frozen", faults=[faults.freezing("orchestrator", seconds=8)], times=2),
    Plan(name="API killed", faults=[faults.killing("api")]),
    Plan(
        name="workers' clocks are ahead",
        faults=[faults.kill_worker],
        shape=Shape(environment={AHEAD: "600"}),
        times=2,
    ),
    Plan(
        name="step raises, exits, leaks",
        faults=[faults.at("step-raises"), faults.at("step-exits"), faults.at("step-leaks")],
        times=2,
    ),
    Plan(name="step hangs", faults=[faults.at("step-hangs")], times=2, jobs=3),
    Plan(name="poison scene", faults=(), shape=Shape(environment={POISON: "2"}), end="failed"),
    UPGRADE,
    replace(
        UPGRADE,
        name="upgraded in mid-work, killed",
        faults=[
            faults.migrate,
            *(2 * [faults.upgrade_one(kill=True), faults.kill_worker]),
            *(3 * [faults.upgrade_one(kill=True)]),
        ],
        shape=Shape(before=True, postgresql=True, seconds=0.8),
        spends=True,
    ),
    Plan(name="broker killed", faults=[faults.killing("broker")]),
    Plan(
        name="broker killed, on disk",
        faults=[faults.killing("broker")],
        shape=Shape(durable_broker=True),
    ),
    Plan(name="broker away for 15 s", faults=[faults.away("broker", seconds=15)], times=1),
    Plan(name="FLUSHALL", faults=[faults.flush_broker], times=5),
    Plan(name="broker connections cut", faults=[faults.cut_broker]),
    Plan(name="broker half open", faults=[faults.half_open("broker")], times=2),
    Plan(name="hints lost and tripled", faults=[faults.mangle(dropped=0.2, copies=3)], times=1),
    Plan(name="dies before it sends", faults=[faults.at("before-sending")]),
    Plan(name="dies before it reports", faults=[faults.at("before-completing")]),
    Plan(name="dies after a webhook", faults=[faults.at("after-posting")], times=2),
    Plan(
        name="database locked for 60 s",
        faults=[faults.locked_database(60)],
        times=1,
        shape=Shape(seconds=1.0),
    ),
    Plan(
        name="PostgreSQL restarted",
        faults=[faults.restart_postgresql],
        shape=Shape(postgresql=True),
    ),
    Plan(
        name="PostgreSQL away for 20 s",
        faults=[faults.postgresql_away(20)],
        times=1,
        shape=Shape(postgresql=True, seconds=1.0),
    ),
    Plan(
        name="S3 slow, truncated, stalled",
        faults=[faults.moody_storage(seconds=12, slow_down=0.1, truncated=0.1, stalled=0.02)],
        times=1,
        shape=Shape(s3=True),
    ),
    Plan(
        name="PostgreSQL half open",
        faults=[faults.half_open("database")],
        times=2,
        shape=Shape(postgresql=True),
    ),
    Plan(
        name="S3 half open",
        faults=[faults.half_open("store")],
        times=2,
        shape=Shape(s3=True),
    ),
    Plan(
        name="S3 silent for 60 s",
        faults=[faults.moody_storage(seconds=4, stalled=0.3, stall_seconds=60.0)],
        times=1,
        patience=240.0,
        shape=Shape(s3=True),
    ),
    Plan(
        name="disk full",
        faults=[faults.full_disk(8)],
        times=2,
        shape=Shape(room=32 << 20),
    ),
    Plan(
        name="S3 away for 20 s",
        faults=[faults.moody_storage(seconds=20, slow_down=1.0)],
        times=1,
        shape=Shape(s3=True),
    ),
)
STORM = Plan(
    name="a SIGKILL every 5 s",
    jobs=50,
    times=120,
    every=5.0,
    shape=Shape(workers=3, scenes=20),
    faults=[faults.kill_anybody],
    patience=900.0,
)
OUTAGES = (
    Plan(
        name="PostgreSQL away for ten minutes",
        faults=[faults.postgresql_away(600)],
        times=1,
        spends=False,
        shape=Shape(postgresql=True, seconds=1.0),
    ),
    Plan(
        name="S3 away for ten minutes",
        faults=[faults.moody_storage(seconds=600, slow_down=1.0)],
        times=1,
        spends=False,
        wasted=1.0,  # of leases; who cannot ask for a result begins no work
        shape=Shape(s3=True, seconds=1.0),
    ),
)
STORMLET = replace(STORM, name="a SIGKILL every 5 s, two minutes", jobs=10, times=24, patience=300)
PLANS = {plan.name: plan for plan in (SHORT, *SINGLE, STORMLET, STORM, *OUTAGES)}
LONG = {STORM.name, *(plan.name for plan in OUTAGES)}
"""Played by name only."""
