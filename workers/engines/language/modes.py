"""The papers' ways of asking for a script. Each ends in a `Telling`.

    mvcrafter    arXiv 2504.17267: theme to scenes, rewritten to their music, five style keywords
    clap         arXiv 2509.00029: labels of three kinds, one question, BEGIN SCRIPT / SCENE #
    story        the same paper: a story told from the music, cues by segment, prompts
    description  arXiv 2503.11190: an overview, and what is seen every two seconds

The paper's story is told by a model that hears the song, and so it is here where a captioner told
one (Qwen2-Audio); else it is told from the caption of what was measured and labelled, which is what
a model of text can be given.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from common.engine_options import ScriptMode
from common.script_options import ScriptOptions
from workers.engines.language.assignment import UNTOLD, Assignment
from workers.engines.language.conversation import Conversation, fenced
from workers.engines.language.plain import answer_of
from workers.engines.language.reading import (
    read_characters,
    read_list,
    read_timed,
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
    if asked.tells("music"):
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
    segments = "\n\n".join(asked.segment(number) for number in range(asked.count))
    answer, scenes = talk.ask_scenes(
        "story cues from labels",
        "clap",
        count=asked.count,
        content=asked.content,
        guide=asked.guide,
        segments=segments,
        **_wishes(asked),
    )
    return Telling(scenes=scenes, characters=read_characters(answer, MOST_CHARACTERS))


def _story(talk: Conversation, asked: Assignment) -> Telling:
    heard = asked.understanding.story if asked.tells("music") else ""
    told = heard or talk.ask("a story", "story", caption=asked.caption, **_wishes(asked))
    story = answer_of(told).replace("<", "‹")
    segments = "\n".join(f"{n + 1}. {asked.music_of(n)}" for n in range(asked.count))
    _, cues = talk.ask_scenes(
        "cues by segment", "story_cues", count=asked.count, story=story, segments=segments
    )
    answer, scenes = talk.ask_scenes(
        "prompts", "story_prompts", count=asked.count, story=story, cues=_numbered(cues)
    )
    return Telling(scenes={**cues, **scenes}, characters=read_characters(answer, MOST_CHARACTERS))


def _description(talk: Conversation, asked: Assignment) -> Telling:
    genre = asked.genre if asked.tells("genre") else None
    _, scenes = talk.ask_scenes(
        "a description",
        "description",
        count=asked.count,
        read=partial(_broken_down, asked),
        genre=", ".join(label.text for label in genre.labels[:3]) if genre else UNTOLD,
        caption=asked.caption,
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
        "mv_type": request.mv_type if asked.tells("type") else "of any type",
        "theme": fenced("theme", request.theme),
        "style": "\n".join(filter(None, [fenced("style", request.look), _tone(asked)])),
        "cast": fenced("cast", asked.cast()) or _characters(request.writing),
        "lyrics": fenced("lyrics", "\n".join(request.lyrics)[:_MOST_LYRICS]),
    }


def _tone(asked: Assignment) -> str:
    """How the scenes are to be told: in the user's words, or as suits the genre."""
    tone = asked.request.writing.tone
    if tone != "genre":
        return fenced("tone", tone)
    suited = tones().get(asked.genre.best.text, "") if asked.genre else ""
    return f"Literary tone: {suited}." if suited else ""


def _characters(writing: ScriptOptions) -> str:
    many, kind = writing.characters, writing.character_kind
    if many is None and kind is None:
        return ""
    if many == 0:
        return "Nobody is seen: no characters."
    number = "" if many is None else f"exactly {many}, "
    return f"Characters: {number}{kind or 'people or animals'}."


@cache
def tones() -> Mapping[str, str]:
    """Literary tones by genre; see `templates/tones.toml`."""
    text = Path(__file__).with_name("templates").joinpath("tones.toml").read_text("utf-8")
    return MappingProxyType(tomllib.loads(text))


def _numbered(scenes: Mapping[int, str]) -> str:
    return "\n".join(f"SCENE {number + 1}: {scenes[number]}" for number in sorted(scenes))


MODES: Mapping[ScriptMode, Callable[[Conversation, Assignment], Telling]] = MappingProxyType(
    {"mvcrafter": _mvcrafter, "clap": _clap, "story": _story, "description": _description}
)
