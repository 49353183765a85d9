"""Why a request of ours to somebody else's address was not made, or came to nothing."""

from common.errors import InvalidInputError


class RefusedAddressError(InvalidInputError):
    """We make no requests to such an address; the message says what to change."""

    code = "url.refused"


class UnreachableAddressError(InvalidInputError):
    """The address did not answer, or not as it should; try it with another client first."""

    code = "url.unreachable"


class UnansweredError(UnreachableAddressError):
    """The connection was closed before one byte of an answer came."""


class AnswerLimitError(UnreachableAddressError):
    """The answer was larger or slower than we wait for."""

    code = "url.over_limit"
