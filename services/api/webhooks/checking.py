"""Addresses and secrets that a client gives us for its webhooks."""

from common.netguard import Guard, UnreachableAddressError


async def check_address(guard: Guard, url: str) -> None:
    """Refuse at once what every attempt would refuse; a name may come to be known later.

    Raises:
        RefusedAddressError: nothing is sent there.
    """
    try:
        await guard.check(url)
    except UnreachableAddressError:
        return
