"""A program that is to come to its end may, at whatever moment; one that serves may not."""

import sys
from pathlib import Path

import pytest

from deploy.local.errors import LocalError
from deploy.local.processes import Program, Supervisor


def test_only_who_is_to_go_on_is_reported_when_it_ends(tmp_path: Path) -> None:
    supervisor = Supervisor()
    process = supervisor.start(Program("short", [sys.executable, "-c", ""], tmp_path / "log"))
    while process.exit_code() is None:
        supervisor.check(but=process)
    supervisor.check(but=process)
    with pytest.raises(LocalError, match="short ended with exit code 0"):
        supervisor.check()
