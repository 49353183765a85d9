"""Names of what is measured, and the registry that `/metrics` shows.

Names carry the brand and are promises: dashboards and alerts hang on them. Labels have few values
each; an id is never one.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server

from common.config import Settings
from common.errors import InvalidInputError

REGISTRY = CollectorRegistry()
"""Ours alone: importing a library adds nothing to what we show."""

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_WORK_SECONDS = (0.1, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0)

# the API

http_seconds = Histogram(
    "scopitone_http_request_seconds",
    "From a request's arrival to the end of its answer.",
    ("method", "route", "status"),
    buckets=_SECONDS,
    registry=REGISTRY,
)
http_open = Gauge("scopitone_http_requests_open", "Requests being answered now.", registry=REGISTRY)
event_listeners = Gauge(
    "scopitone_event_listeners", "Clients that follow a job's events now.", registry=REGISTRY
)
write_group_size = Histogram(
    "scopitone_write_group_size",
    "Writes of the API that shared one transaction.",
    buckets=(1, 2, 4, 8, 16, 32, 64),
    registry=REGISTRY,
)
write_queue = Gauge(
    "scopitone_write_queue", "Writes of the API that wait for their turn.", registry=REGISTRY
)
songs_received = Counter(
    "scopitone_songs_received_total",
    "Songs by what became of them.",
    ("outcome",),
    registry=REGISTRY,
)
jobs_submitted = Counter(
    "scopitone_jobs_submitted_total", "Jobs accepted, by profile.", ("profile",), registry=REGISTRY
)

# the orchestrator: what the tables say, so that every replica says the same
tasks_waiting = Gauge(
    "scopitone_tasks_waiting",
    "Ready tasks that the broker has not heard of, by pool.",
    ("pool",),
    registry=REGISTRY,
)
tasks_running = Gauge(
    "scopitone_tasks_running", "Tasks under a lease, by pool.", ("pool",), registry=REGISTRY
)
worker_slots = Gauge(
    "scopitone_worker_slots",
    "Tasks that live workers can do side by side, by pool.",
    ("pool",),
    registry=REGISTRY,
)
revisions_open = Gauge(
    "scopitone_revisions_open",
    "Films that are not over, by status.",
    ("status",),
    registry=REGISTRY,
)
inbox_facts = Gauge(
    "scopitone_inbox_facts",
    "What the orchestrator has yet to act on; NaN while the database is away.",
    registry=REGISTRY,
)
objects_removed = Counter(
    "scopitone_objects_removed_total",
    "Stored objects that the janitor removed, by kind.",
    ("kind",),
    registry=REGISTRY,
)
bytes_removed = Counter(
    "scopitone_bytes_removed_total", "Bytes of those objects.", registry=REGISTRY
)
jobs_swept = Counter(
    "scopitone_jobs_swept_total",
    "Jobs of which something was removed, by what: trim, expire or delete.",
    ("sweep",),
    registry=REGISTRY,
)
tasks_due = Gauge(
    "scopitone_tasks_due", "Ready tasks whose time has come, by pool.", ("pool",), registry=REGISTRY
)
tasks_delayed = Gauge(
    "scopitone_tasks_delayed",
    "Ready tasks that may not begin yet (`not_before`), by pool.",
    ("pool",),
    registry=REGISTRY,
)
oldest_due = Gauge(
    "scopitone_oldest_due_task_seconds",
    "How long the pool's oldest ready task could have been at work.",
    ("pool",),
    registry=REGISTRY,
)
webhooks_pending = Gauge(
    "scopitone_webhook_deliveries_pending",
    "Deliveries that are not over, due or not; NaN while the database is away.",
    registry=REGISTRY,
)
webhook_backlog_age = Gauge(
    "scopitone_webhook_backlog_age_seconds",
    "How long the oldest delivery that is due has been due.",
    registry=REGISTRY,
)
database_answers = Gauge(
    "scopitone_database_answers",
    "1 when this orchestrator could read the tables at its last look, else 0.",
    registry=REGISTRY,
)

# the orchestrator: what this replica did
hints_sent = Counter(
    "scopitone_hints_sent_total",
    "Hints to the broker by pool; `again` is yes for those that nobody took in time.",
    ("pool", "again"),
    registry=REGISTRY,
)
lease_expiries = Counter(
    "scopitone_lease_expiries_total",
    "Leases that ran out: a worker died or was cut off.",
    ("stage",),
    registry=REGISTRY,
)
dead_letters = Counter(
    "scopitone_dead_letters_total",
    "Tasks given up, by stage and the error's code.",
    ("stage", "code"),
    registry=REGISTRY,
)
job_seconds = Histogram(
    "scopitone_job_seconds",
    "From submission of a revision to its end, by how it ended.",
    ("status",),
    buckets=(10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0, 14400.0),
    registry=REGISTRY,
)

# workers
task_seconds = Histogram(
    "scopitone_task_seconds",
    "From claim to report. Outcome: done, stored (it was there already), failed, later (a service "
    "did not answer), stalled, released (cancel or shutdown), fenced, unreported.",
    ("stage", "outcome"),
    buckets=_WORK_SECONDS,
    registry=REGISTRY,
)
task_wait_seconds = Histogram(
    "scopitone_task_wait_seconds",
    "From the moment a task was ready to its claim.",
    ("stage",),
    buckets=_WORK_SECONDS,
    registry=REGISTRY,
)
task_problems = Counter(
    "scopitone_task_problems_total",
    "Attempts that did not succeed, by stage and the error's code.",
    ("stage", "code"),
    registry=REGISTRY,
)
fenced_writes = Counter(
    "scopitone_fenced_writes_total",
    "Tasks whose worker found that it had lost the lease, and wrote nothing more.",
    ("stage",),
    registry=REGISTRY,
)
gpu_seconds = Counter(
    "scopitone_gpu_seconds_total",
    "GPU time (SCOPITONE_GPUS by seconds held), by stage and use: useful, stored (the result was "
    "there already), wasted.",
    ("stage", "use"),
    registry=REGISTRY,
)
gpu_memory_peak = Gauge(
    "scopitone_gpu_memory_peak_bytes",
    "What torch took of a GPU's memory at most during the worker's last task of that stage.",
    ("stage",),
    registry=REGISTRY,
)
gpu_cost = Counter(
    "scopitone_gpu_cost_total",
    "GPU time at its price, in SCOPITONE_CURRENCY, by stage, type of GPU (SCOPITONE_GPU_TYPE) and "
    "use.",
    ("stage", "gpu", "use"),
    registry=REGISTRY,
)
warm_up_seconds = Histogram(
    "scopitone_warm_up_seconds",
    "To load the engines of SCOPITONE_WARM_UP in one process.",
    buckets=_WORK_SECONDS,
    registry=REGISTRY,
)

# the webhook sender
webhook_attempt_seconds = Histogram(
    "scopitone_webhook_attempt_seconds",
    "One attempt. Outcome: delivered, refused (an answer that is no 2xx), unreachable.",
    ("outcome",),
    buckets=_SECONDS,
    registry=REGISTRY,
)


def expose(settings: Settings) -> None:
    """Answer `/metrics` on a port of this process's own, if the settings name one.

    Raises:
        InvalidInputError: the port is taken.
    """
    if not settings.metrics_port:
        return
    try:
        start_http_server(settings.metrics_port, settings.metrics_host, REGISTRY)
    except OSError as problem:
        raise InvalidInputError(
            f"cannot listen on {settings.metrics_host}:{settings.metrics_port}: "
            f"{problem.strerror}; set another SCOPITONE_METRICS_PORT"
        ) from problem
