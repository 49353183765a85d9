"""Judge an address, connect to exactly that one, and ask."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from common.config import Settings
from common.netguard.addresses import Address, Network, is_allowed, kind_of
from common.netguard.answers import Answer, Limits
from common.netguard.connecting import Stream, close, connect, secure
from common.netguard.errors import (
    AnswerLimitError,
    RefusedAddressError,
)
from common.netguard.proxying import Proxy, open_tunnel
from common.netguard.resolving import Resolve, Resolver
from common.netguard.targets import Target, read_target

_ALLOW = "SCOPITONE_ALLOWED_NETWORKS"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Attributes:
    allowed: networks that may be reached though they are not public.
    proxy: where all requests go; it resolves names, so it has to refuse private ones itself.
    """

    allowed: Sequence[Network] = ()
    proxy: Proxy | None = None

    @classmethod
    def of(cls, settings: Settings) -> "Policy":
        """Raises:
        InvalidInputError: the proxy is not an http:// URL.
        """
        proxy = Proxy.from_url(settings.egress_proxy) if settings.egress_proxy else None
        return cls(allowed=settings.allowed_networks, proxy=proxy)


class Guard:
    """Makes requests to addresses that nobody vouches for.

    Args:
        resolve: from a name to its addresses.
        trust: whose certificates count; None is the system's store.
    """

    def __init__(
        self,
        policy: Policy,
        *,
        resolve: Resolve | None = None,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._policy = policy
        self._resolve = resolve or Resolver()
        self._trust = trust or ssl.create_default_context()

    async def check(self, url: str) -> Target:
        """Judge an address as a request would, without making one.

        Raises:
            RefusedAddressError: a request to it would be refused.
            UnreachableAddressError: its name has no address.
        """
        target = read_target(url)
        await self._judged(target)
        return target

    @asynccontextmanager
    async def request(
        self,
        method: str,
        url: str,
        *,
        limits: Limits,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> AsyncIterator[Answer]:
        """Ask, and give the answer once its head has come; the connection ends with the block.

        Raises:
            RefusedAddressError: the address, or one that its name stands for, is refused.
            AnswerLimitError: the answer is too large or too slow.
            UnreachableAddressError: nobody answers, or not with HTTP.
        """
        target = read_target(url)
        words = self._head(method, target, headers or {}, body)
        stream = None
        try:
            async with asyncio.timeout(limits.seconds) as clock:
                stream = await self._open(target, await self._judged(target))
                stream[1].write(words)
                answer = Answer(stream[0], limits)
                await answer.read_head()
                yield answer
        except TimeoutError:
            if not clock.expired():
                raise
            raise AnswerLimitError(f"it took more than {limits.seconds:g} s") from None
        finally:
            if stream is not None:
                close(stream)

    async def _judged(self, target: Target) -> list[Address]:
        """The addresses to connect to; none of a name behind a proxy, which resolves it."""
        known = target.address
        if known is not None:
            found = [known]
        elif self._policy.proxy is not None:
            found = []
        else:
            found = await self._resolve(target.host)
        for address in found:
            kind = kind_of(address)
            if kind is not None and not is_allowed(address, self._policy.allowed):
                raise RefusedAddressError(
                    f"{target.host} leads to {address}, which is {kind}; where that is meant, "
                    f'the operator lists its network in {_ALLOW}, as ["192.168.1.0/24"]'
                )
        return found

    async def _open(self, target: Target, addresses: Sequence[Address]) -> Stream:
        proxy = self._policy.proxy
        if proxy is None:
            stream = await connect([str(address) for address in addresses], target.port)
        else:
            stream = await connect([proxy.host], proxy.port)
        try:
            if target.scheme == "https":
                if proxy is not None:
                    await open_tunnel(stream, proxy, target)
                await secure(stream, self._trust, name=target.host)
        except BaseException:
            close(stream)
            raise
        return stream

    def _head(
        self, method: str, target: Target, headers: Mapping[str, str], body: bytes | None
    ) -> bytes:
        proxy = self._policy.proxy
        plainly_proxied = proxy is not None and target.scheme == "http"
        lines = {
            "Host": target.authority,
            "User-Agent": "Scopitone/1",
            "Accept-Encoding": "identity",
            "Connection": "close",
            **headers,
        }
        if body is not None:
            lines["Content-Length"] = str(len(body))
        if plainly_proxied and proxy is not None:
            lines |= proxy.credentials
        asked = target.url if plainly_proxied else target.path
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"{method} {asked} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + (body or b"")
