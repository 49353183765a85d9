"""The port on which a process shows its measurements."""

import urllib.request

import pytest

from common.config import Settings
from common.errors import InvalidInputError
from common.metrics import expose
from services.cli.stack.ports import free_port


def test_measurements_are_shown_on_the_port_once() -> None:
    settings = Settings(metrics_port=free_port())
    expose(settings)
    with urllib.request.urlopen(f"http://127.0.0.1:{settings.metrics_port}/metrics") as answer:
        assert b"scopitone_hints_sent_total" in answer.read()
    with pytest.raises(InvalidInputError, match="SCOPITONE_METRICS_PORT"):
        expose(settings)
