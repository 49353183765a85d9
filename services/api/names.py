"""Ids in paths: those that cannot exist are answered like those that do not."""

import re
from typing import Annotated

from fastapi import Path

from common.db.failures import MissingRowError

_LETTERS = "[0-9a-hjkmnp-tv-z]{26}"
_FORM = re.compile(rf"[a-z]+_{_LETTERS}", re.ASCII)

_EXAMPLE = "_01k9w8z5q0x7m3v4c2b1n6h8jd"
JobId = Annotated[
    str, Path(json_schema_extra={"pattern": f"^job_{_LETTERS}$", "example": f"job{_EXAMPLE}"})
]
SongId = Annotated[
    str, Path(json_schema_extra={"pattern": f"^song_{_LETTERS}$", "example": f"song{_EXAMPLE}"})
]

HookId = Annotated[
    str, Path(json_schema_extra={"pattern": f"^hook_{_LETTERS}$", "example": f"hook{_EXAMPLE}"})
]
TalkId = Annotated[
    str, Path(json_schema_extra={"pattern": f"^talk_{_LETTERS}$", "example": f"talk{_EXAMPLE}"})
]
DeliveryId = Annotated[
    str, Path(json_schema_extra={"pattern": f"^msg_{_LETTERS}$", "example": f"msg{_EXAMPLE}"})
]


def known_form(name: str, kind: str) -> str:
    """The id itself; no other string reaches the database, which may not even take it (NUL).

    Raises:
        MissingRowError: no id of that kind looks like this.
    """
    if not (name.startswith(f"{kind}_") and _FORM.fullmatch(name)):
        raise MissingRowError(f"there is no {kind} of that id")
    return name
