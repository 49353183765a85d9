"""A chat endpoint on loopback that answers as it was told to, and remembers what it was asked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Reply = str | tuple[int, str] | Iterator[bytes]
"""What the model says, or another status and body, or a body that comes bit by bit."""


@dataclass
class Endpoint:
    """`answer` makes a reply of the question's last message and its number from 0."""

    answer: Callable[[str, int], Reply]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def prompts(self) -> list[str]:
        return [body["messages"][-1]["content"] for body in self.asked]


@contextmanager
def endpoint(answer: Callable[[str, int], Reply]) -> Iterator[Endpoint]:
    talk = Endpoint(answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/chat/completions"
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            number = len(talk.asked)
            talk.asked.append(body)
            talk.keys.append(self.headers.get("Authorization", ""))
            reply = talk.answer(body["messages"][-1]["content"], number)
            if isinstance(reply, Iterator):
                self.drip(reply)
                return
            status, text = (200, _completion(reply)) if isinstance(reply, str) else reply
            data = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def drip(self, bits: Iterator[bytes]) -> None:
            self.send_response(200)
            self.end_headers()
            with suppress(ConnectionError):
                for bit in bits:
                    self.wfile.write(bit)
                    self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    talk.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield talk
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _completion(text: str) -> str:
    return json.dumps(
        {
            "choices": [{"message": {"role": "assistant", "content": text}}],
            "usage": {"prompt_tokens": 100, "completion_tokens": len(text.split())},
        }
    )
