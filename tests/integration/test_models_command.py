"""`scopitone models` against a hub on loopback that speaks as the real one does."""

import hashlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from subprocess import CompletedProcess
from threading import Thread

import pytest

from common.errors import RetryLaterError
from common.models import MODELS
from services.cli.fetching import fetch
from tests.support.command import scopitone

CARD = MODELS["svd"]


class Hub(BaseHTTPRequestHandler):
    """Has every file of one repository at one commit: its own name is what is in it."""

    def do_HEAD(self) -> None:
        self._answer(whole=False)

    def do_GET(self) -> None:
        self._answer(whole=True)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, *, whole: bool) -> None:
        start = f"/{CARD.repository}/resolve/{CARD.revision}/"
        if not self.path.startswith(start):
            self.send_error(404)
            return
        name = self.path.removeprefix(start)
        data = name.encode()
        self.send_response(200)
        self.send_header("X-Repo-Commit", CARD.revision)
        self.send_header("ETag", f'"{digest(name, data)}"')
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if whole:
            self.wfile.write(data)


def digest(name: str, data: bytes) -> str:
    """Large files are known by SHA-256, small ones by the id of their Git blob."""
    if name.endswith(".safetensors"):
        return hashlib.sha256(data).hexdigest()
    return hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()


@pytest.fixture
def hub() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def models(*words: str, folder: Path, hub: str = "http://127.0.0.1:1") -> CompletedProcess[str]:
    environment = {"SCOPITONE_MODELS": str(folder), "HF_ENDPOINT": hub, "HF_HUB_OFFLINE": "0"}
    return scopitone("models", *words, folder=folder, environment=environment)


def test_what_was_pulled_is_there_and_as_published(hub: str, tmp_path: Path) -> None:
    assert models("verify", "svd", folder=tmp_path).returncode != 0
    pulled = models("pull", "svd", folder=tmp_path, hub=hub)
    assert pulled.returncode == 0, pulled.stderr
    assert all((tmp_path / "svd" / name).read_text() == name for name in CARD.files)
    verified = models("verify", folder=tmp_path)
    assert (verified.returncode, verified.stdout) == (0, "svd: as published\n")


@pytest.mark.parametrize("name", ["unet/config.json", CARD.files[-1]])
def test_a_changed_file_is_named(hub: str, name: str, tmp_path: Path) -> None:
    assert models("pull", "svd", folder=tmp_path, hub=hub).returncode == 0
    (tmp_path / "svd" / name).write_text("changed")
    verified = models("verify", "svd", folder=tmp_path)
    assert verified.returncode != 0
    assert f"{name} is changed since it was pulled" in verified.stderr


def test_a_hub_that_is_away_is_one_line(tmp_path: Path) -> None:
    pulled = models("pull", "svd", folder=tmp_path)
    assert pulled.returncode == 75
    assert "cannot pull svd" in pulled.stderr
    assert "Traceback" not in pulled.stderr


def test_a_file_that_lies_on_no_hub_is_fetched_from_its_address(hub: str, tmp_path: Path) -> None:
    name = CARD.files[-1]
    address = f"{hub}/{CARD.repository}/resolve/{CARD.revision}/{{file}}"
    card = CARD.model_copy(update={"address": address})
    fetch(card, name, tmp_path / "weights/file")
    assert (tmp_path / "weights/file").read_text() == name
    fetch(card.model_copy(update={"address": ""}), name, tmp_path / "weights/file")  # it is there
    with pytest.raises(RetryLaterError, match="cannot pull svd"):
        fetch(card.model_copy(update={"address": f"{hub}/elsewhere"}), name, tmp_path / "other")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "weights"]


def test_a_folder_without_models_is_not_as_published(tmp_path: Path) -> None:
    """Such as a volume that was mounted elsewhere."""
    verified = models("verify", folder=tmp_path)
    assert verified.returncode == 69
    assert f"no model is whole in {tmp_path}" in verified.stderr
