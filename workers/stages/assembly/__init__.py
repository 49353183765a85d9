"""Lay the scenes end to end under the song."""

from workers.stages.assembly.assembling import Muxer, Reel, Soundtrack, assemble
from workers.stages.assembly.chapters import chapters_of
from workers.stages.assembly.poster import poster_scene
from workers.stages.assembly.provenance import Provenance, provenance_tags, source_of

__all__ = [
    "Muxer",
    "Provenance",
    "Reel",
    "Soundtrack",
    "assemble",
    "chapters_of",
    "poster_scene",
    "provenance_tags",
    "source_of",
]
