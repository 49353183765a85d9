"""The same films as a chord of chains on plain Celery, with the best settings that its documents
and tracker know: late acknowledgement, redelivery when a worker is lost, no prefetching, a
visibility timeout of ten seconds where an hour is the default.
"""

import os
import time
from pathlib import Path

from celery import Celery, chain, chord

BROKER, JOURNAL = "PLAIN_BROKER", "PLAIN_JOURNAL"
STAGES = ("keyframes", "animation", "warping", "frames")
VISIBILITY_SECONDS = 10

app = Celery("plain", broker=os.environ.get(BROKER), backend=os.environ.get(BROKER))
app.conf.update(
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    worker_disable_prefetch=True,
    worker_cancel_long_running_tasks_on_connection_loss=False,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": VISIBILITY_SECONDS,
        "socket_timeout": 10.0,
        "socket_keepalive": True,
    },
    result_backend_transport_options={"retry_policy": {"timeout": 5.0}},
)


def _tell(word: str, job: int, scene: int, stage: str) -> None:
    with Path(os.environ[JOURNAL]).open("a") as journal:
        journal.write(f"{word} {job} {scene} {stage} {time.time()}\n")


@app.task(name="plain.step")
def step(job: int, scene: int, stage: str, seconds: float) -> None:
    _tell("begun", job, scene, stage)
    time.sleep(seconds)
    _tell("done", job, scene, stage)


@app.task(name="plain.assembly")
def assembly(_scenes: object, job: int) -> None:
    _tell("done", job, -1, "assembly")


def film(job: int, *, scenes: int, seconds: float) -> None:
    """Ask for one."""
    chains = [
        chain(*(step.si(job, scene, stage, seconds) for stage in STAGES)) for scene in range(scenes)
    ]
    chord(chains)(assembly.s(job))
