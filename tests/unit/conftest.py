"""Unit tests open no socket."""

import pytest
import pytest_socket


@pytest.fixture(autouse=True)
def _no_socket() -> object:
    pytest_socket.disable_socket(allow_unix_socket=True)
    yield
    pytest_socket.enable_socket()
