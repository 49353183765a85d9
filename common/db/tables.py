"""The tables, in SQLAlchemy Core: rows go by in tens of thousands, and none needs an identity map.

Times are POSIX seconds (UTC, double precision) by the database's own clock, so that leases compare
in one way on every database; `to_timestamp(created_at)` shows them in psql. Public names
(`job_01…`) are text; what never leaves the service is numbered. JSON that is only carried
(orders, requests) is text: parsing it at every step would cost more than the step.
"""

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from common.db import columns as col

metadata = col.metadata

installation = Table("installation", metadata, col.name(primary_key=True))
"""One row: whose database this is."""

tenants = Table(
    "tenants",
    metadata,
    col.name(primary_key=True),
    col.text("title"),
    Column("weight", Double, nullable=False, server_default="1"),
    col.text("limits", nullable=True),
    col.time("created_at", nullable=False),
    col.text("retention", nullable=True),
    CheckConstraint("weight > 0", name="weight"),
)

api_keys = Table(
    "api_keys",
    metadata,
    col.name(primary_key=True),
    col.of("tenants", index=True),
    col.text("title"),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("prefix", String(40), nullable=False, server_default=""),
    col.text("scopes", nullable=True),
    col.time("created_at", nullable=False),
    col.time("expires_at"),
    col.time("used_at"),
    col.time("revoked_at"),
)
"""`sha256` is of the whole key, which is kept nowhere; `prefix` is how it begins, to know it by.
`scopes` is a JSON list. `used_at` is true to a minute."""

songs = Table(
    "songs",
    metadata,
    col.name(primary_key=True),
    col.of("tenants"),
    Column("sha256", String(64), nullable=False),
    Column("object_key", String(160), nullable=False),
    Column("bytes", BigInteger, nullable=False),
    col.text("facts"),
    col.time("created_at", nullable=False),
    col.time("deleted_at"),
    col.word("sweep", nullable=True),
    Column("edits", Text),
    UniqueConstraint("tenant_id", "sha256"),
    Index("ix_songs_object_key", "object_key"),
)

jobs = Table(
    "jobs",
    metadata,
    col.name(primary_key=True),
    col.of("tenants"),
    col.of("songs", index=True),
    col.text("request"),
    col.text("metadata", nullable=True),
    col.count("revisions", 1),
    col.count("last_sequence"),
    col.time("created_at", nullable=False),
    col.time("expired_at"),
    col.time("trimmed_at"),
    col.time("deleted_at"),
    col.word("sweep", nullable=True),
    Column("traceparent", String(64)),
    Index("ix_jobs_tenant_id_created_at_id", "tenant_id", "created_at", "id"),
)
"""`revisions` is how many there are, hence the newest's number. `last_sequence` numbers the job's
events, under the lock of this row. Trimmed is without what lies between script and film, expired
without results, deleted without anything; `sweep` (trim, expire, delete) is what of it is still to
be done."""
for _table in (jobs, songs):
    Index(
        f"ix_{_table.name}_sweep",
        _table.c.id,
        sqlite_where=sa.text("sweep IS NOT NULL"),
        postgresql_where=sa.text("sweep IS NOT NULL"),
    )

revisions = Table(
    "revisions",
    metadata,
    col.number(),
    col.of("jobs"),
    Column("tenant_id", String(40)),
    Column("number", Integer, nullable=False),
    col.word("status"),
    col.word("reason"),
    col.word("priority"),
    col.word("approval"),
    col.flag("approved"),
    col.time("deadline_at"),
    col.word("error_code", nullable=True),
    col.text("error_message", nullable=True),
    col.word("error_stage", nullable=True),
    Column("error_scene", Integer),
    col.time("created_at", nullable=False),
    col.time("started_at"),
    col.time("finished_at"),
    UniqueConstraint("job_id", "number"),
)
Index(
    "ix_revisions_deadline_at",
    revisions.c.deadline_at,
    sqlite_where=revisions.c.finished_at.is_(None),
    postgresql_where=revisions.c.finished_at.is_(None),
)
Index(
    "ix_revisions_queued",
    revisions.c.priority,
    revisions.c.id,
    sqlite_where=sa.text("status = 'queued'"),
    postgresql_where=sa.text("status = 'queued'"),
)

Index(
    "ix_revisions_open",
    revisions.c.tenant_id,
    revisions.c.status,
    revisions.c.priority,
    revisions.c.id,
    sqlite_where=revisions.c.finished_at.is_(None),
    postgresql_where=revisions.c.finished_at.is_(None),
)
Index(
    "ix_revisions_succeeded",
    revisions.c.finished_at,
    sqlite_where=sa.text("status = 'succeeded'"),
    postgresql_where=sa.text("status = 'succeeded'"),
)
"""`tenant_id` is its job's, here too so that an index can count by it."""

scenes = Table(
    "scenes",
    metadata,
    col.number(),
    Column("revision_id", col.Number, ForeignKey("revisions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("start_frame", Integer, nullable=False),
    Column("end_frame", Integer, nullable=False),
    col.text("brief"),
    UniqueConstraint("revision_id", "number"),
)

takes = Table(
    "takes",
    metadata,
    col.number(),
    Column("scene_id", col.Number, ForeignKey("scenes.id"), nullable=False),
    col.word("kind"),
    Column("number", Integer, nullable=False),
    col.word("source"),
    Column("object_key", String(160), nullable=False),
    Column("seed", BigInteger),
    col.flag("chosen"),
    col.time("created_at", nullable=False),
    UniqueConstraint("scene_id", "kind", "number"),
    Index("ix_takes_object_key", "object_key"),
)

tasks = Table(
    "tasks",
    metadata,
    col.number(),
    Column("revision_id", col.Number, ForeignKey("revisions.id"), nullable=False),
    col.of("jobs"),
    col.of("tenants"),
    col.word("stage"),
    Column("scene", Integer),
    col.text("order"),
    Column("cache_key", String(160)),
    col.word("pool"),
    col.word("priority"),
    col.word("state"),
    col.count("attempt", 1),
    col.count("max_attempts", 3),
    col.count("worker_deaths"),
    Column("lease_owner", String(120)),
    col.word("lease_token", nullable=True),
    col.time("lease_expires_at"),
    col.time("heartbeat_at"),
    Column("progress", Double, nullable=False, server_default="0"),
    Column("not_before", Double, nullable=False, server_default="0"),
    col.time("hinted_at"),
    col.time("hint_again_at"),
    col.count("hints"),
    col.flag("cancel_requested"),
    Column("gpu_seconds", Double, nullable=False, server_default="0"),
    Column("cost", Double, nullable=False, server_default="0"),
    Column("failed_by", String(120)),
    col.word("error_code", nullable=True),
    col.text("error_message", nullable=True),
    Column("result_sha256", String(64)),
    col.time("created_at", nullable=False),
    col.time("started_at"),
    col.time("finished_at"),
    col.word("shape", nullable=True),
    Column("led_by", col.Number),
    Index("ix_tasks_revision_id_stage_scene", "revision_id", "stage", "scene", unique=True),
    Index("ix_tasks_cache_key", "cache_key"),
)
"""Tasks of a revision that have one `shape` can be done at once. `led_by` is the task that the last
worker was told of when it took this one along; NULL if it was told of this one."""


def _partial(name: str, condition: str, *columns: str) -> None:
    """An index of the few task rows that a hot query looks for, whatever the table's size."""
    Index(
        name,
        *(tasks.c[column] for column in columns),
        sqlite_where=sa.text(condition),
        postgresql_where=sa.text(condition),
    )


_partial(
    "ix_tasks_unhinted",
    "state = 'ready' AND hinted_at IS NULL",
    *("pool", "priority", "tenant_id", "revision_id", "id"),
)
_partial("ix_tasks_hinted", "state = 'ready' AND hinted_at IS NOT NULL", "pool", "hint_again_at")
_partial("ix_tasks_running", "state = 'running'", "pool", "lease_expires_at")
_partial("ix_tasks_spent", "gpu_seconds > 0", "tenant_id", "created_at")
_partial("ix_tasks_charged", "gpu_seconds > 0", "job_id")

spent = Table(
    "spent",
    metadata,
    col.number(),
    col.of("tenants"),
    col.time("at", nullable=False),
    Column("gpu_seconds", Double, nullable=False),
    Column("cost", Double, nullable=False, server_default="0"),
    Index("ix_spent_tenant_id_at", "tenant_id", "at"),
)
"""What deleted jobs cost: forgetting a film gives nothing back of the month's GPU time."""

inbox = Table(
    "inbox",
    metadata,
    col.number(),
    col.text("fact"),
    col.time("created_at", nullable=False),
    Column("not_before", Double, nullable=False, server_default="0"),
)
"""Facts (`common.db.facts`) that the orchestrator has yet to act on; it deletes them as it does."""

workers = Table(
    "workers",
    metadata,
    Column("name", String(120), primary_key=True),
    col.text("pools"),
    Column("slots", Integer, nullable=False),
    col.time("seen_at", nullable=False),
    col.count("strikes"),
    Column("resting_until", Double, nullable=False, server_default="0"),
)
"""Processes that take tasks. `pools` is a JSON list; a strike is a task that failed here and then
succeeded elsewhere."""

duties = Table(
    "duties",
    metadata,
    col.word("name", primary_key=True),
    col.time("done_at", nullable=False),
    Column("grace_until", Double, nullable=False, server_default="0"),
)
"""When something that is done regularly was last done, whoever did it (`repository.duties`)."""

events = Table(
    "events",
    metadata,
    Column("job_id", String(40), ForeignKey("jobs.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    col.word("type"),
    col.text("data"),
    col.time("created_at", nullable=False),
)

webhook_endpoints = Table(
    "webhook_endpoints",
    metadata,
    col.name(primary_key=True),
    col.of("tenants"),
    col.of("jobs", nullable=True, index=True),
    col.text("url"),
    col.text("types", nullable=True),
    col.text("description", nullable=True),
    col.text("secret"),
    col.text("old_secret", nullable=True),
    col.time("old_secret_until"),
    col.time("failing_since"),
    col.time("created_at", nullable=False),
    col.time("disabled_at"),
    col.text("disabled_reason", nullable=True),
    col.time("deleted_at"),
    Index("ix_webhook_endpoints_tenant_id_job_id", "tenant_id", "job_id"),
)
"""One with a job hears of that job only. `types` is a JSON list, NULL for all. `failing_since` is
the first failure after the last success. What is deleted is disabled too."""

webhook_deliveries = Table(
    "webhook_deliveries",
    metadata,
    col.name(primary_key=True),
    Column("endpoint_id", String(40), ForeignKey("webhook_endpoints.id"), nullable=False),
    col.of("jobs", nullable=True),
    Column("sequence", Integer),
    col.word("type", nullable=True),
    col.text("data", nullable=True),
    col.word("state"),
    col.count("attempts"),
    col.count("earlier_attempts"),
    col.time("next_attempt_at"),
    col.word("lease_token", nullable=True),
    Column("last_status", Integer),
    col.text("last_error", nullable=True),
    col.time("created_at", nullable=False),
    col.time("finished_at"),
    UniqueConstraint("endpoint_id", "job_id", "sequence"),
    Index("ix_webhook_deliveries_endpoint_id_created_at_id", "endpoint_id", "created_at", "id"),
)
Index(
    "ix_webhook_deliveries_next_attempt_at",
    webhook_deliveries.c.next_attempt_at,
    sqlite_where=sa.text("state = 'pending'"),
    postgresql_where=sa.text("state = 'pending'"),
)
Index(
    "ix_webhook_deliveries_endpoint_id_next_attempt_at",
    webhook_deliveries.c.endpoint_id,
    webhook_deliveries.c.next_attempt_at,
    sqlite_where=sa.text("state = 'pending'"),
    postgresql_where=sa.text("state = 'pending'"),
)
"""It tells of a job's event, or has `type` and `data` of its own. State: pending, delivered, failed
(ten attempts), canceled (its endpoint was disabled first). A sender that claims one moves
`next_attempt_at` on and signs with `lease_token`: should it die, the delivery is due again.
`earlier_attempts` were made before somebody asked for another delivery."""

webhook_attempts = Table(
    "webhook_attempts",
    metadata,
    Column("delivery_id", String(40), ForeignKey("webhook_deliveries.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    col.time("started_at", nullable=False),
    Column("seconds", Double, nullable=False),
    Column("status", Integer),
    col.text("error", nullable=True),
    col.text("request"),
    col.text("response", nullable=True),
)
"""What was sent and what came back, its start at least; both are JSON."""

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("tenant_id", String(40), ForeignKey("tenants.id"), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("request_sha256", String(64), nullable=False),
    Column("job_id", String(40), nullable=False),
    col.time("created_at", nullable=False),
    Index(None, "created_at"),
)
"""`job_id` has no foreign key: the key is taken before the job is made."""

dialogues = Table(
    "dialogues",
    metadata,
    col.name(primary_key=True),
    col.of("tenants"),
    col.of("jobs", nullable=True, index=True),
    col.word("status"),
    col.count("turns"),
    col.text("document"),
    col.time("created_at", nullable=False),
    col.time("changed_at", nullable=False),
    Index("ix_dialogues_tenant_id_created_at_id", "tenant_id", "created_at", "id"),
)
"""`document` is the whole state (`common.dialogue`), with the script that is talked of: it outlives
its job's files, not its job. A turn is written over the state, of so many `turns`, that it answers.
"""
