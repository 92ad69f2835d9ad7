"""The console command: what an operator can put right is one sentence on standard error and exit status 1."""

import socket
import subprocess
import sys

import pytest
from click.testing import CliRunner

from backend.app.commands import cli
from tests.integration.infra.processes import ROOT, environment

COMMANDS = [
    "api",
    "appoint",
    "archive",
    "check",
    "demo-data",
    "found",
    "match",
    "migrate",
    "openapi",
    "recompute",
    "scheduler",
    "worker",
]


def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    settings = {name: value for name, value in environment(**changes).items() if value != "unset"}
    command = [sys.executable, "-m", "backend.app.commands", *arguments]
    return subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, timeout=60, check=False)


def sentence(answer: subprocess.CompletedProcess[str]) -> str:
    """Assert exit status 1 and one line on standard error alone, and return it."""
    assert (answer.returncode, answer.stdout) == (1, ""), answer.stdout + answer.stderr
    lines = answer.stderr.splitlines()
    assert len(lines) == 1, answer.stderr
    return lines[0]


def test_help_lists_every_command() -> None:
    assert sorted(cli.commands) == COMMANDS
    shown = CliRunner().invoke(cli, ["--help"])
    assert shown.exit_code == 0
    assert all(f"  {name}" in shown.output for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    shown = CliRunner().invoke(cli, [name, "--help"])
    assert shown.exit_code == 0
    assert shown.output.count("\n") > 4


@pytest.mark.parametrize(
    ("command", "changes", "expected"),
    [
        ("api", {"SECRET_KEY": "unset"}, 'Setting is missing or wrong: Environment variable "SECRET_KEY" not set'),
        ("worker", {"WECHAT_TIMEOUT_SECONDS": "5"}, "WECHAT_TIMEOUT_SECONDS"),
        ("scheduler", {"LOG_LEVEL": "LOUD"}, "LOG_LEVEL"),
        ("migrate", {"PORT": "http"}, "PORT"),
    ],
)
def test_a_wrong_setting_is_one_sentence(command: str, changes: dict[str, str], expected: str) -> None:
    assert expected in sentence(run(command, **changes))


@pytest.mark.parametrize("command", ["migrate", "check"])
def test_an_absent_database_is_one_sentence(command: str) -> None:
    assert "The database cannot be reached: " in sentence(run(command))


def test_a_database_without_tables_is_one_sentence(server_url: str) -> None:
    assert "sangong migrate" in sentence(run("check", DATABASE_URL=server_url, OWNER_DATABASE_URL=server_url))


def test_a_taken_port_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert f"127.0.0.1:{port}" in sentence(run("api", PORT=port))


def test_a_host_that_is_not_ours_is_one_sentence() -> None:
    assert "203.0.113.1:8000" in sentence(run("api", HOST="203.0.113.1", PORT="8000"))


def test_a_wrong_community_number_is_one_sentence(database_url: str, owner_url: str) -> None:
    place = ("--name", "x", "--street", "x", "--district", "x", "--city", "x")
    urls = {"DATABASE_URL": database_url, "OWNER_DATABASE_URL": owner_url}
    assert "应为12位" in sentence(run("found", "5", *place, **urls))


def test_importing_the_wsgi_module_builds_nothing() -> None:
    program = "import backend.app.wsgi as w; assert 'application' not in vars(w); print(hasattr(w, 'nothing'))"
    command = [sys.executable, "-W", "error", "-c", program]
    answer = subprocess.run(command, cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "False\n", "")
