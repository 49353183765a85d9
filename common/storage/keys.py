"""Names of stored objects: `stage/digest.suffix`, where the digest is of all that went in.

What models heard in a song is the song's own: `hearing/song's digest/digest.json`, so that all of
it is found by the song and goes with it.
"""

import re
from pathlib import PurePath, PurePosixPath

from common.errors import InvalidInputError

_KEY = re.compile(
    r"[a-z][a-z0-9_-]{0,39}/([0-9a-f]{64}/)?[0-9a-f]{64}(\.[a-z0-9]{1,8}){0,2}", re.ASCII
)
_SONG, _HEARING = "song", "hearing"
_WITHIN = "-"
"""In file names; no digest or suffix has one."""


def object_key(stage: str, digest: str, suffix: str = "") -> str:
    """The key of a stage's result.

    Args:
        stage: lower-case word that groups objects of one kind.
        digest: sha256 in 64 lower-case hexadecimal digits.
        suffix: file name ending with its dot, such as `.mp4`.

    Raises:
        InvalidInputError: the parts do not make a valid key.
    """
    return checked(f"{stage}/{digest}{suffix}")


def hearings_of(song_key: str) -> str:
    """What the keys of all begin with that was heard in a song."""
    return f"{_HEARING}/{checked(song_key).partition('/')[2]}/"


def hearing_key(song_key: str, digest: str) -> str:
    """The key of something that was heard in a song.

    Raises:
        InvalidInputError: the parts do not make a valid key.
    """
    return checked(f"{hearings_of(song_key)}{digest}.json")


def song_of(key: str) -> str | None:
    """The key of the song that was heard; None for what is no hearing."""
    kind, owner, *name = key.split("/")
    return f"{_SONG}/{owner}" if kind == _HEARING and name else None


def checked(key: str) -> str:
    """The key itself, once it is known to name no place outside a store.

    Raises:
        InvalidInputError: not of the form above.
    """
    if not _KEY.fullmatch(key):
        raise InvalidInputError(f"not an object key: {key!r}")
    return key


def shelf(key: str) -> PurePosixPath:
    """Where a folder keeps it: `frames/0a/0a12….mp4`, so that no folder grows too long.

    What belongs to another lies flat beside its like, `hearing/0a/0a12…-34….json`.
    """
    stage, _, name = checked(key).partition("/")
    return PurePosixPath(stage, name[:2], name.replace("/", _WITHIN))


def unshelved(path: PurePath) -> str:
    """The key of what lies there, the path being of that form at its end."""
    return f"{path.parts[-3]}/{path.name.replace(_WITHIN, '/')}"
