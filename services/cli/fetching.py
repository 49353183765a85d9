"""Files of models that lie on no hub: a few megabytes each, fetched whole."""

from pathlib import Path

import httpx2 as httpx

from common.cards import ModelCard
from common.errors import RetryLaterError

_SECONDS = 60.0


def fetch(card: ModelCard, name: str, target: Path) -> None:
    """Download a file unless it is there; it appears once it is whole.

    Raises:
        RetryLaterError: its address does not answer with it.
    """
    if target.is_file():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.part")
    url = card.address.format(file=name)
    try:
        with (
            httpx.stream("GET", url, follow_redirects=True, timeout=_SECONDS) as answer,
            partial.open("wb") as file,
        ):
            answer.raise_for_status()
            for piece in answer.iter_bytes():
                file.write(piece)
    except httpx.HTTPError as problem:
        partial.unlink(missing_ok=True)
        raise RetryLaterError(f"cannot pull {card.name}: {problem}") from None
    partial.replace(target)
