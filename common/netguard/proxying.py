"""An egress proxy: absolute URLs for http (RFC 9112, 3.2.2), a tunnel by CONNECT for https.

The proxy is the operator's own machine and is not judged. It gets names, not addresses: clusters
that have one often cannot resolve outside names themselves. It must refuse private networks, as
Smokescreen and its like do.
"""

import base64
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from common.errors import InvalidInputError
from common.netguard.errors import UnreachableAddressError
from common.netguard.streams import Stream
from common.netguard.targets import Target

_OK = b"HTTP/1."
_END = b"\r\n\r\n"
_MOST_BYTES = 16 << 10


@dataclass(frozen=True, slots=True)
class Proxy:
    """`userinfo` is `name:password`, or empty."""

    host: str
    port: int
    userinfo: str = ""

    @classmethod
    def from_url(cls, url: str) -> "Proxy":
        """Raises:
        InvalidInputError: not an http:// URL.
        """
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError:
            host, port = None, None
        if host is None or parts.scheme != "http":
            raise InvalidInputError("SCOPITONE_EGRESS_PROXY is of the form http://host:port")
        userinfo = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        return cls(host, port or 80, "" if userinfo == ":" else userinfo)

    @property
    def credentials(self) -> dict[str, str]:
        """The header to show them in."""
        if not self.userinfo:
            return {}
        word = base64.b64encode(self.userinfo.encode()).decode()
        return {"Proxy-Authorization": f"Basic {word}"}


async def open_tunnel(stream: Stream, proxy: Proxy, target: Target) -> None:
    """Raises:
    UnreachableAddressError: the proxy refuses, or answers something else.
    """
    host = f"[{target.host}]" if ":" in target.host else target.host
    lines = {"Host": f"{host}:{target.port}", **proxy.credentials}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    stream.write(f"CONNECT {host}:{target.port} HTTP/1.1\r\n{head}\r\n".encode())
    answer = b""
    while _END not in answer:
        piece = await stream.read(_MOST_BYTES)
        answer += piece
        if not piece or len(answer) > _MOST_BYTES:
            raise UnreachableAddressError("the egress proxy does not answer")
    status = answer.split(b" ", 2)[1:2]
    if not answer.startswith(_OK) or not status or not status[0].startswith(b"2"):
        said = answer.split(b"\r\n")[0][:100].decode("latin-1")
        raise UnreachableAddressError(f"the egress proxy refused: {said}")
    if not answer.endswith(_END):
        raise UnreachableAddressError("the egress proxy speaks before TLS begins")
