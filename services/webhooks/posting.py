"""One attempt: a POST through the guard, and what came back."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from common.errors import InvalidInputError
from common.netguard import Answer, Guard, Limits, UnreachableAddressError

SECONDS = 15.0
_KEPT_BYTES = 2000
_KEPT_HEADERS = ("content-type", "retry-after", "location", "server")
_BODY_SECONDS = 2.0
LIMITS = Limits(seconds=SECONDS, idle_seconds=SECONDS, body_bytes=64 << 10)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """`status` is None when there was no answer; `error` then says why."""

    status: int | None = None
    error: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""


Post = Callable[[str, Mapping[str, str], bytes], Awaitable[Reply]]
"""URL, headers, body."""


def posting(guard: Guard) -> Post:
    """Posts as strangers are posted to: address judged anew, no redirect, 15 s."""

    async def post(url: str, headers: Mapping[str, str], body: bytes) -> Reply:
        try:
            async with guard.request(
                "POST", url, limits=LIMITS, headers=headers, body=body
            ) as answer:
                return await _reply(answer)
        except InvalidInputError as problem:
            return Reply(error=str(problem))

    return post


async def _reply(answer: Answer) -> Reply:
    """The status decides; a body that does not come is only missing from the log."""
    kept = b""
    if answer.has_come:
        kept = await answer.start_of_body(_KEPT_BYTES)
    else:
        with suppress(UnreachableAddressError, TimeoutError):
            async with asyncio.timeout(_BODY_SECONDS):
                kept = await answer.start_of_body(_KEPT_BYTES)
    return Reply(
        status=answer.status,
        headers={
            name: answer.headers[name][:200] for name in _KEPT_HEADERS if name in answer.headers
        },
        body=kept.decode("utf-8", "replace").replace("\x00", ""),
    )
