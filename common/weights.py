"""Whether weights in the model folder are those that were published.

What the hub's client downloads it notes beside it: commit and digest of every file, SHA-256 of
large files, the Git blob id (SHA-1) of small ones. A file is sound when its commit is the one that
its card pins and its content still has that digest. Where the card itself has the digest, nothing
else vouches for the file.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from common.cards import ModelCard
from common.models import wanted

_NOTES = ".cache/huggingface/download"
_SHA256_LETTERS = 64
_UNKNOWN = "main"


def unsound(card: ModelCard, folder: Path) -> Iterator[tuple[str, str]]:
    """Files of a model that are missing or not what was published, each with what is wrong.

    Args:
        folder: of all models.
    """
    home = folder / card.name
    for name in wanted(card, folder):
        note = home / _NOTES / f"{name}.metadata"
        pinned = card.digests.get(name)
        if not (home / name).is_file():
            yield name, "missing"
        elif pinned is not None:
            if _digest(home / name, like=pinned) != pinned:
                yield name, "not what was published"
        elif not note.is_file():
            yield name, "not pulled by this program, so that nothing vouches for it"
        else:
            commit, digest, *_ = note.read_text().split()
            if commit != card.revision != _UNKNOWN:
                yield name, f"of another revision, {commit[:12]}"
            elif _digest(home / name, like=digest) != digest:
                yield name, "changed since it was pulled"


def _digest(path: Path, *, like: str) -> str:
    with path.open("rb") as file:
        if len(like) == _SHA256_LETTERS:
            return hashlib.file_digest(file, "sha256").hexdigest()
        blob = hashlib.sha1(f"blob {path.stat().st_size}\0".encode(), usedforsecurity=False)
        return hashlib.file_digest(file, lambda: blob).hexdigest()
