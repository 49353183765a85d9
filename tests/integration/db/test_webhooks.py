"""One delivery for each event and each endpoint that subscribed to it."""

from collections import Counter

from common.db.session import Database
from tests.support.films import Stage, submit

ENDPOINTS = (
    ("all", "NULL", "NULL", "NULL"),
    ("ends", "NULL", """'["job.succeeded","job.failed"]'""", "NULL"),
    ("off", "NULL", "NULL", "1"),
)


def add_endpoints(database: Database) -> None:
    with database.write() as connection:
        for name, job, types, disabled in ENDPOINTS:
            connection.exec_driver_sql(
                "INSERT INTO webhook_endpoints"
                " (id, tenant_id, job_id, url, types, secret, created_at, disabled_at) VALUES"
                f" ('{name}', 'default', {job}, 'https://x', {types}, 's', 0, {disabled})"
            )


def test_deliveries_follow_from_events(database: Database) -> None:
    add_endpoints(database)
    submit(database)
    Stage(database).play()
    with database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT endpoint_id, e.type FROM webhook_deliveries d"
            " JOIN events e ON e.job_id = d.job_id AND e.sequence = d.sequence"
        ).all()
    assert Counter(endpoint for endpoint, _ in rows) == {"all": 5, "ends": 1}
    told = Counter(kind for endpoint, kind in rows if endpoint == "all")
    assert told == {"job.started": 1, "scene.completed": 3, "job.succeeded": 1}
