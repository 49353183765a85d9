"""Answers as models really write them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.answers import FORMS as MORE_FORMS
from tests.support.answers import NOTHING, ONE, THREE, TWO
from workers.engines.language.plain import without_thoughts
from workers.engines.language.reading import (
    read_characters,
    read_list,
    read_scenes,
    read_timed,
)

ALL = {0: ONE, 1: TWO, 2: THREE}
FORMS = {
    "as asked": f"BEGIN SCRIPT\nSCENE 1: {ONE}\nSCENE 2: {TWO}\nSCENE 3: {THREE}\nEND SCRIPT",
    "on one line": f"SCENE 1: {ONE} SCENE 2: {TWO} SCENE 3: {THREE}",
    "no frame": f"SCENE 1: {ONE}\nSCENE 2: {TWO}\nSCENE 3: {THREE}",
    "hash": f"BEGIN SCRIPT\nSCENE #1: {ONE}\nSCENE #2: {TWO}\nSCENE #3: {THREE}",
    "thought aloud": f"<think>SCENE 1: a dog? No.</think>\nSCENE 1: {ONE}\n2: {TWO}\n3. {THREE}",
    "only its end": f"hm, scene 1: dogs run wild\n</think>\n1. {ONE}\n2. {TWO}\n3. {THREE}",
    "markdown": f"**Scene 1:** {ONE}\n\n**Scene 2:** {TWO}\n\n### Scene 3: {THREE}",
    "headings apart": f"## Scene 1:\n{ONE}\n\n## Scene 2:\n{TWO}\n\n## Scene 3:\n{THREE}",
    "from nought": f"SCENE 0: {ONE}\nSCENE 1: {TWO}\nSCENE 2: {THREE}",
    "quoted": f'1) "{ONE}"\n2) "{TWO}"\n3) "{THREE}"',
    "French": f"Scène 1 : {ONE}\nScène 2 : {TWO}\nScène 3 : {THREE}",
    "German": f"Szene 1: {ONE}\nSzene 2: {TWO}\nSzene 3: {THREE}",
    "bullets": f"- Scene 1 - {ONE}\n- Scene 2 - {TWO}\n- Scene 3 - {THREE}",
    "said twice": f"SCENE 1: {ONE}\nSCENE 2: {TWO}\nSCENE 3: {THREE}\nSCENE 1: Nothing like that.",
    "too many": f"1. {ONE}\n2. {TWO}\n3. {THREE}\n4. A dog runs away.\n5. Nobody comes back.",
    "shuffled": f"3. {THREE}\n1. {ONE}\n2. {TWO}",
    "JSON": json.dumps({"scenes": [ONE, TWO, THREE]}),
    "fenced JSON of objects": "Sure!\n```json\n"
    + json.dumps({"scenes": [{"number": n + 1, "prompt": s} for n, s in ALL.items()]})
    + "\n```",
    "JSON by number": json.dumps({"script": {str(n + 1): s for n, s in ALL.items()}}),
    "JSON within JSON": json.dumps({"result": {"scenes": [ONE, TWO, THREE]}}),
    "a JSON list": "```json\n" + json.dumps([ONE, TWO, THREE]) + "\n```",
    "JSON by name": json.dumps({"scenes": {f"scene_{n + 1}": s for n, s in ALL.items()}}),
    "an empty frame": f"BEGIN SCRIPT\nEND SCRIPT\nSCENE 1: {ONE}\n2: {TWO}\n3. {THREE}",
    "a frame in small letters": f"begin script\n1: {ONE}\n2: {TWO}\n3: {THREE}\nend script",
    "a table": f"| Scene | Text |\n|---|---|\n| 1 | {ONE} |\n| 2 | {TWO} |\n| 3 | {THREE} |",
    "in parentheses": f"(1) {ONE}\n(2) {TWO}\n(3) {THREE}",
    "with times": f"Scene 1 (0:00-0:02): {ONE}\nScene 2 (0:02-4): {TWO}\nScene 3 (end): {THREE}",
    "with titles": f"## Scene 1: The Stairs\n{ONE}\n## Scene 2 – The Lamp\n{TWO}\n3. {THREE}",
    "by aspect": "\n".join(
        f"### Scene {n + 1}\n* **Visual:** {s}\n* **Camera:** wide" for n, s in ALL.items()
    ),
    "talk around it": f"Certainly! Here you are:\n\n1. {ONE}\n2. {TWO}\n3. {THREE}\n\nNOTE: enjoy!",
}


@pytest.mark.parametrize("form", FORMS)
def test_scenes_are_found_in_every_form(form: str) -> None:
    assert read_scenes(FORMS[form], 3) == ALL


@pytest.mark.parametrize("form", MORE_FORMS)
def test_scenes_are_found_in_forms_of_other_models(form: str) -> None:
    assert read_scenes(MORE_FORMS[form], 3) == ALL


@pytest.mark.parametrize("what", NOTHING)
def test_what_says_nothing_to_see_is_no_scene(what: str) -> None:
    assert read_scenes(NOTHING[what], 3) == {}


@pytest.mark.parametrize(
    "numbers",
    [
        ["XXXVII", "XXXVIII", "XXXIX", "XL"],
        ["Thirty-Seven", "Thirty-Eight", "Thirty Nine", "Forty"],
        ["三十七", "三十八", "三十九", "四十"],
        ["37", "38", "39", "40"],
    ],
)
def test_scenes_asked_for_again_keep_their_high_numbers(numbers: list[str]) -> None:
    said = [f"{who} walks along the shore." for who in ("Ann", "Ben", "Cara", "Dan")]
    answer = "\n".join(f"SCENE {n}: {one}" for n, one in zip(numbers, said, strict=True))
    assert read_scenes(answer, 40) == dict(enumerate(said, start=36))


def test_acts_that_begin_anew_are_counted_on() -> None:
    said = [f"{who} walks along the shore." for who in ("Ann", "Ben", "Cara", "Dan")]
    answer = (
        f"ACT I\nScene 1: {said[0]}\nScene 2: {said[1]}\n\n"
        f"ACT II\nScene 1: {said[2]}\nScene 2: {said[3]}"
    )
    assert read_scenes(answer, 4) == dict(enumerate(said))


def test_a_list_that_breaks_off_keeps_what_is_whole() -> None:
    answer = f'{{"scenes": ["{ONE}", "{TWO}", "Ships pa'
    assert read_scenes(answer, 3) == {0: ONE, 1: TWO}


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("", {}),
        ("I'm sorry, but I can't help with that.", {}),
        (f"SCENE 1: {ONE}\nSCENE 3: {THREE}", {0: ONE, 2: THREE}),
        (f"SCENE 1: {ONE}\nSCENE 2: \nSCENE 3: {THREE}", {0: ONE, 2: THREE}),
        (f"SCENE 1: {ONE}\nSCENE 2: Sorry, I cannot write that one.\n", {0: ONE}),
        (f"SCENE 1: {ONE}\nSCENE 2: {'word ' * 80}", {0: ONE}),
        (f"SCENE 1: {ONE}\nSCENE 2: The bass drops hard.", {0: ONE}),
        (f"<think>SCENE 1: {ONE}\nSCENE 2: but wait", {}),
        ('{"scenes": 7}', {}),
        (f"SCENE 1: {ONE}\nSCENE 2: {ONE.upper()}\nSCENE 3: {THREE}", {0: ONE, 2: THREE}),
        (f"SCENE 1: {ONE}\nSCENE 2: Лиса бежит по белому снегу.", {0: ONE}),
        (f"SCENE 1: {ONE}\nSCENE 2: I must decline to write this.", {0: ONE}),
        ('{"scenes": [1, null, {"prompt": 3}]}', {}),
        ("[" * 5000, {}),
        ('{"a":' * 5000, {}),
        (f'{{"script": {{"²": "{ONE}", "{"9" * 5000}": "{TWO}"}}}}', {}),
        ("第1幕：守护者登上楼梯，点亮了灯。", {}),
        (f"SCENE {'9' * 3}: {ONE}\nSCENE -1: {TWO}", {}),
    ],
)
def test_what_cannot_be_filmed_is_missing(answer: str, kept: dict[int, str]) -> None:
    assert read_scenes(answer, 3) == kept


_LETTERS = 1_000_000
HOSTILE = {
    "tags": "<think>",
    "thoughts": "<think>a</think>",
    "ends": "</think>",
    "objects": '{"a":',
    "stars": "*",
    "blanks": " ",
    "marks": "a|* ",
    "times": "[0:0 - ",
    "headings": "CHARACTERS:\n",
    "characters": "- 1.*: *_\n",
    "scenes": f"SCENE 1{'* ' * 300}x\n",
    "music": f"SCENE 2: {'of the beat ' * 19}\n",
    "one scene": "x y z\n",
    "paragraphs": "<p>",
    "keys": '"\\',
    "sentences": ". \n",
    "stars in a heading": f"scene 1{'*' * 985}5\n",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_answer_takes_no_more_than_its_length(what: str) -> None:
    """A million letters; where a reader were quadratic, this would take hours and not a moment."""
    piece = HOSTILE[what]
    before = '{"scenes": ["' if what == "keys" else "SCENE 1"
    answer = before + piece * (_LETTERS // len(piece)) + "x"
    assert len(read_scenes(answer, 40)) <= 40
    assert len(read_characters(answer, 3)) <= 3
    assert len(read_list(answer, 5)) <= 5
    assert all(said for _, said in read_timed(answer))


@given(st.text(max_size=400), st.integers(1, 50))
def test_any_text_is_read_without_failing(text: str, count: int) -> None:
    scenes = read_scenes(text, count)
    assert all(0 <= number < count and "\n" not in said for number, said in scenes.items())
    read_characters(text, 3), read_list(text, 5), read_timed(text)


@pytest.mark.parametrize(
    "answer",
    [
        "CHARACTERS:\nMara: a tall woman in a red coat\nJon: an old sailor\nBEGIN SCRIPT\n",
        "**Characters:**\n- **Mara**: a tall woman in a red coat\n- **Jon**: an old sailor\n",
        json.dumps(
            {
                "characters": [
                    {"name": "Mara", "description": "a tall woman in a red coat"},
                    {"name": "Jon", "description": "an old sailor"},
                ],
                "scenes": [],
            }
        ),
        json.dumps({"cast": {"Mara": "a tall woman in a red coat", "Jon": "an old sailor"}}),
    ],
)
def test_characters_have_fixed_looks(answer: str) -> None:
    looks = {"Mara": "a tall woman in a red coat", "Jon": "an old sailor"}
    assert read_characters(answer, 3) == looks


def test_no_more_characters_than_asked() -> None:
    answer = "CHARACTERS:\n" + "\n".join(f"Name{n}: looks" for n in "abcdef")
    assert len(read_characters(answer, 3)) == 3


@pytest.mark.parametrize(
    "answer",
    [
        "misty, warm light, film grain, slow, teal",
        "Keywords: misty, warm light, film grain, slow, teal",
        "1. misty\n2. warm light\n3. film grain\n4. slow\n5. teal",
        '{"keywords": ["misty", "warm light", "film grain", "slow", "teal"]}',
        "<think>cold?</think>misty, warm light, film grain, slow, teal.",
    ],
)
def test_keywords_are_short_items(answer: str) -> None:
    assert read_list(answer, 5) == ("misty", "warm light", "film grain", "slow", "teal")


@pytest.mark.parametrize(
    "answer",
    ["I'm sorry, I can't.", "BEGIN SCRIPT\nSCENE 1: a fox\nEND SCRIPT", "CHARACTERS:\nNone", ""],
)
def test_what_is_no_keyword_is_left_out(answer: str) -> None:
    assert read_list(answer, 5) in ((), ("None",))


def test_a_character_is_named_once_and_by_letters() -> None:
    answer = "CHARACTERS:\nMara: tall\nMARA: short\n(.*)[: nobody\nJon: old\n"
    assert read_characters(answer, 3) == {"Mara": "tall", "Jon": "old"}


def test_a_breakdown_is_read_by_its_times() -> None:
    lines = f"[0:00-0:02] {ONE}\n0:02 - 0:04: {TWO}\n[1:04–1:06] {THREE}"
    answer = f"OVERVIEW: calm.\nBREAKDOWN:\n{lines}"
    assert read_timed(answer) == [(0.0, ONE), (2.0, TWO), (64.0, THREE)]


def test_a_thought_without_end_leaves_nothing() -> None:
    assert without_thoughts("<think>first, I consider") == ""
    assert without_thoughts("<think>b</think> c") == "c"


def test_a_number_may_end_in_a_new_line() -> None:
    answer = json.dumps({"scenes": [{"number": "II\n", "text": TWO}, {"number": "I", "text": ONE}]})
    assert read_scenes(answer, 2) == {0: ONE, 1: TWO}
