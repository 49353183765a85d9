"""A receiver of webhooks that checks what it gets, and is not always in the mood."""

import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random

from tests.support.hooks import SECRET
from tests.support.receiver import verify

_LAST_WORDS = frozenset({"job.succeeded", "job.failed", "job.canceled", "job.aborted"})


class Hearer:
    """Attributes:
    url: where it listens.
    last_words: ids of the messages that told a revision's end, by job and revision.
    refusing: the share of requests that it answers with 500.
    """

    def __init__(self, dice: Random) -> None:
        self.url, self.refusing, self._dice = "", 0.0, dice
        self.last_words: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        self._lock = threading.Lock()

    def hear(self, headers: dict[str, str], body: bytes) -> int:
        message = verify(SECRET, headers, body)
        told = json.loads(body)
        with self._lock:
            if self._dice.random() < self.refusing:
                return 500
            if told["type"] in _LAST_WORDS:
                data = told["data"]
                self.last_words[data["job_id"], data["revision"]].append(message)
        return 200


@contextmanager
def hearing(dice: Random) -> Iterator[Hearer]:
    hearer = Hearer(dice)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # so that connections are kept

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            self.send_response(hearer.hear(dict(self.headers), body))
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_said: object) -> None:
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, name="hearer", daemon=True)
    thread.start()
    hearer.url = f"http://127.0.0.1:{server.server_port}/"
    try:
        yield hearer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
