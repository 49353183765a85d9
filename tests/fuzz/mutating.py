"""Bytes that nearly are what they should be."""

import re
from collections.abc import Callable, Sequence
from random import Random

Change = Callable[[bytearray, Random], None]
_ODD = (0, 1, 0x7F, 0x80, 0xFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
_WORDS = (
    *(b"NaN", b"-1", b"1e400", b"9" * 400, b"null", b"[" * 200, b'{"a":' * 200, b"\x00", b"\xff"),
    *(b"\\ud800", "²".encode(), "١٢".encode(), "\u202e".encode(), b"</think>", b"%00", b"@", b"["),
)
_SCALAR = re.compile(rb'"[^"\\]*"|-?[0-9]+(?:\.[0-9]+)?|true|false|null')
_VALUES = (
    *(b"null", b"true", b"0", b"-1", b"1e308", b"1e-320", b"1e999", b"9" * 30, b"0.1", b"2"),
    *(b'""', b'"1"', b'"\\u0000"', b'"' + b"x" * 5000 + b'"', b"[]", b"{}", b"[[]]", b"[0, 1]"),
)
_CHANGES_AT_ONCE = (1, 1, 1, 2, 3, 8)
_LONGEST = 4096


def mutated(seeds: Sequence[bytes], dice: Random) -> bytes:
    """One of them, changed here and there; now and then it goes on as another."""
    data = bytearray(dice.choice(seeds))
    if dice.random() < 0.1:
        other = dice.choice(seeds)
        data[dice.randint(0, len(data)) :] = other[dice.randint(0, len(other)) :]
    is_json = data[:1] == b"{" and dice.random() < 0.8
    for _ in range(dice.choice(_CHANGES_AT_ONCE)):
        change = _value if is_json else dice.choice(_CHANGES)
        change(data, dice)
    return bytes(data)


def _place(data: bytearray, dice: Random) -> int:
    """Anywhere, and as often near the beginning, where formats say what they are."""
    return dice.randint(0, len(data) if dice.random() < 0.5 else min(len(data), 128))


def _flip(data: bytearray, dice: Random) -> None:
    if data:
        data[min(_place(data, dice), len(data) - 1)] ^= 1 << dice.randrange(8)


def _number(data: bytearray, dice: Random) -> None:
    """An integer of a header, in either order of its bytes."""
    at, size = _place(data, dice), dice.choice((1, 2, 4, 8))
    value = dice.choice(_ODD) % (1 << 8 * size)
    data[at : at + size] = value.to_bytes(size, dice.choice(("little", "big")))


def _word(data: bytearray, dice: Random) -> None:
    at = _place(data, dice)
    data[at : at + dice.choice((0, 1, 4))] = dice.choice(_WORDS)


def _value(data: bytearray, dice: Random) -> None:
    """JSON remains JSON."""
    if found := [*_SCALAR.finditer(data)]:
        one = dice.choice(found)
        start, end = one.span()
        data[start:end] = dice.choice((*_VALUES, dice.choice(found)[0]))


def _noise(data: bytearray, dice: Random) -> None:
    at, size = _place(data, dice), dice.randint(1, 64)
    data[at : at + size] = dice.randbytes(size)


def _cut(data: bytearray, dice: Random) -> None:
    at = _place(data, dice)
    del data[at : at + dice.randint(1, _LONGEST)]


def _repeat(data: bytearray, dice: Random) -> None:
    at = _place(data, dice)
    piece = bytes(data[at : at + dice.randint(1, _LONGEST)])
    data[at:at] = piece * dice.choice((1, 1, 1, 20))


def _end(data: bytearray, dice: Random) -> None:
    del data[_place(data, dice) :]


_CHANGES: tuple[Change, ...] = (_flip, _flip, _number, _number, _word, _noise, _cut, _repeat, _end)
