"""Songs of known genres, drawn at random: what a band plays there, at tempi it is played at.

`inventing` draws rhythms note by note; here they are the genre's own, from a handful of each part,
and the seed decides which of them meet, in which key, form, tempo and sound. A quarter of the songs
start late, a quarter fade out, some begin with a pick-up, slow down, or are played freely.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from benchmarks.songbook.arranging import Style

Part = Sequence[str]
_KEYS = ("piano", "epiano", "organ", "guitar", "harp", "vibes", "accordion")
_HELD = ("strings", "pad", "organ", "choir", "brass")
_PLUCKED = ("piano", "epiano", "guitar", "harp", "vibes")
_VOICES = ("lead", "flute", "sax", "brass", "strings", "accordion", "piano")


@dataclass(frozen=True, kw_only=True)
class Genre:
    """What may be drawn.

    Attributes:
        tempo: beats a minute, lowest and highest.
        kits: drums by instrument; an empty one is none.
        bass, chords: strings as in `Style`; chords with who may play them.
        melody: strings of a tune's bars; none, no tune.
        free: largest rubato.
    """

    tempo: tuple[float, float]
    metres: tuple[int, ...] = (4,)
    kits: Sequence[dict[str, Part]] = ({},)
    bass: Sequence[Part] = ()
    chords: Sequence[tuple[Part, Part]] = ()
    melody: Sequence[Part] = ()
    swing: tuple[float, float] = (0.5, 0.5)
    free: float = 0.0
    harmony: Part = (
        "1 5 6 4",
        "6 4 1 5",
        "1 6 4 5",
        "1 1 4 5",
        "2 5 1 1",
        "1 4 1 5",
        "1 3 4 4",
        "1 1 1 1 4 4 1 1 5 4 1 5",
        "1/5 6/3 4/1 4/5",
        "1 1 5 5 6 6 4 4",
        "1 1 1 1 4 4 4 4",
    )


_TUNES = (("x---x-x-", "x-x-x---"), ("x-xxx-x-", "x-----x-"), ("..x-x-xx", "x---x---"))
_TUNES_OF_THREE = (("x---x-", "x-x-x-"), ("x-----", "x-x-x-"), ("x-x-xx", "x-----"))
_STRUM = (("x-x-x-x-",), ("x-xxx-xx",), ("x--x-xx-",), ("xxxxxxxx",), ("x-------",))
_ON = [(_PLUCKED, pattern) for pattern in _STRUM]
_SUSTAINED = (_HELD, ("x-------",))

GENRES: dict[str, Genre] = {
    "rock": Genre(
        tempo=(88, 150),
        kits=(
            {"kick": ("X...X...", "X..xX..."), "snare": ("..X...X.",), "hat": ("xoxoxoxo",)},
            {"kick": ("X.xX....", "X..x.x.."), "snare": ("..X...X.",), "hat": ("xxxxxxxx",)},
            {"kick": ("X....xX.",), "snare": ("..X...Xo",), "ride": ("x.x.x.x.",)},
        ),
        bass=(("11111111",), ("1--1-1-1", "1-1-1-5-"), ("1...1...",)),
        chords=[*_ON, _SUSTAINED, (_KEYS, ("x.x.x.x.",)), (("guitar",), ("..x...x.",))],
        melody=_TUNES,
    ),
    "fast rock": Genre(
        tempo=(150, 198),
        kits=(
            {"kick": ("X...X.x.",), "snare": ("..X...X.",), "hat": ("x.x.x.x.",)},
            {"kick": ("X.x.X.x.",), "snare": (".x.x.x.x",), "hat": ("x.x.x.x.",)},
            {"kick": ("X..xX...", "X.xxX..x"), "snare": ("..X...X.",), "ride": ("x.x.x.x.",)},
        ),
        bass=(("11111111",), ("1-1-5-5-",), ("1-1-1-1-",)),
        chords=[(("guitar",), ("xxxxxxxx",)), (("guitar",), ("x---x---",)), _SUSTAINED],
        melody=(("x-------", "x---x---"), ("x---x-x-", "x-------")),
    ),
    "half time": Genre(
        tempo=(62, 92),
        kits=(
            {"kick": ("X.....x...x.....",), "snare": ("....X.......X...",), "hat": ("x.x." * 4,)},
            {"kick": ("X..x..x...x....x",), "snare": ("....X.......X...",), "hat": ("xxxx" * 4,)},
            {
                "kick": ("X......x..x.....",),
                "clap": ("....X.......X...",),
                "hat": ("x.xxx.x." * 2,),
            },
        ),
        bass=(("1--1------1-----",), ("1-------1-----5-",), ("1-1-1-1-1-1-5-5-",)),
        chords=[
            (_KEYS, ("x---------x-----",)),
            (_PLUCKED, ("1.2.3.4.1.2.3.4.",)),
            (_HELD, ("x---------------",)),
        ],
        melody=(("x-x-x---", "x---x-xx"), ("..xxx-x-", "x-------")),
    ),
    "ballad": Genre(
        tempo=(50, 84),
        kits=(
            {"kick": ("X...x...", "X....xx."), "snare": ("..X...X.",), "hat": ("xxxxxxxx",)},
            {"kick": ("X..x....",), "rim": ("..x...x.",)},
            {"kick": ("X...X...",), "snare": ("..x...x.",), "hat": ("xoxoxoxoxoxoxoxo",)},
        ),
        bass=(("1-------",), ("1---5---",), ("1--51---",)),
        chords=[(("piano", "epiano", "guitar"), ("12343432",)), (_KEYS, ("x-x-x-x-",)), _SUSTAINED],
        melody=_TUNES,
    ),
    "sparse piano": Genre(
        tempo=(52, 100),
        bass=((), ("1-------",), ("1---5---",)),
        chords=[
            (("piano", "epiano"), ("12343432",)),
            (("piano", "epiano"), ("x---x---",)),
            (("piano", "epiano"), ("1---3---", "1---2-3-")),
            (("piano", "harp"), ("1-2-3-4-3-2-3-2-",)),
        ],
        melody=((), *_TUNES),
        free=0.05,
    ),
    "drum and bass": Genre(
        tempo=(160, 178),
        kits=(
            {"kick": ("X....X..",), "snare": ("..X...X.",), "hat": ("x.x.x.x.",)},
            {
                "kick": ("X.x.......x.....",),
                "snare": ("....X..o.o..X..o",),
                "ride": ("x.x.x.x.x.x.x.x.",),
            },
        ),
        bass=(("1-------", "5-------"), ("1--1--1-", "5--1----")),
        chords=[(_HELD, ("x-------",)), (("epiano", "lead"), ("x--x--x-", "........"))],
        melody=((), ("x-------", "--x-x---")),
    ),
    "swing": Genre(
        tempo=(108, 196),
        kits=(
            {"ride": ("x.xxx.xx",), "hat": ("..x...x.",)},
            {"ride": ("x.xxx.xx",), "hat": ("..x...x.",), "kick": ("o.o.o.o.",)},
            {"kick": ("X...X...",), "snare": ("..x...x.",), "ride": ("x.xxx.xx",)},
        ),
        bass=(("1358", "1531", "8531"), ("1135", "1583")),
        chords=[(("piano", "guitar"), ("x-x-x-x-",)), (_KEYS, ("x..x....", "...x..x."))],
        melody=(("x-xxx-x-", "..xxx---"), ("x--x-xx-", "x-------")),
        swing=(0.6, 0.68),
        harmony=("2 5 1 6", "1 6 2 5", "1 1 1 1 4 4 1 1 5 4 1 5", "2/5 1/6 2/5 1"),
    ),
    "shuffle": Genre(
        tempo=(80, 140),
        kits=(
            {"kick": ("X...X...",), "snare": ("..X...X.",), "hat": ("xoxoxoxo",)},
            {"kick": ("X..xX..x",), "snare": ("..X...X.",), "ride": ("xxxxxxxx",)},
        ),
        bass=(("11335533",), ("1---5---",), ("1-3-5-3-",)),
        chords=[(("guitar", "piano"), ("xxxxxxxx",)), (_KEYS, ("...x...x",)), _SUSTAINED],
        melody=_TUNES,
        swing=(0.62, 0.68),
        harmony=("1 1 1 1 4 4 1 1 5 4 1 5", "1 4 1 5"),
    ),
    "twelve eight": Genre(
        tempo=(50, 84),
        kits=(
            {"kick": ("X.....X.....",), "snare": ("...X.....X..",), "hat": ("xxxxxxxxxxxx",)},
            {"kick": ("X....xX.....",), "snare": ("...X.....X..",), "ride": ("x.xx.xx.xx.x",)},
        ),
        bass=(("1-----5-----",), ("1-11-11-15-5",), ("1--3--5--3--",)),
        chords=[(_PLUCKED, ("xxxxxxxxxxxx",)), (_PLUCKED, ("123432123432",)), _SUSTAINED],
        melody=(("x-xx-xx-----",), ("x-----x--x-x", "x-----------")),
    ),
    "waltz": Genre(
        tempo=(80, 190),
        metres=(3,),
        kits=(
            {},
            {"kick": ("X..",), "hat": (".xx",)},
            {"kick": ("X....x",), "snare": ("..x.x.",), "ride": ("xxxxxx",)},
            {"kick": ("X..",), "snare": (".xx",)},
        ),
        bass=(("1..", "5.."), ("1--",), ("1-----",)),
        chords=[(_KEYS, (".xx",)), (_PLUCKED, ("123432",)), (_HELD, (".xx",))],
        melody=_TUNES_OF_THREE,
        free=0.03,
    ),
    "slow three": Genre(
        tempo=(56, 96),
        metres=(3,),
        kits=({}, {"kick": ("X....x",), "snare": ("....X.",), "hat": ("xxxxxx",)}),
        bass=((), ("1-----",), ("1---5-",)),
        chords=[(_PLUCKED, ("123432",)), (_PLUCKED, ("x-x-x-",)), (_HELD, ("x-----",))],
        melody=_TUNES_OF_THREE,
        free=0.04,
    ),
    "six eight": Genre(
        tempo=(42, 76),
        metres=(2,),
        kits=(
            {},
            {"kick": ("X.....", "X....x"), "snare": ("...X..",), "hat": ("xxxxxx",)},
            {"kick": ("X..",), "rim": ("..x",), "shaker": ("xxxxxx",)},
        ),
        bass=((), ("1-----",), ("1--5--",)),
        chords=[
            (_PLUCKED, ("123432",)),
            (("piano", "harp"), ("132423",)),
            (_PLUCKED, ("x.xx.x",)),
            (_HELD, ("x-----",)),
        ],
        melody=((), ("x--x-x", "x-----"), ("x-xx-x", "x--x--")),
        free=0.03,
    ),
    "jig": Genre(
        tempo=(88, 132),
        metres=(2,),
        kits=({}, {"kick": ("X..X..",), "shaker": ("xoxxox",)}, {"tom": ("X.xX.x",)}),
        bass=(("1--5--",), ("1.....",)),
        chords=[(("guitar", "accordion"), ("x-xx-x",)), (("guitar", "harp"), ("x--x--",))],
        melody=(("xxxxxx", "x-xxxx"), ("x-xx-x", "xxxx--")),
    ),
    "march": Genre(
        tempo=(96, 132),
        metres=(2,),
        kits=(
            {"kick": ("X.x.",), "snare": (".x.x",)},
            {"kick": ("X.X.",), "snare": ("x.xxx.x.",)},
            {},
        ),
        bass=(("1.5.",),),
        chords=[(("brass", "piano", "accordion"), (".x.x",)), (("organ", "brass"), ("x-x-",))],
        melody=(("x-xx", "x---"), ("x-x-xx--", "x---x---")),
    ),
    "five": Genre(
        tempo=(76, 180),
        metres=(5,),
        kits=(
            {},
            {"kick": ("X.....X...",), "snare": ("....X...X.",), "hat": ("xxxxxxxxxx",)},
            {"kick": ("X..x..X...",), "snare": ("..X.....X.",), "ride": ("x.x.x.x.x.",)},
        ),
        bass=(("1-----5---",), ("1--1--5-5-",), ("1---------",)),
        chords=[(_KEYS, ("x--x--x-x-",)), (_PLUCKED, ("1234321234",)), (_HELD, ("x---------",))],
        melody=(("x---x-x-x-", "x-----x---"), ()),
    ),
    "seven": Genre(
        tempo=(96, 190),
        metres=(7,),
        kits=(
            {"kick": ("X.....",), "snare": ("..X...X...X...",), "hat": ("x.x.x.x.x.x.x.",)},
            {"kick": ("X...X...X.....",), "snare": ("..X...X.....X.",), "hat": ("xxxxxxxxxxxxxx",)},
            {"kick": ("X...x.X.....x.",), "snare": ("....X.....X...",)},
        ),
        bass=(("1---1---5-----",), ("1-------5-----",)),
        chords=[
            (_KEYS, ("x---x---x-----",)),
            (_PLUCKED, ("12341234123434",)),
            (_HELD, ("x------",)),
        ],
        melody=(("x---x-x-x---x-", "x-------x-----"), ()),
    ),
    "mixed": Genre(
        tempo=(84, 160),
        metres=(4, 3),
        kits=(
            {
                "kick": ("X...X...", "X....."),
                "snare": ("..X...X.", "..X.X."),
                "hat": ("xxxxxxxx", "xxxxxx"),
            },
            {"kick": ("X..x....", "X....."), "snare": ("....X...", "....X.")},
        ),
        bass=(("1---5---", "1---5-"), ("1-------", "1-----")),
        chords=[(_KEYS, ("x---x---", "x-----")), (_PLUCKED, ("12343432", "123432"))],
        melody=((), ("x---x-x-", "x---x-")),
    ),
    "bossa": Genre(
        tempo=(112, 152),
        kits=(
            {
                "kick": ("X..xX..x",),
                "rim": ("x..x..x...x..x..",),
                "hat": ("xxxxxxxx",),
            },
            {"shaker": ("xoxoxoxo",), "rim": ("x..x..x.", "..x.x...")},
        ),
        bass=(("1--55--1",), ("1--5----",)),
        chords=[(("guitar", "epiano"), ("x..x..x.", "..x.x..x")), (("guitar",), ("x-xx-x-x",))],
        melody=(("..x-xx--", "x--x----"), ("x--x--x-", "x-------")),
    ),
    "reggae": Genre(
        tempo=(66, 92),
        kits=(
            {"kick": ("....X...",), "rim": ("....x...",), "hat": ("xoxoxoxo",)},
            {"kick": ("X...X...",), "snare": ("..x...x.",), "hat": ("xoxoxoxo",)},
        ),
        bass=(("1..1.3.5", "..1.5.8."), ("1-1-..5-", "1---..3-")),
        chords=[(("guitar", "piano"), ("..x...x.",)), (("guitar", "organ"), (".x.x.x.x",))],
        melody=_TUNES,
    ),
    "ska": Genre(
        tempo=(120, 172),
        kits=(
            {"kick": ("X...X...",), "snare": ("..X...X.",), "hat": (".x.x.x.x",)},
            {"kick": ("....X...",), "rim": ("....x...",), "hat": ("xxxxxxxx",)},
            {},
        ),
        bass=(("1358",), ("1-3-5-3-",)),
        chords=[(("guitar", "organ", "piano"), (".x.x.x.x",))],
        melody=_TUNES,
    ),
    "funk": Genre(
        tempo=(88, 118),
        kits=(
            {"kick": ("X..x..x...x.....",), "snare": ("....X..o.o..X...",), "hat": ("xoxo" * 4,)},
            {"kick": ("X.x.......x..x..",), "snare": ("....X.......X..o",), "hat": ("x.x." * 4,)},
        ),
        bass=(("1..1..8...5..1.1",), ("1-.1-.5-..1-8...",)),
        chords=[(("guitar", "epiano"), ("..x..x..x..x..xx",)), (_KEYS, ("x--x----..x--x--",))],
        melody=((), *_TUNES),
        harmony=("1 1 1 1", "2 5 2 5", "1 1 4 4", "1/4 1/5"),
    ),
    "dance": Genre(
        tempo=(112, 146),
        kits=(
            {"kick": ("XXXX",), "clap": (".X.X",), "open_hat": (".x.x.x.x",)},
            {"kick": ("XXXX",), "open_hat": (".x.x.x.x",), "shaker": ("xoxo" * 4,)},
            {"kick": ("XXXX",), "snare": (".X.X",), "hat": ("x.xx" * 4,)},
        ),
        bass=((".1.1.1.1",), ("1.11" * 4,), ("18181818",), ("1--1--1-",)),
        chords=[_SUSTAINED, (("lead", "epiano"), ("1..2..3.1..2..4.",)), (_KEYS, ("x..x..x.",))],
        melody=((), *_TUNES),
    ),
    "orchestral": Genre(
        tempo=(60, 124),
        bass=((), ("1---5---",), ("1-1-5-5-",)),
        chords=[
            (("strings", "choir", "brass"), ("x-x-x-x-",)),
            (("strings", "organ"), ("x---x---",)),
            (("strings", "harp"), ("1.2.3.4.",)),
            (("strings", "choir"), ("x-------",)),
        ],
        melody=_TUNES,
        free=0.03,
    ),
    "folk": Genre(
        tempo=(72, 136),
        kits=({}, {}, {"shaker": ("xoxoxoxo",)}, {"kick": ("X...X...",), "shaker": ("..x...x.",)}),
        bass=((), ("1---5---",)),
        chords=[
            (("guitar",), ("x-x-xxx-",)),
            (("guitar",), ("x-xx-xxx",)),
            (("guitar", "harp"), ("13243424",)),
            (("guitar",), ("1-3-2-3-1-3-2-3-",)),
        ],
        melody=_TUNES,
        free=0.02,
    ),
    "metal": Genre(
        tempo=(96, 190),
        kits=(
            {"kick": ("X" * 16,), "snare": ("....X.......X...",), "ride": ("x...x...x...x...",)},
            {
                "kick": ("X..X..X.X..X..X.",),
                "snare": ("........X.......",),
                "hat": ("x...x..." * 2,),
            },
            {"kick": ("X.xxX.xx" * 2,), "snare": ("....X.......X...",), "ride": ("x.x." * 4,)},
        ),
        bass=(("1111111111111111",), ("1..1..1.1..1..1.",)),
        chords=[(("guitar",), ("x..x..x.x..x..x.",)), (("guitar",), ("xxxxxxxx",))],
        melody=((), ("x-------", "x---x---")),
        harmony=("1 1 1 1", "6 6 4 5", "1 1 6 7", "1 1 2 2"),
    ),
    "latin": Genre(
        tempo=(88, 116),
        kits=(
            {"conga": ("x.oxx.oxx.oxx.xx",), "rim": ("x..x...x..x.x...",), "shaker": ("xoxo" * 4,)},
            {"kick": ("X...X...X...X...",), "rim": ("..x.x...x..x..x.",), "shaker": ("xoxo" * 4,)},
        ),
        bass=(("1--5--1-1--5--1-",), ("1-----5-1-----5-",)),
        chords=[
            (("piano", "guitar"), ("x.x..x.xx.x..x.x",)),
            (("brass", "piano"), ("x--x--x-........",)),
        ],
        melody=((), *_TUNES),
    ),
    "running": Genre(
        tempo=(66, 132),
        bass=(("1-3-5-3-",), ("11335533",), ("1---5---",)),
        chords=[
            (("harp", "guitar", "piano"), ("1234" * 4,)),
            (("piano", "organ"), ("12341234",)),
            (("organ", "accordion"), ("x-x-x-x-",)),
        ],
        melody=(("xxxxxxxx", "x-xxx-xx"), ("xxxxx-xx", "xxxxxxxx")),
    ),
    "chip": Genre(
        tempo=(100, 168),
        kits=(
            {"kick": ("X...X...",), "snare": ("..X...X.",), "hat": ("xxxxxxxx",)},
            {"kick": ("X..xX...",), "clap": ("..X...X.",)},
        ),
        bass=(("18181818",), ("11111111",), ("1.1.1.1.",)),
        chords=[(("lead", "epiano"), ("1234" * 4,)), (("lead",), ("12343432",))],
        melody=_TUNES,
    ),
}


def draw(seed: int) -> Style:
    """A style of some genre; the same seed gives the same one. Its name begins with its genre."""
    rng = np.random.default_rng([seed, 1971])
    name = list(GENRES)[seed % len(GENRES)]
    genre = GENRES[name]
    kit = _one(rng, genre.kits)
    bass, tune = (tuple(_one(rng, pool or ((),))) for pool in (genre.bass, genre.melody))
    voice = _one(rng, _VOICES) if tune and rng.random() < 0.75 else ""
    tempo = float(np.exp(rng.uniform(*np.log(genre.tempo))))
    return Style(
        name=f"{name} {seed}",
        tempo=(round(tempo, 1), round(tempo * rng.uniform(0.88, 1.14), 1))
        if rng.random() < 0.15
        else (round(tempo, 1),),
        metres=genre.metres,
        drums=_kit(rng, kit),
        chords=_players(rng, genre),
        bass={_one(rng, ("bass", "bass", "piano") if not kit else ("bass",)): bass} if bass else {},
        melody=voice,
        rhythm=tune or ("x---",),
        progression=_one(rng, genre.harmony),
        key=int(rng.integers(48, 62)),
        pushed=tuple(p for p in ("bass", "guitar", "piano") if rng.random() < 0.05),
        swing=float(rng.uniform(*genre.swing)),
        rubato=float(rng.choice([0.0, genre.free, 0.01])),
        pickup=int(rng.choice([0, 0, 0, 1])) if voice else 0,
        silence=float(rng.choice([0.1, 0.4, 1.1, 3.7], p=[0.4, 0.3, 0.2, 0.1])),
        breaks=_BREAKS[int(rng.choice(len(_BREAKS), p=[0.6, 0.15, 0.15, 0.1]))] if kit else (),
        fade=float(rng.choice([0.0, 0.0, 0.0, 9.0])),
        seconds=40.0,
    )


_BREAKS: tuple[tuple[tuple[float, float], ...], ...] = (
    (),
    ((0.0, 0.2),),
    ((0.45, 0.6),),
    ((0.0, 0.12), (0.6, 0.7)),
)


_T = TypeVar("_T")


def _one(rng: np.random.Generator, pool: Sequence[_T]) -> _T:
    return pool[int(rng.integers(len(pool)))]


def _players(rng: np.random.Generator, genre: Genre) -> dict[str, tuple[str, ...]]:
    """One or two instruments, each with a pattern."""
    chosen = rng.permutation(len(genre.chords))[: 1 + (rng.random() < 0.4)]
    players: dict[str, tuple[str, ...]] = {}
    for number in chosen:
        instruments, pattern = genre.chords[int(number)]
        players.setdefault(_one(rng, instruments), tuple(pattern))
    return players


def _kit(rng: np.random.Generator, kit: dict[str, Part]) -> dict[str, tuple[str, ...]]:
    """The drums, at times with a fill in every eighth bar and a crash after it."""
    drums = {name: tuple(pattern) for name, pattern in kit.items()}
    if not drums or rng.random() < 0.5:
        return drums
    eight = {name: [part[n % len(part)] for n in range(8)] for name, part in drums.items()}
    steps = max(len(part[7]) for part in eight.values())
    filler = _one(rng, ("snare", "tom"))
    last = eight.get(filler, ["." * steps] * 8)
    busy = "".join(_one(rng, ("x", "x", "o", ".")) for _ in range(steps // 4))
    last[7] = last[7][: len(last[7]) - len(busy)] + busy
    eight[filler] = last
    eight["crash"] = ["X" + "." * (steps - 1), *["." * steps] * 7]
    return {name: tuple(part) for name, part in eight.items()}
