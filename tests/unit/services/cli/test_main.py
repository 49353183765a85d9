"""The list of commands where libraries are missing, as in an image that renders nothing."""

import subprocess
import sys
from importlib.util import find_spec

import pytest

from services.cli import main as command_line
from services.cli.main import COMMANDS

WITHOUT = (
    "import sys; sys.modules.update(dict.fromkeys(('cv2', 'librosa', 'numba', 'scipy')));"
    "sys.argv[0] = 'scopitone'; from services.cli.main import main; main()"
)


def said(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_list_of_commands_needs_no_library_of_theirs() -> None:
    helped = said("--help")
    assert helped.returncode == 0, helped.stderr
    assert [name for name in COMMANDS if f" {name} " not in helped.stdout] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_module_of_its_name(name: str) -> None:
    module = name.replace("-", "_")
    assert find_spec(f"services.cli.{module}") is not None


def test_a_command_that_is_not_here_says_what_it_needs() -> None:
    asked = said("evaluate")
    assert asked.returncode == 69
    assert "which is not installed here" in asked.stderr
    assert "Traceback" not in asked.stderr


def test_ctrl_c_while_a_command_is_imported_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(command_line, "import_module", interrupted)
    monkeypatch.setattr(sys, "argv", ["scopitone", "render", "song.ogg"])
    with pytest.raises(SystemExit, match="130"):
        command_line.main()
    assert (
        capsys.readouterr().err
        == "scopitone: stopped; run the same command again to go on from here\n"
    )
