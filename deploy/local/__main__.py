"""``python -m deploy.local``: run the stack, or one command beside its or throw-away servers."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from deploy.local import stack, throwaway
from deploy.local.errors import LocalError
from deploy.local.home import ROOT, open_home
from deploy.local.processes import Stopped, Supervisor

ANY_ARGUMENTS = {"ignore_unknown_options": True}


@click.group()
def commands() -> None:
    """Sangong on one machine; see README.md."""


@commands.command()
def run() -> None:
    """Start everything and stop it with Ctrl-C."""
    stack.run()


@commands.command("exec", context_settings=ANY_ARGUMENTS)
@click.argument("command", nargs=-1, required=True)
def exec_(command: Sequence[str]) -> None:
    """Run COMMAND with the settings of SANGONG_HOME, on its running servers or with them started for it."""
    home = open_home()
    with stack.servers_of_home(home) as urls:
        addresses = stack.Addresses("127.0.0.1", 8000, 8100)
        environment = stack.program_environment(home, addresses, urls)
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)


@commands.command("with-servers", context_settings=ANY_ARGUMENTS)
@click.option("--durable", is_flag=True, help="Let PostgreSQL write as it does in production; for measuring.")
@click.argument("command", nargs=-1, required=True)
def with_servers(command: Sequence[str], durable: bool) -> None:
    """Run COMMAND with the addresses of servers that live as long as it; given addresses are used instead."""
    folder = Path(tempfile.mkdtemp(prefix="sangong-servers-"))
    try:
        with Supervisor() as supervisor:
            urls = {**throwaway.start(supervisor, folder, durable=durable), **stack.given_servers()}
            environment = {**throwaway.SETTINGS, **os.environ, **urls}
            environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
            sys.exit(subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Run a command; a trouble is one sentence and exit 1."""
    try:
        commands(prog_name="python -m deploy.local")
    except LocalError as error:
        sys.exit(f"sangong: {error}")
    except Stopped:
        sys.exit(130)


if __name__ == "__main__":
    main()
