"""The papers' ways of asking for a script. Each ends in a `Telling`.

    mvcrafter    arXiv 2504.17267: theme to scenes, rewritten to their music, five style keywords
    clap         arXiv 2509.00029: labels of three kinds, one question, BEGIN SCRIPT / SCENE #
    story        the same paper: a story told from the music, cues by segment, prompts
    description  arXiv 2503.11190: an overview, and what is seen every two seconds

The paper's story is told by a model that hears the song, and so it is here where a captioner told
one (Qwen2-Audio); else it is told from the caption of what was measured and labelled, which is what
a model of text can be given.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Any

from common.engine_options import ScriptMode
from workers.engines.language.assignment import Assignment, listed
from workers.engines.language.conversation import Conversation, fenced
from workers.engines.language.reading import (
    read_characters,
    read_list,
    read_timed,
    without_thoughts,
)

MOST_CHARACTERS = 3
_REWRITTEN_AT_ONCE = 12
"""Scenes: more, and small models lose some."""
_STYLE_KEYWORDS = 5
_MOST_LYRICS = 6000
"""Characters: a long song's, and less than a small model's context."""
_BREAKDOWN_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What a model made of an assignment; scenes by number from 0, some may be missing."""

    scenes: Mapping[int, str]
    characters: Mapping[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()


def _mvcrafter(talk: Conversation, asked: Assignment) -> Telling:
    first, scenes = talk.ask_scenes(
        "theme to scenes", "mvcrafter_scenes", count=asked.count, **_wishes(asked)
    )
    scenes = {**scenes, **_rewritten(talk, asked, scenes)}
    keywords = talk.ask(
        "style keywords", "mvcrafter_keywords", scenes=_numbered(scenes), **_wishes(asked)
    )
    return Telling(
        scenes=scenes,
        characters=read_characters(first, MOST_CHARACTERS),
        keywords=read_list(keywords, _STYLE_KEYWORDS),
    )


def _rewritten(talk: Conversation, asked: Assignment, scenes: Mapping[int, str]) -> dict[int, str]:
    """Scenes fitted to their music, some at a time; one that is lost stays as it was."""
    found: dict[int, str] = {}
    numbers = sorted(scenes)
    for start in range(0, len(numbers), _REWRITTEN_AT_ONCE):
        some = numbers[start : start + _REWRITTEN_AT_ONCE]
        pairs = "\n".join(
            f"SCENE {place}: {scenes[number]}\n  music: {asked.music_of(number)}"
            for place, number in enumerate(some, start=1)
        )
        _, texts = talk.ask_scenes(
            "scenes to their music", "mvcrafter_rewrite", count=len(some), pairs=pairs
        )
        found |= {some[place]: text for place, text in texts.items()}
    return found


def _clap(talk: Conversation, asked: Assignment) -> Telling:
    segments = "\n\n".join(
        f"SEGMENT {number + 1} ({span.start:.2f} - {span.end:.2f} s):\n"
        + listed(asked.heard_in(number).labels)
        for number, span in enumerate(asked.spans)
    )
    answer, scenes = talk.ask_scenes(
        "story cues from labels",
        "clap",
        count=asked.count,
        content=listed(asked.understanding.content),
        guide=listed(asked.understanding.visual_guide),
        segments=segments,
        **_wishes(asked),
    )
    return Telling(scenes=scenes, characters=read_characters(answer, MOST_CHARACTERS))


def _story(talk: Conversation, asked: Assignment) -> Telling:
    told = asked.understanding.story or talk.ask(
        "a story", "story", caption=asked.understanding.caption, **_wishes(asked)
    )
    story = without_thoughts(told).replace("<", "‹")
    segments = "\n".join(f"{n + 1}. {asked.music_of(n)}" for n in range(asked.count))
    _, cues = talk.ask_scenes(
        "cues by segment", "story_cues", count=asked.count, story=story, segments=segments
    )
    answer, scenes = talk.ask_scenes(
        "prompts", "story_prompts", count=asked.count, story=story, cues=_numbered(cues)
    )
    return Telling(scenes={**cues, **scenes}, characters=read_characters(answer, MOST_CHARACTERS))


def _description(talk: Conversation, asked: Assignment) -> Telling:
    understanding = asked.understanding
    genre = next((one for one in understanding.content if one.kind == "genre"), None)
    _, scenes = talk.ask_scenes(
        "a description",
        "description",
        count=asked.count,
        read=partial(_broken_down, asked),
        genre=", ".join(label.text for label in genre.labels[:3]) if genre else "unknown",
        caption=understanding.caption,
        end=_clock(asked.spans[-1].end),
        **_wishes(asked),
    )
    return Telling(scenes=scenes)


def _broken_down(asked: Assignment, answer: str) -> dict[int, str]:
    """The first line of the breakdown that lies mostly within each scene."""
    lines = read_timed(answer)
    scenes: dict[int, str] = {}
    for number, span in enumerate(asked.spans):
        during = (
            said for start, said in lines if span.start <= start + _BREAKDOWN_SECONDS / 2 < span.end
        )
        if (said := next(during, None)) is not None:
            scenes[number] = said
    return scenes


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def _wishes(asked: Assignment) -> dict[str, Any]:
    """What the user asked for, each within tags of its own."""
    request = asked.request
    return {
        "mv_type": request.mv_type,
        "theme": fenced("theme", request.theme),
        "style": fenced("style", request.look),
        "cast": fenced("cast", asked.cast()),
        "lyrics": fenced("lyrics", "\n".join(request.lyrics)[:_MOST_LYRICS]),
    }


def _numbered(scenes: Mapping[int, str]) -> str:
    return "\n".join(f"SCENE {number + 1}: {scenes[number]}" for number in sorted(scenes))


MODES: Mapping[ScriptMode, Callable[[Conversation, Assignment], Telling]] = MappingProxyType(
    {"mvcrafter": _mvcrafter, "clap": _clap, "story": _story, "description": _description}
)
