"""What a job made, over HTTP: ranges, names, conditions, and why there may be nothing."""

import pytest
from sqlalchemy import update

from common.db.tables import jobs
from tests.support import service
from tests.support.documents import make_script
from tests.support.service import FILM, Service


def test_the_film_is_sent_whole_with_a_name(api: Service) -> None:
    answer = api.get(f"/v1/jobs/{api.film(theme='Ein Fuchs, nachts: ../im Wald!')}/video")
    assert (answer.status_code, answer.content) == (200, FILM)
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["accept-ranges"] == "bytes"
    name = 'inline; filename="ein-fuchs-nachts-im-wald.mp4"'
    assert answer.headers["content-disposition"] == name


def test_it_can_be_asked_about_and_downloaded(api: Service) -> None:
    path = f"/v1/jobs/{api.film()}/video"
    head = api.client.head(path)
    assert (head.status_code, head.headers["content-length"], head.content) == (200, "10240", b"")
    saved = api.get(f"{path}?download=true").headers["content-disposition"]
    assert saved.startswith("attachment")


LAST = len(FILM) - 1


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=5-9", 5, 9),
        ("bytes=10000-", 10_000, LAST),
        ("bytes=-1", LAST, LAST),
        ("bytes=-999999", 0, LAST),
        ("bytes=5-999999999999999999", 5, LAST),
    ],
)
def test_a_range_is_sent(api: Service, asked: str, first: int, last: int) -> None:
    answer = api.get(f"/v1/jobs/{api.film()}/video", Range=asked)
    assert (answer.status_code, answer.content) == (206, FILM[first : last + 1])
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(FILM)}"


@pytest.mark.parametrize(
    "asked",
    [
        *("bytes=9-5", "bytes=", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=0-1,5-6"),
        *("bytes=--5", "bytes=1-2-3", "bytes=0x1-2", "5-9", "bytes=" + "0-," * 5000),
    ],
)
def test_a_range_that_is_none_is_as_if_not_there(api: Service, asked: str) -> None:
    answer = api.get(f"/v1/jobs/{api.film()}/video", Range=asked)
    assert (answer.status_code, len(answer.content)) == (200, len(FILM))


@pytest.mark.parametrize("asked", ["bytes=10240-", "bytes=99999-100000", "bytes=-0"])
def test_a_range_past_the_end_is_a_problem(api: Service, asked: str) -> None:
    answer = api.get(f"/v1/jobs/{api.film()}/video", Range=asked)
    assert (answer.status_code, answer.json()["code"]) == (416, "range.unsatisfiable")
    assert answer.headers["content-range"] == "bytes */10240"


def test_conditions_hold(api: Service) -> None:
    path = f"/v1/jobs/{api.film()}/video"
    etag = api.get(path).headers["etag"]
    assert api.get(path, If_None_Match=etag).status_code == 304
    assert api.get(path, If_Range=etag, Range="bytes=1-2").status_code == 206
    assert api.get(path, If_Range='"other"', Range="bytes=1-2").status_code == 200
    assert api.get(path, If_Range='"other"', Range="bytes=99999-").status_code == 200


def test_every_result_is_listed_and_sent(api: Service) -> None:
    job = api.film()
    listed = api.get(f"/v1/jobs/{job}/artifacts").json()["data"]
    assert {"analysis.json", "script.json", "keyframes-002.ora", "assembly.mp4", "poster.jpg"} <= {
        one["name"] for one in listed
    }
    for one in listed:
        answer = api.get(one["url"])
        assert (answer.status_code, answer.headers["content-type"]) == (200, one["media_type"])


@pytest.mark.parametrize("name", ["film.mp4", "%00", "..%2f..%2fapi.db", "x" * 101])
def test_nothing_else_is_sent(api: Service, name: str) -> None:
    assert api.get(f"/v1/jobs/{api.film()}/artifacts/{name}").status_code in {404, 422}


def test_script_and_report_are_documents(api: Service) -> None:
    job = api.film()
    assert api.get(f"/v1/jobs/{job}/script").json()["format"] == "scopitone.script/1"
    assert api.get(f"/v1/jobs/{job}/report").json()["format"] == "scopitone.scores/1"


def test_a_report_says_what_its_script_had_to_do_without(
    api: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = "scene 2: written by the built-in writer"
    assert api.get(f"/v1/jobs/{api.film()}/report").json()["notes"] == []
    script = make_script().model_copy(update={"notes": (note,)})
    monkeypatch.setattr(service, "make_script", lambda: script)
    job = api.film(seed=9)
    assert api.get(f"/v1/jobs/{job}/report").json()["notes"] == [note]


@pytest.mark.parametrize("what", ["script", "report", "video"])
def test_what_is_not_made_yet_is_a_conflict(api: Service, what: str) -> None:
    answer = api.get(f"/v1/jobs/{api.job()}/{what}")
    assert (answer.status_code, answer.json()["code"]) == (409, "result.not_ready")


@pytest.mark.parametrize("what", ["script", "report", "video", "artifacts"])
def test_what_was_removed_is_gone(api: Service, what: str) -> None:
    job = api.film()
    api.database.run(lambda c: c.execute(update(jobs).values(expired_at=1.0)))
    answer = api.get(f"/v1/jobs/{job}/{what}")
    assert (answer.status_code, answer.json()["code"]) == (410, "result.gone")


def test_an_object_lost_from_the_store_is_not_found(api: Service) -> None:
    job = api.film()
    for key in list(api.storage.keys("assembly/")):
        api.storage.delete(key)
    answer = api.get(f"/v1/jobs/{job}/video")
    assert (answer.status_code, answer.json()["code"]) == (404, "storage.missing")


def test_subtitles_are_the_lyrics_of_the_excerpt(api: Service) -> None:
    song = api.song()
    timed = "1\n00:00:00,500 --> 00:00:02,500\nDown by the sea\n"
    job = api.post_job(song_id=song, lyrics=timed, excerpt={"start": 0.5}).json()
    answer = api.get(job["urls"]["subtitles"])
    assert answer.headers["content-type"].startswith("text/vtt")
    assert answer.text.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:02.000\nDown by the sea\n")
    without = api.post_job(song_id=song).json()
    assert api.get(without["urls"]["subtitles"]).status_code == 404
    open_end = api.post_job(song_id=song, lyrics="[00:00.50]Down by the sea").json()
    assert api.get(open_end["urls"]["subtitles"]).json()["code"] == "result.not_ready"
    refused = api.post_job(song_id=song, lyrics="[00:01.00]")
    assert refused.json()["errors"][0]["pointer"] == "/lyrics"
