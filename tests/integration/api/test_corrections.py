"""What was heard, corrected over HTTP: kept with the song, taken by the jobs that follow."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from common.db.repository.jobs import get_job
from common.db.tables import tasks
from common.film_request import FilmRequest
from tests.support.films import TENANT
from tests.support.service import Service, service


@pytest.fixture
def api(tmp_path: pytest.TempPathFactory) -> Iterator[Service]:
    with service(tmp_path) as made:  # type: ignore[arg-type]
        yield made


def asked(api: Service, job: str) -> FilmRequest:
    with api.database.read() as connection:
        return FilmRequest.model_validate_json(get_job(connection, TENANT, job).request)


def keys(api: Service, job: str) -> dict[str, str]:
    """The result of each of a job's first stages, by the name of the stage."""
    query = select(tasks.c.stage, tasks.c.cache_key).where(
        tasks.c.job_id == job, tasks.c.scene.is_(None), tasks.c.cache_key.is_not(None)
    )
    with api.database.read() as connection:
        return {row.stage: row.cache_key for row in connection.execute(query)}


def correct(api: Service, song: str, **edits: object) -> dict[str, object]:
    answer = api.client.patch(f"/v1/songs/{song}/analysis", json=edits)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_corrections_are_kept_shown_and_taken_back(api: Service) -> None:
    song = api.song()
    path = f"/v1/songs/{song}"
    correct(api, song, tempo="half")  # before anybody listened
    assert api.get(f"{path}/analysis").status_code == 409
    api.film(song=song)
    kept = correct(api, song, sections=[{"at": 8, "name": "bridge"}])
    assert (kept["tempo"], kept["sections"]) == ("half", [{"at": 8.0, "name": "bridge"}])
    assert api.get(f"{path}/edits").json() == kept
    shown = api.get(f"{path}/analysis").json()
    assert (shown["tempo"], shown["sections"][1]["label"]) == (60.0, "bridge")
    assert api.get(f"{path}/analysis?heard=true").json()["tempo"] == 120.0
    correct(api, song, tempo="heard", sections=[])
    assert api.get(f"{path}/analysis").json()["tracker"] == "given"


def test_a_job_builds_on_the_corrections_of_its_song_as_they_are_then(api: Service) -> None:
    song = api.song()
    before = api.film(song=song)
    correct(api, song, move=[{"at": 1.25, "to": 1.3}])
    after, own = api.film(song=song), api.film(song=song, edits={})
    correct(api, song, move=[])
    assert asked(api, before).edits is None
    moved = asked(api, after).edits
    assert moved is not None
    assert moved.move[0].to == 1.3
    one, two, three = (keys(api, job) for job in (before, after, own))
    assert one["analysis"] == two["analysis"]
    assert (one["script"] != two["script"], "edits" in two, "edits" in one) == (True, True, False)
    assert one["script"] == three["script"]


def test_a_pinned_line_leaves_beats_and_script_as_they_are(api: Service) -> None:
    song = api.song()
    before = api.film(song=song)
    correct(api, song, lines=[{"start": 2, "end": 4, "text": "down by the sea"}])
    after = api.film(song=song)
    one, two = keys(api, before), keys(api, after)
    assert (one["analysis"], "edits" in two) == (two["analysis"], False)
    assert "singing" in two


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"tempo": "slow"}, "/tempo"),
        ({"shift": 40}, "/shift"),
        ({"move": [{"at": 1}]}, "/move/0/to"),
        ({"add": [-1]}, "/add/0"),
        ({"beats": []}, "/beats"),
        ({"sections": [{"at": 1, "name": ""}]}, "/sections/0/name"),
    ],
)
def test_what_is_no_correction_is_refused_and_named(
    api: Service, body: dict[str, object], pointer: str
) -> None:
    song = api.song()
    answer = api.client.patch(f"/v1/songs/{song}/analysis", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert api.get(f"/v1/songs/{song}/edits").json()["shift"] == 0


def test_corrections_go_with_their_song(api: Service) -> None:
    song = api.song()
    correct(api, song, tempo="double")
    assert api.client.delete(f"/v1/songs/{song}").status_code == 204
    answer = api.client.patch(f"/v1/songs/{song}/analysis", json={"shift": 1})
    assert answer.status_code == 404
    assert api.get(f"/v1/songs/{api.song()}/edits").json()["tempo"] == "heard"


def test_a_dry_run_counts_what_the_corrections_take(api: Service) -> None:
    song = api.song()
    body = {"song_id": song, "theme": "x"}

    def stages() -> set[str]:
        told = api.client.post("/v1/jobs?dry_run=true", json=body).json()
        return {stage["stage"] for stage in told["stages"]}

    before = stages()
    correct(api, song, tempo="half")
    assert stages() - before == {"edits"}


def test_more_corrections_than_are_kept_are_refused_and_change_nothing(api: Service) -> None:
    song = api.song()
    kept = correct(api, song, tempo="half")
    lines = [{"start": n, "end": n + 1, "text": "la " * 90} for n in range(1000)]
    refused = api.client.patch(f"/v1/songs/{song}/analysis", json={"lines": lines})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_input")
    assert api.get(f"/v1/songs/{song}/edits").json() == kept
