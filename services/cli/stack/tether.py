"""Become another program that ends when the process which started it does, however that ends.

Run as a file, `python tether.py PARENT PROGRAM ARGUMENT…`, so that it needs nothing of ours. Linux
keeps the wish through exec; elsewhere a killed supervisor leaves its children, and the next start
on that data folder says who is in the way.
"""

import ctypes
import os
import signal
import sys

_SET_PARENT_DEATH_SIGNAL = 1


def main() -> None:
    parent, *program = sys.argv[1:]
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != int(parent):
            sys.exit(1)  # it died before the wish was made
    os.execv(program[0], program)


if __name__ == "__main__":
    main()
