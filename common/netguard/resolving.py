"""From a name to its addresses, once, with a bound on how long a name server may think.

The system's resolver blocks its thread and cannot be interrupted, so it has threads of its own:
names whose servers never answer hold up no other work of the process.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address

from common.netguard.addresses import Address
from common.netguard.errors import UnreachableAddressError

Resolve = Callable[[str], Awaitable[list[Address]]]
_SECONDS = 5.0
_THREADS = 64


class Resolver:
    """Asks the system, as every other program of this machine does (hosts file included)."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="resolver")

    async def __call__(self, name: str) -> list[Address]:
        """All addresses of a name, in the system's order.

        Raises:
            UnreachableAddressError: it has none, or nobody said so in time.
        """
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(_SECONDS):
                return await loop.run_in_executor(self._threads, _ask, name)
        except TimeoutError:
            raise UnreachableAddressError(f"no answer about the name {name}") from None
        except (OSError, UnicodeError):
            raise UnreachableAddressError(f"the name {name} has no address") from None


def _ask(name: str) -> list[Address]:
    answers = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(ip_address(str(answer[4][0]).split("%")[0]) for answer in answers))
