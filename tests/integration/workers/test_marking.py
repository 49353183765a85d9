"""A worker's Pod is marked while it is busy, and nothing hangs on it."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from common.db.repository import workers
from common.db.session import Database
from common.errors import InvalidInputError
from tests.support.films import Stage, submit
from workers.marking import Cluster, marker
from workers.presence import Presence


class ClusterApi(HTTPServer):
    """Takes annotations of Pods, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str | None, dict[str, str]]] = []
        self.answer = 200


class _Handler(BaseHTTPRequestHandler):
    server: ClusterApi

    def do_PATCH(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        marks = body["metadata"]["annotations"]
        self.server.asked.append((self.path, self.headers["Authorization"], marks))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def api() -> Iterator[ClusterApi]:
    with ClusterApi() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def cluster(api: ClusterApi, tmp_path: Path) -> Cluster:
    (tmp_path / "token").write_text("t0\n")
    return Cluster(url=f"http://127.0.0.1:{api.server_port}", account=tmp_path)


def costs(api: ClusterApi) -> list[str]:
    return [marks["controller.kubernetes.io/pod-deletion-cost"] for *_, marks in api.asked]


def test_a_mark_names_the_pod_and_shows_the_account_s_token(
    api: ClusterApi, cluster: Cluster
) -> None:
    marker(cluster, "studio/films-0")(59.4)
    [(path, shown, marks)] = api.asked
    assert path == "/api/v1/namespaces/studio/pods/films-0"
    assert shown == "Bearer t0"
    assert marks["cluster-autoscaler.kubernetes.io/safe-to-evict"] == "false"
    assert costs(api) == ["60"]


def test_it_is_marked_again_when_idle_at_another_task_or_a_minute_older(
    api: ClusterApi, cluster: Cluster
) -> None:
    mark = marker(cluster, "studio/films-0")
    for age in (None, None, 5.0, 20.0, 66.0, 3.0, None):
        mark(age)
    assert costs(api) == ["0", "6", "67", "4", "0"]


def test_a_cluster_that_refuses_or_is_away_changes_nothing(
    api: ClusterApi, cluster: Cluster, tmp_path: Path
) -> None:
    mark = marker(cluster, "studio/films-0")
    api.answer = 403
    mark(5.0)
    api.answer = 200
    mark(6.0)
    assert costs(api) == ["6", "7"]
    marker(Cluster(url="http://127.0.0.1:9", account=tmp_path), "studio/films-0")(5.0)
    marker(Cluster(url=cluster.url, account=tmp_path / "none"), "studio/films-0")(5.0)


def test_outside_a_cluster_a_pod_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="SCOPITONE_POD"):
        Cluster.around({})
    there = {"KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"}
    assert Cluster.around(there).url == "https://[fd00::1]:443"


def test_a_worker_tells_how_long_it_has_been_at_its_oldest_task(database: Database) -> None:
    told: list[float | None] = []
    submit(database)
    stage = Stage(database)
    presence = Presence(database, name=stage.worker, pools=["cpu"], slots=4, mark=told.append)
    presence.register()
    stage.take_next()
    database.run(lambda c: c.exec_driver_sql("UPDATE tasks SET started_at = started_at - 100"))
    presence.register()
    other = Presence(database, name="another@there", pools=["cpu"], slots=1, mark=told.append)
    other.register()
    with database.read() as connection:
        assert workers.live_slots(connection)["cpu"] == 5
    idle, busy, elsewhere = told
    assert idle is None
    assert busy is not None
    assert 100 <= busy < 160
    assert elsewhere is None
