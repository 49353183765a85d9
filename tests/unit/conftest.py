"""Unit tests open no socket, and none is timed: on a fresh machine the first one compiles."""

import pytest
import pytest_socket
from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def _no_socket() -> object:
    pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    pytest_socket.enable_socket()
