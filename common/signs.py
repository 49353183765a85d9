"""Signs of life in a folder, for probes that must not depend on a network.

`alive` is touched by whatever makes the process go round; `ready` while it can do its work.
"""

import threading
from pathlib import Path
from typing import Literal

from common.config import Settings

Sign = Literal["alive", "ready"]
EVERY_SECONDS = 5.0


class Signs:
    """The signs of one process; without a folder there are none."""

    def __init__(self, settings: Settings) -> None:
        self._folder: Path | None = settings.run_dir
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            for sign in ("alive", "ready"):  # of a process before this one
                (self._folder / sign).unlink(missing_ok=True)

    def give(self, sign: Sign) -> None:
        """Touch it now."""
        if self._folder is not None:
            (self._folder / sign).touch()

    def take_back(self, sign: Sign) -> None:
        """Remove it, not to be seen for as long as a probe is patient."""
        if self._folder is not None:
            (self._folder / sign).unlink(missing_ok=True)

    def keep_alive(self) -> None:
        """Give `alive` from a thread of its own for as long as the process lives.

        For a process whose loop is not ours: the thread stops when the interpreter does.
        """
        if self._folder is not None:
            self.give("alive")
            threading.Thread(target=self._keep, name="alive", daemon=True).start()

    def _keep(self) -> None:
        pause = threading.Event()
        while not pause.wait(EVERY_SECONDS):
            self.give("alive")
