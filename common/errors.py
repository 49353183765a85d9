"""Every failure we name. The class says what happens next: show it, retry later, or give up."""

from typing import ClassVar


class ScopitoneError(Exception):
    """Something we did not foresee went wrong; run again with --debug and report the trace."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    exit_code: ClassVar[int] = 70

    def __str__(self) -> str:
        return super().__str__() or " ".join((type(self).__doc__ or "").split())


class InvalidInputError(ScopitoneError):
    """What was asked cannot be done as asked; the message says what to change."""

    code = "invalid_input"
    status = 422
    exit_code = 65


class UnreadableSongError(InvalidInputError):
    """No sound could be decoded from this file."""

    code = "song.unreadable"


class SongLimitError(InvalidInputError):
    """The song is longer, larger or has more channels than this installation accepts."""

    code = "song.over_limit"
    status = 413


class UnwritableOutputError(InvalidInputError):
    """The output cannot be written there."""

    code = "output.unwritable"
    exit_code = 73


class LimitError(ScopitoneError):
    """That is more than this tenant or key may ask now; wait as long as `Retry-After` says.

    Attributes:
        quota: how much it may.
        seconds: after which it may again.
    """

    code = "limit"
    status = 429
    exit_code = 75

    def __init__(self, message: str = "", *, quota: int = 0, seconds: float = 60.0) -> None:
        super().__init__(message)
        self.quota, self.seconds = quota, seconds


class RetryLaterError(ScopitoneError):
    """A service we need (storage, database, broker, disk) is not answering; nothing is lost."""

    code = "retry_later"
    status = 503
    exit_code = 75


class StorageFullError(RetryLaterError):
    """There is no room left to store the result; free some space and run again."""

    code = "storage_full"
    status = 507


class OtherVersionError(RetryLaterError):
    """Another version of the service planned this; a worker of that version takes it."""

    code = "version.other"


class EngineError(ScopitoneError):
    """An engine failed in a way that trying again will not mend."""

    code = "engine.failed"
    exit_code = 70


class GpuMemoryError(EngineError):
    """The work does not fit into this GPU's memory, however small its pieces."""

    code = "gpu_out_of_memory"


class UnsafePictureError(EngineError):
    """A picture shows what this installation does not show; word the scene otherwise."""

    code = "picture.unsafe"


class MissingEngineError(ScopitoneError):
    """The chosen engine or its weights are not installed here; `scopitone doctor` says how."""

    code = "engine.missing"
    status = 422
    exit_code = 69


class NonCommercialError(InvalidInputError):
    """This installation takes only engines whose licence allows commercial use."""

    code = "licence.refused"
