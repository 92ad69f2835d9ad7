"""What ``make run`` cannot start with is one clear sentence and exit 1, before anything is left running."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.stack import free_port, run_to_its_end


def test_a_taken_port_is_named(sangong_home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        refused = run_to_its_end(sangong_home, port)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"sangong: Port {port} on 127.0.0.1 is taken")
    assert not sangong_home.exists()


@pytest.mark.parametrize("port", ["0", "70000", "http", "-1", "８０００"])
def test_a_port_that_is_none_is_refused(sangong_home: Path, port: str) -> None:
    refused = run_to_its_end(sangong_home, PORT=port)
    assert (refused.returncode, refused.stderr) == (
        1,
        f"sangong: PORT must be a number from 1 to 65535, not {port!r}.\n",
    )


@pytest.mark.parametrize(
    ("name", "address", "says"),
    [
        ("DATABASE_URL", "postgresql://nobody:hidden@127.0.0.1:{port}/none", "DATABASE_URL cannot be reached"),
        ("DATABASE_URL", "this is no address", "DATABASE_URL cannot be reached"),
        ("REDIS_URL", "redis://:hidden@127.0.0.1:{port}/0", "REDIS_URL cannot be reached"),
        ("REDIS_URL", "this is no address", "REDIS_URL cannot be reached"),
    ],
)
def test_an_unreachable_server_is_named_without_its_password(
    sangong_home: Path, name: str, address: str, says: str
) -> None:
    refused = run_to_its_end(sangong_home, **{name: address.format(port=free_port())})
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"sangong: {says}")
    assert len(refused.stderr.splitlines()) == 1
    assert "hidden" not in refused.stderr


def a_file(home: Path) -> None:
    home.write_text("not a folder")


def below_a_file(home: Path) -> None:
    home.parent.joinpath("file").write_text("not a folder")
    home.symlink_to(home.parent / "file" / "var")


def postgres_a_file(home: Path) -> None:
    home.mkdir()
    home.joinpath("postgres").write_text("not a folder")


def postgres_half_made(home: Path) -> None:
    home.joinpath("postgres").mkdir(parents=True)
    home.joinpath("postgres", "PG_VERSION").write_text("18\n")


def postgres_of_another_version(home: Path) -> None:
    home.joinpath("postgres", "global").mkdir(parents=True)
    home.joinpath("postgres", "PG_VERSION").write_text("12\n")
    home.joinpath("postgres", "global", "pg_control").write_bytes(b"\0")


def postgres_damaged(home: Path) -> None:
    home.joinpath("postgres", "global").mkdir(parents=True)
    home.joinpath("postgres").chmod(0o700)
    home.joinpath("postgres", "PG_VERSION").write_text("18\n")
    home.joinpath("postgres", "global", "pg_control").write_bytes(b"\0" * 8192)
    home.joinpath("postgres", "postgresql.conf").write_text("include_if_exists = 'sangong.conf'\n")


def secrets_damaged(home: Path) -> None:
    home.mkdir()
    home.joinpath("secrets.json").write_text("{")


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (a_file, "is a file, but data should lie there"),
        (below_a_file, "cannot be written to"),
        (postgres_a_file, "is a file where PostgreSQL's data folder should be"),
        (postgres_half_made, "is not a whole PostgreSQL data folder"),
        (postgres_of_another_version, "was made by PostgreSQL 12"),
        (postgres_damaged, "PostgreSQL did not start"),
        (secrets_damaged, "is damaged"),
    ],
)
def test_a_broken_home_is_one_sentence(sangong_home: Path, break_it: Callable[[Path], None], says: str) -> None:
    break_it(sangong_home)
    refused = run_to_its_end(sangong_home)
    assert refused.returncode == 1
    assert refused.stderr.startswith("sangong: ")
    assert says in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
