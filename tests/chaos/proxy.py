"""A way between two ends of TCP that can be slow, cut, or half open: bytes go in and never out."""

import selectors
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BLOCK = 1 << 16
_LOOK_SECONDS = 0.1


class Proxy:
    """Passes bytes on to a port, or to a socket in the file system, of this machine.

    While it swallows, bytes are taken from both ends and lost, and connections that were open
    before stay so and dead for ever: nobody hears of their end.
    """

    def __init__(self, target: int | Path) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._dead: set[socket.socket] = set()
        self._swallows, self._over = False, False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="proxy", daemon=True)
        self._selector = selectors.DefaultSelector()

    def start(self) -> None:
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._thread.start()

    def swallow(self) -> None:
        with self._lock:
            self._swallows = True
            self._dead |= set(self._pairs)

    def pass_on(self) -> None:
        """New connections are whole again; those that died meanwhile stay as they are."""
        with self._lock:
            self._swallows = False

    def cut(self) -> None:
        """End all connections, as a restarting switch or proxy does."""
        with self._lock:
            for one in list(self._pairs):
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._over = True
        self._thread.join()
        for one in (*self._pairs, self._listener):
            one.close()
        self._selector.close()

    def _run(self) -> None:
        while not self._over:
            for key, _ in self._selector.select(_LOOK_SECONDS):
                end = key.fileobj
                assert isinstance(end, socket.socket)
                if end is self._listener:
                    self._accept()
                elif end in self._pairs:
                    self._pass(end)

    def _accept(self) -> None:
        near, _ = self._listener.accept()
        try:
            far = self._connected()
        except OSError:
            near.close()
            return
        with self._lock:
            for one, other in ((near, far), (far, near)):
                if one.family == socket.AF_INET:
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                one.settimeout(5)
                self._pairs[one] = other
                self._selector.register(one, selectors.EVENT_READ)
                if self._swallows:
                    self._dead.add(one)

    def _connected(self) -> socket.socket:
        if isinstance(self._target, int):
            return socket.create_connection(("127.0.0.1", self._target), timeout=5)
        far = socket.socket(socket.AF_UNIX)
        far.settimeout(5)
        far.connect(str(self._target))
        return far

    def _pass(self, end: socket.socket) -> None:
        try:
            data = end.recv(_BLOCK)
            if data and end not in self._dead:
                self._pairs[end].sendall(data)
        except OSError:
            data = b""
        if not data:
            self._end(end)

    def _end(self, end: socket.socket) -> None:
        with self._lock:
            other = self._pairs[end]
            dead = end in self._dead
            for one in (end,) if dead else (end, other):
                self._selector.unregister(one)
                del self._pairs[one]
                one.close()
            if dead and other in self._pairs:
                self._pairs[other] = other  # nobody is left to hear it


@contextmanager
def proxying(target: int | Path) -> Iterator[Proxy]:
    proxy = Proxy(target)
    proxy.start()
    try:
        yield proxy
    finally:
        proxy.close()
