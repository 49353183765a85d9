"""A film talked over by HTTP: begun over a job's script, gone on with, and filmed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from common.artifacts.script import Script
from common.db.repository import dialogues as rows
from common.db.repository.jobs import delete_job
from common.limits import KEPT
from services.api.dialogues import routes
from services.janitor.sweeping import sweep
from tests.support.documents import make_script
from tests.support.service import Service, service
from tests.unit.common.dialogue.transcripts import TRANSCRIPTS, Transcript

TALKS = "/v1/dialogues"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder: Path = tmp_path_factory.mktemp("talks")
    with service(folder) as api:
        yield api


def begun(stage: Service, **asked: Any) -> dict[str, Any]:
    answer = stage.client.post(
        TALKS, json=asked or {"script": make_script().model_dump(mode="json")}
    )
    assert answer.status_code == 201, answer.text
    view: dict[str, Any] = answer.json()
    assert answer.headers["location"] == view["urls"]["self"]
    return view


def say(stage: Service, talk: dict[str, Any], said: str, **more: Any) -> dict[str, Any]:
    answer = stage.client.post(talk["urls"]["turns"], json={"said": said, **more})
    assert answer.status_code == 200, answer.text
    view: dict[str, Any] = answer.json()
    return view


def test_a_job_s_script_is_talked_over_and_filmed(stage: Service) -> None:
    job = stage.film()
    talk = begun(stage, job_id=job)
    assert (talk["job_id"], talk["status"], talk["turns"]) == (job, "open", 0)
    assert talk["transcript"][0]["reply"] == talk["reply"]
    led = say(stage, talk, "make it all night", after=0)
    assert (led["turns"], led["status"]) == (1, "open")
    assert say(stage, talk, "accept all")["status"] == "done"
    whole = stage.get(talk["urls"]["self"]).json()
    assert all("at night" in part["now"]["background"] for part in whole["parts"])
    assert len(whole["transcript"]) == 3
    script = stage.get(talk["urls"]["script"]).json()
    assert "at night" in script["scenes"][0]["mise_en_scene"]["background"]
    again = stage.post_job(song_id=stage.song(), script=script)
    assert again.status_code == 202
    assert again.json()["request"]["script"] == script


def test_an_own_script_is_talked_over_and_its_questions_to_a_model_are_not_kept(
    stage: Service,
) -> None:
    asked = {"step": "s", "prompt": "p", "answer": "a", "prompt_tokens": 1, "answer_tokens": 1}
    own = {**make_script().model_dump(mode="json"), "exchanges": [asked]}
    talk = begun(stage, script=own, aesthetic="rain-slick neon noir")
    script = stage.get(talk["urls"]["script"])
    assert Script.from_json(script.content) == make_script()
    assert script.headers["etag"]


def test_a_talk_goes_on_where_it_stood(stage: Service) -> None:
    talk = begun(stage)
    offered = say(stage, talk, "suggest")
    assert offered["phase"] == "select"
    seen = stage.get(talk["urls"]["self"]).json()
    assert (seen["phase"], seen["offered"]) == ("select", offered["offered"])
    assert say(stage, talk, "2")["proposal"] == offered["offered"][1]
    assert say(stage, talk, "stop")["status"] == "stopped"
    assert say(stage, talk, "keep")["status"] == "open"


def test_a_saying_sent_twice_is_heard_once(stage: Service) -> None:
    talk = begun(stage)
    say(stage, talk, "keep", after=0)
    answer = stage.client.post(talk["urls"]["turns"], json={"said": "keep", "after": 0})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert stage.get(talk["urls"]["self"]).json()["turns"] == 1


def test_two_who_speak_at_once_are_not_both_heard(
    stage: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = begun(stage)
    real = routes.answer

    def interrupted(*asked: Any) -> Any:
        monkeypatch.setattr(routes, "answer", real)
        say(stage, talk, "keep")
        return real(*asked)

    monkeypatch.setattr(routes, "answer", interrupted)
    answer = stage.client.post(talk["urls"]["turns"], json={"said": "back"})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
    assert [turn["said"] for turn in stage.get(talk["urls"]["self"]).json()["transcript"]] == [
        "",
        "keep",
    ]


def test_half_a_letter_is_refused(stage: Service) -> None:
    talk = begun(stage)
    headers = {"Content-Type": "application/json"}
    answer = stage.client.post(
        talk["urls"]["turns"], content=b'{"said": "\\ud83d"}', headers=headers
    )
    assert answer.status_code in {400, 422}


def test_what_is_over_or_too_long_takes_no_more_turns(
    stage: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = begun(stage)
    monkeypatch.setattr(routes, "MOST_TURNS", 1)
    say(stage, talk, "keep")
    assert stage.client.post(talk["urls"]["turns"], json={"said": "keep"}).status_code == 409
    other = begun(stage)
    assert say(stage, other, "accept all")["status"] == "done"
    assert stage.client.post(other["urls"]["turns"], json={"said": "back"}).status_code == 409


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({}, 422, "request.invalid"),
        ({"job_id": "job_x", "script": None}, 404, "not_found"),
        ({"job_id": "job_" + "0" * 26}, 404, "not_found"),
        ({"aesthetic": "none such", "job_id": "x"}, 422, "request.invalid"),
        ({"song_id": "x"}, 422, "request.invalid"),
    ],
)
def test_what_cannot_be_talked_of_is_refused(
    stage: Service, asked: dict[str, Any], status: int, code: str
) -> None:
    answer = stage.client.post(TALKS, json=asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_script_that_is_not_written_yet_is_a_conflict(stage: Service) -> None:
    answer = stage.client.post(TALKS, json={"job_id": stage.job()})
    assert (answer.status_code, answer.json()["code"]) == (409, "result.not_ready")


def test_a_script_beyond_all_talk_is_refused(stage: Service) -> None:
    script = make_script().model_copy(update={"theme": "sea " * 120_000}).model_dump(mode="json")
    answer = stage.client.post(TALKS, json={"script": script})
    assert (answer.status_code, answer.json()["code"]) == (422, "request.invalid")


def test_talks_are_listed_and_forgotten(stage: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = [begun(stage)["id"] for _ in range(3)]
    first = stage.get(f"{TALKS}?limit=2").json()
    assert [one["id"] for one in first["data"]] == mine[:0:-1]
    rest = stage.get(f"{TALKS}?limit=2&cursor={first['next_cursor']}").json()
    assert rest["data"][0]["id"] == mine[0]
    assert stage.client.delete(f"{TALKS}/{mine[0]}").status_code == 204
    for gone in (f"{TALKS}/{mine[0]}", f"{TALKS}/{mine[0]}/script", f"{TALKS}/talk_%00"):
        assert stage.get(gone).status_code == 404
    monkeypatch.setattr(rows, "MOST_DIALOGUES", 1)
    answer = stage.client.post(TALKS, json={"script": make_script().model_dump(mode="json")})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")


def test_a_talk_goes_with_its_job_and_with_its_time(stage: Service) -> None:
    job = stage.film()
    talk, old = begun(stage, job_id=job), begun(stage)
    stage.database.run(lambda c: delete_job(c, "default", job))
    sweep(stage.database, stage.storage, retention=KEPT)
    assert stage.get(talk["urls"]["self"]).status_code == 404
    aged = "UPDATE dialogues SET changed_at = changed_at - 864000 WHERE id = '{}'"
    stage.database.run(lambda c: c.exec_driver_sql(aged.format(old["id"])))
    young = begun(stage)
    sweep(stage.database, stage.storage, retention=KEPT.model_copy(update={"films_days": 9}))
    assert stage.get(old["urls"]["self"]).status_code == 404
    assert stage.get(young["urls"]["self"]).status_code == 200


@pytest.mark.parametrize("transcript", TRANSCRIPTS, ids=lambda transcript: transcript.who)
def test_every_talk_ends_in_scenes_or_a_clean_stop(stage: Service, transcript: Transcript) -> None:
    talk, says = begun(stage), list(transcript.says)
    view = talk
    for _ in range(60):
        if not says or view["status"] == "done":
            break
        view = say(stage, talk, says.pop(0).encode(errors="ignore").decode()[:2000])
        if not says and transcript.again and view["status"] == "open":
            says = [transcript.says[-1]]
    if view["status"] == "open":
        view = say(stage, talk, "stop")
    assert view["status"] == transcript.ends
    assert len(Script.from_json(stage.get(talk["urls"]["script"]).content).scenes) == 3
