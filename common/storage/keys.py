"""Names of stored objects: `stage/digest.suffix`, where the digest is of all that went in."""

import re
from pathlib import PurePosixPath

from common.errors import InvalidInputError

_KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}/[0-9a-f]{64}(\.[a-z0-9]{1,8}){0,2}", re.ASCII)


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


def checked(key: str) -> str:
    """The key itself, once it is known to name no place outside a store.

    Raises:
        InvalidInputError: not of the form above.
    """
    if not _KEY.fullmatch(key):
        raise InvalidInputError(f"not an object key: {key!r}")
    return key


def shelf(key: str) -> PurePosixPath:
    """Where a folder keeps it: `frames/0a/0a12….mp4`, so that no folder grows too long."""
    stage, name = checked(key).split("/")
    return PurePosixPath(stage, name[:2], name)
