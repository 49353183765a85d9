"""Refusals that only HTTP knows. As everywhere, the class says what they mean."""

from typing import Literal, NamedTuple

from common.db.failures import ConflictError, MissingRowError
from common.errors import InvalidInputError, LimitError, RetryLaterError, ScopitoneError


class Fault(NamedTuple):
    """One thing that is wrong in a request, and where: a JSON pointer into that part of it."""

    place: Literal["body", "query", "header", "path"]
    pointer: str
    detail: str


class MalformedRequestError(InvalidInputError):
    """The request cannot be read; its syntax is broken."""

    code = "request.malformed"
    status = 400


class InvalidRequestError(InvalidInputError):
    """Some of what was sent is not possible; `errors` lists each fault and where it is."""

    code = "request.invalid"

    def __init__(self, message: str, *faults: Fault) -> None:
        super().__init__(message)
        self.faults = faults


class UnknownSongError(InvalidRequestError):
    """There is no song of that id; upload it first."""

    code = "song.unknown"


class UnknownUploadError(InvalidRequestError):
    """Nothing was uploaded under that id, or its link expired first."""

    code = "upload.unknown"


class RefusedHostError(ScopitoneError):
    """Without keys this server answers to its own names only: this machine's, and API_HOSTS."""

    code = "host.refused"
    status = 403


class RefusedOriginError(ScopitoneError):
    """Without keys this server answers no page of another site."""

    code = "origin.refused"
    status = 403


class MissingKeyError(ScopitoneError):
    """This needs a key, sent as `Authorization: Bearer KEY`."""

    code = "key.missing"
    status = 401


class UnknownKeyError(MissingKeyError):
    """There is no such key, or it was revoked."""

    code = "key.unknown"


class EndedKeyError(MissingKeyError):
    """This key's time is over; ask for another."""

    code = "key.ended"


class MissingScopeError(ScopitoneError):
    """The key is good, but not for this."""

    code = "key.scope"
    status = 403


class RefusedLinkError(ScopitoneError):
    """The link was changed or has expired; ask for another."""

    code = "link.refused"
    status = 403


class UnknownPathError(MissingRowError):
    """There is nothing at this address; /docs lists what there is."""

    code = "path.unknown"


class WrongMethodError(ScopitoneError):
    """This address exists but does not take that method; `Allow` lists those it takes."""

    code = "method.not_allowed"
    status = 405


class SlowRequestError(ScopitoneError):
    """The request's body did not arrive in time; send it again."""

    code = "request.timeout"
    status = 408


class NotReadyError(ConflictError):
    """It has not been made yet; follow the job's events and ask again."""

    code = "result.not_ready"


class UploadTakenError(ConflictError):
    """Something was uploaded there before; ask for another link."""

    code = "upload.taken"


class GoneError(ScopitoneError):
    """The job's results were removed after their time; submit it again."""

    code = "result.gone"
    status = 410


class RequestTooLargeError(ScopitoneError):
    """The request's body is larger than this address takes."""

    code = "request.too_large"
    status = 413


class HeadTooLargeError(ScopitoneError):
    """The request line and header fields are larger than this server takes."""

    code = "request.head_too_large"
    status = 431


class WrongMediaTypeError(ScopitoneError):
    """The body is not of a media type that this address takes."""

    code = "media_type.unsupported"
    status = 415


class UnsatisfiableRangeError(ScopitoneError):
    """The Range begins after the end of the file."""

    code = "range.unsatisfiable"
    status = 416

    def __init__(self, message: str, *, size: int) -> None:
        super().__init__(message)
        self.size = size


class RequestLimitError(LimitError):
    """This key sends more requests a minute than it may."""

    code = "limit.requests"


class QueueLimitError(LimitError):
    """As many of this tenant's jobs wait as may; send it again once some have begun."""

    code = "limit.queued_jobs"


class GpuLimitError(LimitError):
    """This tenant's GPU-seconds of the month are spent."""

    code = "limit.gpu_seconds"


class LimiterAwayError(RetryLaterError):
    """Requests cannot be counted just now, and none is answered uncounted."""

    code = "limiter.away"


class TooBusyError(RetryLaterError):
    """Too many are doing this at once; try again in a few seconds."""

    code = "too_busy"
