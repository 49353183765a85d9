"""Judge an address, connect to exactly that one, and ask."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from common.config import Settings
from common.netguard.addresses import Address, Network, is_allowed, kind_of
from common.netguard.answers import Answer, Limits
from common.netguard.connecting import connect, secure
from common.netguard.errors import AnswerLimitError, RefusedAddressError, UnansweredError
from common.netguard.keeping import Keeping
from common.netguard.proxying import Proxy, open_tunnel
from common.netguard.resolving import Resolve, Resolver
from common.netguard.streams import Stream
from common.netguard.targets import Target, read_target

_ALLOW = "SCOPITONE_ALLOWED_NETWORKS"


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Attributes:
    allowed: networks that may be reached though they are not public.
    proxy: where all requests go; it resolves names, so it has to refuse private ones itself.
    """

    allowed: tuple[Network, ...] = ()
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
        keeping: where connections wait for the next request to the same address, for this guard
            alone; whoever gives it closes it. A request may then be made twice: where a kept
            connection ends without one byte of an answer, it is made again over a new one. None
            makes each request once, over a connection of its own.
    """

    def __init__(
        self,
        policy: Policy,
        *,
        resolve: Resolve | None = None,
        trust: ssl.SSLContext | None = None,
        keeping: Keeping | None = None,
    ) -> None:
        self._policy = policy
        self._resolve = resolve or Resolver()
        self._trust = trust or ssl.create_default_context()
        self._keeping = Keeping(most=0) if keeping is None else keeping
        self._manner = {"Connection": "close"} if keeping is None else {}

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
        """Ask, and give the answer once its head has come.

        With the block the connection ends, or is kept where it may be.

        Raises:
            RefusedAddressError: the address, or one that its name stands for, is refused.
            AnswerLimitError: the answer is too large or too slow.
            UnreachableAddressError: nobody answers, or not with HTTP.
        """
        target = read_target(url)
        words = self._head(method, target, headers or {}, body)
        stream = None
        self._keeping.begin()
        try:
            async with asyncio.timeout(limits.seconds) as clock:
                judged = await self._judged(target)
                stream, answer = await self._ask(target, judged, words, limits)
                yield answer
                if answer.leaves_connection:
                    self._keeping.keep(target, stream)
                    stream = None
        except TimeoutError:
            if not clock.expired():
                raise
            raise AnswerLimitError(f"it took more than {limits.seconds:g} s") from None
        finally:
            self._keeping.end()
            if stream is not None:
                stream.close()

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

    async def _ask(
        self, target: Target, judged: Sequence[Address], words: bytes, limits: Limits
    ) -> tuple[Stream, Answer]:
        """Over a kept connection to one of the addresses judged just now, else over a new one."""
        proxy = self._policy.proxy
        hosts = [str(address) for address in judged] if proxy is None else [proxy.host]
        kept = self._keeping.take(target, hosts)
        if kept is not None:
            with suppress(UnansweredError):
                return kept, await _head_of_answer(kept, words, limits)
        stream = await self._open(target, hosts)
        return stream, await _head_of_answer(stream, words, limits)

    async def _open(self, target: Target, hosts: Sequence[str]) -> Stream:
        proxy = self._policy.proxy
        stream = await connect(hosts, target.port if proxy is None else proxy.port)
        try:
            if target.scheme == "https":
                if proxy is not None:
                    await open_tunnel(stream, proxy, target)
                await secure(stream, self._trust, name=target.host)
        except BaseException:
            stream.close()
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
            **self._manner,
            **headers,
        }
        if body is not None:
            lines["Content-Length"] = str(len(body))
        if plainly_proxied and proxy is not None:
            lines |= proxy.credentials
        asked = target.url if plainly_proxied else target.path
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return f"{method} {asked} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + (body or b"")


async def _head_of_answer(stream: Stream, words: bytes, limits: Limits) -> Answer:
    try:
        stream.write(words)
        answer = Answer(stream, limits)
        await answer.read_head()
    except BaseException:
        stream.close()
        raise
    return answer
