"""The list of commands where libraries are missing, as in an image that renders nothing."""

import subprocess
import sys

WITHOUT = (
    "import sys; sys.modules.update(dict.fromkeys(('cv2', 'librosa', 'numba', 'scipy')));"
    "sys.argv[0] = 'scopitone'; from services.cli.main import main; main()"
)


def said(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_help_names_what_is_not_here() -> None:
    helped = said("--help")
    assert helped.returncode == 0, helped.stderr
    assert "(not here: it needs" in helped.stdout
    assert "orchestrator" in helped.stdout


def test_a_command_that_is_not_here_says_what_it_needs() -> None:
    asked = said("evaluate")
    assert asked.returncode == 69
    assert "which is not installed here" in asked.stderr
    assert "Traceback" not in asked.stderr
