"""The one way out: every request to an address that a stranger gave us goes through here.

A name is resolved once, all its addresses are judged, and the connection goes to one of those that
were judged, so that nothing can change between check and connect. Each request does all of this
anew, also one that goes over a connection that was kept (`keeping`). Redirects are answers like any
other: nobody follows them. No proxy is taken from the environment, no cookie kept, no compression
understood.

Tricks that end here are listed, with their outcome, in `tests/unit/common/netguard`.
"""

from common.netguard.answers import Answer, Limits
from common.netguard.errors import AnswerLimitError, RefusedAddressError, UnreachableAddressError
from common.netguard.guard import Guard, Policy
from common.netguard.keeping import Keeping
from common.netguard.targets import Target, read_target

__all__ = [
    "Answer",
    "AnswerLimitError",
    "Guard",
    "Keeping",
    "Limits",
    "Policy",
    "RefusedAddressError",
    "Target",
    "UnreachableAddressError",
    "read_target",
]
