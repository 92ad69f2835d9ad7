"""Run a command that dies with its parent: a shim that asks the kernel, then becomes the command.

Called as a plain script (``python -I -S die_with_parent.py PARENT SIGNAL COMMAND…``); never
imported. Elsewhere than on Linux it only becomes the command.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Ask for SIGNAL at the death of process PARENT, then exec COMMAND; exit if PARENT is gone."""
    parent, signal_number, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit(1)
    try:
        os.execvp(command[0], command)
    except OSError as error:
        sys.exit(f"{command[0]}: {error.strerror}")


main()
