"""What a privacy request needs: gone at once for whoever asks, and gone from the disk soon."""

import time
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from common.config import Settings
from common.limits import KEPT, Retention
from services.cli.janitor import janitor
from services.janitor.run import sweeping
from services.janitor.sweeping import sweep
from tests.support.service import Service

runner = CliRunner()


def swept(api: Service, retention: Retention = KEPT) -> None:
    sweep(api.database, api.storage, retention=retention)


def test_a_deleted_job_is_gone(api: Service) -> None:
    headers = {"Idempotency-Key": "once"}
    body = {"song_id": api.song(), "theme": "a fox"}
    job = api.client.post("/v1/jobs", json=body, headers=headers).json()["id"]
    api.crew.play()
    assert api.client.delete(f"/v1/jobs/{job}").status_code == 204
    for path in ("", "/video", "/events", "/artifacts"):
        assert api.get(f"/v1/jobs/{job}{path}").status_code == 404
    assert api.client.delete(f"/v1/jobs/{job}").status_code == 404
    assert api.get("/v1/jobs").json()["data"] == []
    again = api.client.post("/v1/jobs", json=body, headers=headers)
    assert again.json()["id"] != job, "its key is free again"
    api.crew.play()
    api.client.delete(f"/v1/jobs/{again.json()['id']}")
    assert api.client.delete(f"/v1/songs/{body['song_id']}").status_code == 204
    swept(api)
    assert not list(api.storage.keys())


def test_what_was_trimmed_is_listed_no_more(api: Service) -> None:
    job = api.film()
    swept(api, Retention(intermediates_days=0))
    stages = {one["stage"] for one in api.get(f"/v1/jobs/{job}/artifacts").json()["data"]}
    assert stages == {"analysis", "script", "assembly", "poster", "evaluation"}
    assert api.get(f"/v1/jobs/{job}/artifacts/keyframes-000.ora").status_code == 404
    assert api.get(f"/v1/jobs/{job}/video").status_code == 200


def test_what_has_expired_is_410(api: Service) -> None:
    job = api.film()
    api.database.run(lambda c: c.exec_driver_sql("UPDATE jobs SET created_at = 1"))
    api.database.run(lambda c: c.exec_driver_sql("UPDATE revisions SET finished_at = 1"))
    swept(api, Retention(films_days=1))
    assert api.get(f"/v1/jobs/{job}").status_code == 200
    for path in ("video", "script", "artifacts"):
        assert api.get(f"/v1/jobs/{job}/{path}").status_code == 410
    assert not [key for key in api.storage.keys() if not key.startswith("song/")]  # noqa: SIM118


def test_the_command_says_what_it_would_remove(
    api: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = typer.Typer()
    app.command()(janitor)
    job = api.film()
    api.client.delete(f"/v1/jobs/{job}")
    monkeypatch.setenv("SCOPITONE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SCOPITONE_DATABASE_URL", f"sqlite:///{tmp_path}/api.db")
    told = runner.invoke(app, ["--dry-run"]).stdout
    assert told.startswith("would remove of 1 jobs and 0 songs ")
    done = runner.invoke(app, []).stdout
    assert done == told.replace("would remove", "removed")
    assert runner.invoke(app, []).stdout.startswith("removed of 0 jobs")


def test_beside_an_orchestrator_it_goes_round_by_itself(api: Service, tmp_path: Path) -> None:
    api.client.delete(f"/v1/jobs/{api.film()}")
    settings = Settings(
        data_dir=tmp_path, database_url=f"sqlite:///{tmp_path}/api.db", janitor_seconds=0.01
    )
    with sweeping(settings):
        while [key for key in api.storage.keys() if not key.startswith("song/")]:  # noqa: SIM118
            time.sleep(0.02)
