"""Log lines: what stands in them, and for how long."""

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from common import logs
from common.config import Settings


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_what_is_bound_stands_in_every_line_of_the_block(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure(Settings(log_json=True), service="worker")
    with logs.bound(job="j", task=7, attempt=2):
        logs.get_logger("ours").info("claimed", stage="frames")
        logging.getLogger("theirs").warning("slow")
    logging.getLogger("theirs").warning("after")
    mine, theirs, after = lines(capsys)
    assert mine["stage"] == "frames"
    for line in (mine, theirs):
        assert (line["service"], line["job"], line["task"], line["attempt"]) == (
            "worker",
            "j",
            7,
            2,
        )
    assert "job" not in after


def test_an_exception_is_in_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(Settings(log_json=True), service="worker")
    try:
        raise ValueError("shapes differ")
    except ValueError:
        logs.get_logger("ours").exception("the step broke")
    [line] = lines(capsys)
    assert "shapes differ" in line["exception"]


def test_a_person_reads_plain_text_without_the_values_of_variables(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure(Settings(), service="worker")
    hidden = "a password"
    try:
        raise ValueError("shapes differ")
    except ValueError:
        logs.get_logger("ours").exception("the step broke", task=7)
    said = capsys.readouterr().err
    assert "the step broke" in said
    assert "task=7" in said
    assert hidden not in said


def test_what_is_below_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(Settings(log_json=True, log_level="WARNING"), service="worker")
    logs.get_logger("ours").info("claimed")
    assert not lines(capsys)


def test_secrets_never_reach_a_line() -> None:
    lines = {
        f"used scpt_{'7' * 60} now": "used scpt_**** now",
        "secret whsec_AAAAAAAAAAAAAAAAAAAAAAAA= kept": "secret whsec_**** kept",
        "Authorization: Bearer abc.def": "Authorization: Bearer ****",
        "PUT /x?expires=1&signature=abcdef HTTP": "PUT /x?expires=1&signature=**** HTTP",
        "GET /a?X-Amz-Signature=ab&b=1": "GET /a?X-Amz-Signature=****&b=1",
        "redis://me:hunter2@host:1/0": "redis://me:****@host:1/0",
        "postgresql://:hunter2@host/x": "postgresql://:****@host/x",
        "http://host:8000/a@b": "http://host:8000/a@b",
        "scpt_7h2k9m… by its start": "scpt_7h2k9m… by its start",
    }
    assert {logs.without_secrets(line) for line in lines} == set(lines.values())
