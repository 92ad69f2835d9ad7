"""Child processes that never outlive us: in their own session, watched, stopped in reverse order."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Self

from deploy.local.errors import LocalError

PR_SET_CHILD_SUBREAPER = 36
SHIM = Path(__file__).with_name("die_with_parent.py")
POLL_SECONDS = 0.1
# How much of a log's last line is repeated to the person.
SAID_MAX = 300


@dataclass(frozen=True)
class Program:
    """What to run: its name for the person, command, surroundings, log, and how it is stopped."""

    name: str
    command: Sequence[str]
    log: Path
    environment: Mapping[str, str] | None = None
    folder: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 15.0
    # Put in front of the shim, e.g. ("unshare", "--user"): a change of user undoes the shim's request.
    prefix: Sequence[str] = ()


class Process:
    """One running program."""

    def __init__(self, program: Program) -> None:
        """Start it; raises LocalError when its executable or its log cannot be opened."""
        self.program = program
        shim = [sys.executable, "-I", "-S", str(SHIM), str(os.getpid()), str(int(program.stop_signal))]
        try:
            with program.log.open("ab") as log:
                self._popen = subprocess.Popen(
                    [*program.prefix, *shim, *program.command],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=None if program.environment is None else dict(program.environment),
                    cwd=program.folder,
                    start_new_session=True,
                )
        except OSError as error:
            raise LocalError(f"{program.name} cannot be started: {error.strerror}: {error.filename}.") from error

    @property
    def pid(self) -> int:
        """Its process id, which is its process group's too."""
        return self._popen.pid

    def exit_code(self) -> int | None:
        """Return how it ended (negative: by that signal), or None while it runs."""
        return self._popen.poll()

    def stop(self) -> None:
        """Ask it to stop, wait its time, then kill whatever is left of its process group."""
        if self.exit_code() is None:
            self._popen.send_signal(self.program.stop_signal)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._popen.wait(self.program.stop_seconds)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._popen.wait()


@dataclass
class Supervisor:
    """Holds processes in the order they were started; leaving ``with`` stops all, the last one first."""

    processes: list[Process] = field(default_factory=list)
    asked_to_stop: bool = False

    def __enter__(self) -> Self:
        """Listen for Ctrl-C and SIGTERM, and adopt grandchildren whose parent dies."""
        become_subreaper()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._note_signal)
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Stop everything; a second Ctrl-C does not interrupt the stopping."""
        for process in reversed(self.processes):
            process.stop()
        kill_adopted()

    def _note_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.asked_to_stop = True

    def start(self, program: Program) -> Process:
        """Start one more program."""
        process = Process(program)
        self.processes.append(process)
        return process

    def dead(self, *, but: Process | None = None) -> Process | None:
        """Return a process that has ended by itself, or None; ``but`` is one that may end."""
        ended = (process for process in self.processes if process is not but and process.exit_code() is not None)
        return next(ended, None)

    def wait_until(self, ready: Callable[[], bool], *, what: str, seconds: float) -> None:
        """Wait until ``ready()``; raises LocalError when time is up or a process ends, else Stopped."""
        end = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > end:
                raise LocalError(f"{what} did not answer within {seconds:.0f} seconds.")
            time.sleep(POLL_SECONDS)

    def complete(self, program: Program, *, seconds: float) -> None:
        """Run a program to its end; raises LocalError when it fails or takes too long, else Stopped."""
        process = self.start(program)
        end = time.monotonic() + seconds
        while process.exit_code() is None:
            self.check(but=process)
            if time.monotonic() > end:
                raise LocalError(f"{program.name} did not end within {seconds:.0f} seconds; its log: {program.log}")
            time.sleep(POLL_SECONDS / 2)
        if process.exit_code() != 0:
            raise LocalError(ended_sentence(process))
        self.processes.remove(process)

    def check(self, *, but: Process | None = None) -> None:
        """Raise Stopped when asked to stop, LocalError when a process (``but`` may) has ended by itself."""
        if self.asked_to_stop:
            raise Stopped
        process = self.dead(but=but)
        if process is not None:
            raise LocalError(ended_sentence(process))

    def run(self) -> None:
        """Watch until asked to stop (returns) or until a process ends by itself (raises LocalError)."""
        with contextlib.suppress(Stopped):
            while True:
                self.check()
                time.sleep(POLL_SECONDS)


class Stopped(Exception):
    """The person asked to stop while something was still starting."""


def ended_sentence(process: Process) -> str:
    """Say which program ended, how, and where its log lies."""
    code = process.exit_code()
    how = (
        f"was killed by {signal.Signals(-code).name}"
        if code is not None and code < 0
        else f"ended with exit code {code}"
    )
    lines = process.program.log.read_text(encoding="utf-8", errors="replace").split("\n")
    said = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return f"{process.program.name} {how}: {said[:SAID_MAX]} (log: {process.program.log})"


def become_subreaper() -> None:
    """Let orphaned grandchildren become our children, so that they can be found and stopped (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def kill_adopted() -> None:
    """Kill and reap every child that is left (Linux only): workers of a server that was killed itself."""
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    while children.exists() and (pids := children.read_text().split()):
        for pid in map(int, pids):
            with contextlib.suppress(ProcessLookupError, ChildProcessError):
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
