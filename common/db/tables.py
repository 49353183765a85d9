"""The tables, in SQLAlchemy Core: rows go by in tens of thousands, and none needs an identity map.

Times are POSIX seconds (UTC, double precision) by the database's own clock, so that leases compare
in one way on every database; `to_timestamp(created_at)` shows them in psql. Public names
(`job_01…`) are text; what never leaves the service is numbered. JSON that is only carried
(orders, requests) is text: parsing it at every step would cost more than the step.
"""

import sqlalchemy as sa
from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Number = BigInteger().with_variant(Integer(), "sqlite")
"""A row number: SQLite counts up by itself in columns of type INTEGER only."""


def _name(*, primary_key: bool = False) -> Column[str]:
    return Column("id", String(40), primary_key=primary_key)


def _number() -> Column[int]:
    return Column("id", Number, primary_key=True)


def _time(name: str, *, nullable: bool = True) -> Column[float]:
    return Column(name, Double, nullable=nullable)


def _count(name: str, begin: int = 0) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default=str(begin))


def _word(name: str, *, nullable: bool = False, primary_key: bool = False) -> Column[str]:
    return Column(name, String(40), nullable=nullable, primary_key=primary_key)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=sa.false())


def _of(table: str, *, nullable: bool = False, index: bool = False) -> Column[str]:
    """A reference to a row with a name: `tenant_id` for tenants."""
    name = f"{table.removesuffix('s')}_id"
    return Column(name, String(40), ForeignKey(f"{table}.id"), nullable=nullable, index=index)


tenants = Table(
    "tenants",
    metadata,
    _name(primary_key=True),
    _text("title"),
    Column("weight", Double, nullable=False, server_default="1"),
    _text("limits", nullable=True),
    _time("created_at", nullable=False),
    _text("retention", nullable=True),
    CheckConstraint("weight > 0", name="weight"),
)

api_keys = Table(
    "api_keys",
    metadata,
    _name(primary_key=True),
    _of("tenants", index=True),
    _text("title"),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("prefix", String(40), nullable=False, server_default=""),
    _text("scopes", nullable=True),
    _time("created_at", nullable=False),
    _time("expires_at"),
    _time("used_at"),
    _time("revoked_at"),
)
"""`sha256` is of the whole key, which is kept nowhere; `prefix` is how it begins, to know it by.
`scopes` is a JSON list. `used_at` is true to a minute."""

songs = Table(
    "songs",
    metadata,
    _name(primary_key=True),
    _of("tenants"),
    Column("sha256", String(64), nullable=False),
    Column("object_key", String(160), nullable=False),
    Column("bytes", BigInteger, nullable=False),
    _text("facts"),
    _time("created_at", nullable=False),
    _time("deleted_at"),
    _word("sweep", nullable=True),
    UniqueConstraint("tenant_id", "sha256"),
    Index("ix_songs_object_key", "object_key"),
)

jobs = Table(
    "jobs",
    metadata,
    _name(primary_key=True),
    _of("tenants"),
    _of("songs", index=True),
    _text("request"),
    _text("metadata", nullable=True),
    _count("revisions", 1),
    _count("last_sequence"),
    _time("created_at", nullable=False),
    _time("expired_at"),
    _time("trimmed_at"),
    _time("deleted_at"),
    _word("sweep", nullable=True),
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
    _number(),
    _of("jobs"),
    Column("tenant_id", String(40)),
    Column("number", Integer, nullable=False),
    _word("status"),
    _word("reason"),
    _word("priority"),
    _word("approval"),
    _flag("approved"),
    _time("deadline_at"),
    _word("error_code", nullable=True),
    _text("error_message", nullable=True),
    _word("error_stage", nullable=True),
    Column("error_scene", Integer),
    _time("created_at", nullable=False),
    _time("started_at"),
    _time("finished_at"),
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
    _number(),
    Column("revision_id", Number, ForeignKey("revisions.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("start_frame", Integer, nullable=False),
    Column("end_frame", Integer, nullable=False),
    _text("brief"),
    UniqueConstraint("revision_id", "number"),
)

takes = Table(
    "takes",
    metadata,
    _number(),
    Column("scene_id", Number, ForeignKey("scenes.id"), nullable=False),
    _word("kind"),
    Column("number", Integer, nullable=False),
    _word("source"),
    Column("object_key", String(160), nullable=False),
    Column("seed", BigInteger),
    _flag("chosen"),
    _time("created_at", nullable=False),
    UniqueConstraint("scene_id", "kind", "number"),
    Index("ix_takes_object_key", "object_key"),
)

tasks = Table(
    "tasks",
    metadata,
    _number(),
    Column("revision_id", Number, ForeignKey("revisions.id"), nullable=False),
    _of("jobs"),
    _of("tenants"),
    _word("stage"),
    Column("scene", Integer),
    _text("order"),
    Column("cache_key", String(160)),
    _word("pool"),
    _word("priority"),
    _word("state"),
    _count("attempt", 1),
    _count("max_attempts", 3),
    _count("worker_deaths"),
    Column("lease_owner", String(120)),
    _word("lease_token", nullable=True),
    _time("lease_expires_at"),
    _time("heartbeat_at"),
    Column("progress", Double, nullable=False, server_default="0"),
    Column("not_before", Double, nullable=False, server_default="0"),
    _time("hinted_at"),
    _time("hint_again_at"),
    _count("hints"),
    _flag("cancel_requested"),
    Column("gpu_seconds", Double, nullable=False, server_default="0"),
    Column("failed_by", String(120)),
    _word("error_code", nullable=True),
    _text("error_message", nullable=True),
    Column("result_sha256", String(64)),
    _time("created_at", nullable=False),
    _time("started_at"),
    _time("finished_at"),
    Index("ix_tasks_revision_id_stage_scene", "revision_id", "stage", "scene", unique=True),
    Index("ix_tasks_cache_key", "cache_key"),
)


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

spent = Table(
    "spent",
    metadata,
    _number(),
    _of("tenants"),
    _time("at", nullable=False),
    Column("gpu_seconds", Double, nullable=False),
    Index("ix_spent_tenant_id_at", "tenant_id", "at"),
)
"""What deleted jobs cost: forgetting a film gives nothing back of the month's GPU time."""

inbox = Table(
    "inbox",
    metadata,
    _number(),
    _text("fact"),
    _time("created_at", nullable=False),
    Column("not_before", Double, nullable=False, server_default="0"),
)
"""Facts (`common.db.facts`) that the orchestrator has yet to act on; it deletes them as it does."""

workers = Table(
    "workers",
    metadata,
    Column("name", String(120), primary_key=True),
    _text("pools"),
    Column("slots", Integer, nullable=False),
    _time("seen_at", nullable=False),
    _count("strikes"),
    Column("resting_until", Double, nullable=False, server_default="0"),
)
"""Processes that take tasks. `pools` is a JSON list; a strike is a task that failed here and then
succeeded elsewhere."""

duties = Table(
    "duties",
    metadata,
    _word("name", primary_key=True),
    _time("done_at", nullable=False),
    Column("grace_until", Double, nullable=False, server_default="0"),
)
"""When a duty that no two processes may do at once was last done, whoever did it."""

events = Table(
    "events",
    metadata,
    Column("job_id", String(40), ForeignKey("jobs.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    _word("type"),
    _text("data"),
    _time("created_at", nullable=False),
)

webhook_endpoints = Table(
    "webhook_endpoints",
    metadata,
    _name(primary_key=True),
    _of("tenants"),
    _of("jobs", nullable=True, index=True),
    _text("url"),
    _text("types", nullable=True),
    _text("description", nullable=True),
    _text("secret"),
    _text("old_secret", nullable=True),
    _time("old_secret_until"),
    _time("failing_since"),
    _time("created_at", nullable=False),
    _time("disabled_at"),
    _text("disabled_reason", nullable=True),
    _time("deleted_at"),
    Index("ix_webhook_endpoints_tenant_id_job_id", "tenant_id", "job_id"),
)
"""One with a job hears of that job only. `types` is a JSON list, NULL for all. `failing_since` is
the first failure after the last success. What is deleted is disabled too."""

webhook_deliveries = Table(
    "webhook_deliveries",
    metadata,
    _name(primary_key=True),
    Column("endpoint_id", String(40), ForeignKey("webhook_endpoints.id"), nullable=False),
    _of("jobs", nullable=True),
    Column("sequence", Integer),
    _word("type", nullable=True),
    _text("data", nullable=True),
    _word("state"),
    _count("attempts"),
    _count("earlier_attempts"),
    _time("next_attempt_at"),
    _word("lease_token", nullable=True),
    Column("last_status", Integer),
    _text("last_error", nullable=True),
    _time("created_at", nullable=False),
    _time("finished_at"),
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
    _time("started_at", nullable=False),
    Column("seconds", Double, nullable=False),
    Column("status", Integer),
    _text("error", nullable=True),
    _text("request"),
    _text("response", nullable=True),
)
"""What was sent and what came back, its start at least; both are JSON."""

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("tenant_id", String(40), ForeignKey("tenants.id"), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("request_sha256", String(64), nullable=False),
    Column("job_id", String(40), nullable=False),
    _time("created_at", nullable=False),
    Index(None, "created_at"),
)
"""`job_id` has no foreign key: the key is taken before the job is made."""

dialogues = Table(
    "dialogues",
    metadata,
    _name(primary_key=True),
    _of("tenants"),
    _of("jobs", nullable=True, index=True),
    _word("status"),
    _count("turns"),
    _text("document"),
    _time("created_at", nullable=False),
    _time("changed_at", nullable=False),
    Index("ix_dialogues_tenant_id_created_at_id", "tenant_id", "created_at", "id"),
)
"""`document` is the whole state (`common.dialogue`), with the script that is talked of: it outlives
its job's files, not its job. A turn is written over the state, of so many `turns`, that it answers.
"""
