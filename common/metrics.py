"""Names of what is measured, and the registry that `/metrics` shows.

Names carry the brand and are promises: dashboards and alerts hang on them. Labels have few values
each; an id is never one.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()
"""Ours alone: importing a library adds nothing to what we show."""

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)

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
