"""What the command line cannot do is one line on stderr, and an exit code that says which kind."""

from pathlib import Path

import pytest

from tests.support.command import DEMO, scopitone


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("render", "nothing.ogg", "--theme", "t"), 65, "nothing.ogg"),
        (("render", ".", "--theme", "t"), 65, "folder"),
        (("render", DEMO, "--theme", ""), 65, "theme is empty"),
        (("render", DEMO, "--theme", "x" * 10_000), 65, "500"),
        (("render", DEMO, "--theme", "t", "--fps", "0"), 65, "--fps"),
        (("render", DEMO, "--theme", "t", "--height", "721"), 65, "--height"),
        (("render", DEMO, "--theme", "t", "--profile", "cinema"), 65, "sketch"),
        (("render", DEMO, "--theme", "t", "--profile", "quality"), 69, "models pull sdxl svd-xt"),
        (("render", DEMO, "--theme", "t", "--excerpt", "9:3"), 65, "ends before it starts"),
        (("render", DEMO, "--theme", "t", "--excerpt", "900:"), 65, "beyond"),
        (("render", DEMO, "--theme", "t", "--out", "no/such/folder/f.mp4"), 73, "no folder"),
        (("render", DEMO, "--theme", "t", "--beats", DEMO), 65, "not a text file"),
        (("render", DEMO, "--theme", "t", "--script", "no.json"), 65, "no.json"),
        (("evaluate", "no.mp4"), 65, "no.mp4"),
        (("api", "--host", "0.0.0.0"), 65, "127.0.0.1"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    words: tuple[str | Path, ...], code: int, line: str, tmp_path: Path
) -> None:
    ran = scopitone(*words, folder=tmp_path)
    said = [text for text in ran.stderr.splitlines() if text.strip()]
    assert ran.returncode == code, ran.stderr
    assert line in said[-1]
    assert "Traceback" not in ran.stderr
