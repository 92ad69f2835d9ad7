"""Sets up this folder for `make run`, `check` or `test`; a step runs only when its inputs have changed.

Run by the machine's own Python with nothing installed (``python3 -m deploy.prepare run|check|test``): the
standard library only. The hash of what a step read is kept in a stamp file beside what the step made.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCKS = ROOT / "deploy" / "requirements"
CLIENT = ROOT / "miniprogram_mock" / "client"
BROWSER = ROOT / "deploy" / "chromium"
BUILD_INPUTS = (
    "src",
    "config",
    "types",
    "babel.config.js",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
)
LEVELS = ("run", "check", "test")


class SetupError(Exception):
    """A step failed; the message is one sentence for the person at the terminal."""


def fingerprint(*paths: Path, extra: str = "") -> str:
    """Return a hash over the names and contents of files and folders."""
    digest = hashlib.sha256(extra.encode())
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def is_done(stamp: Path, print_: str) -> bool:
    """Return whether the step that writes ``stamp`` ran on these very inputs."""
    return stamp.exists() and stamp.read_text(encoding="utf-8") == print_


def step(title: str, *command: str, folder: Path = ROOT) -> None:
    """Run one command, showing its output only when it fails; raises SetupError then."""
    print(f"  {title} …", end="", flush=True)
    begun = time.monotonic()
    environment = {
        **os.environ,
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}",
        "CI": "true",
    }
    answer = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode != 0:
        print()
        raise SetupError(f"{answer.stdout}{answer.stderr}\n{title} failed ({' '.join(command)}); output above.")
    print(f" {time.monotonic() - begun:.0f} s")


def python_packages(lock: str) -> None:
    """Make the virtual environment hold what ``lock`` names, by hash.

    One that is linked is another folder's, which looks after it: made anew from here, it would be emptied there.
    """
    if VENV.is_symlink():
        return
    base = f"{sys.version} {ROOT}"
    base_stamp = VENV / "base.stamp"
    wanted = [name for name in ("dev", lock) if (LOCKS / f"{name}.txt").exists()]
    if is_done(base_stamp, base) and any(is_done(VENV / f"{name}.stamp", _lock_print(name)) for name in wanted):
        return
    if not is_done(base_stamp, base):
        clear = ["--clear"] if base_stamp.exists() else []
        # Not the environment's own Python, should it be active.
        python = str(Path(sys.executable).resolve())
        step("Making the virtual environment", python, "-m", "venv", *clear, str(VENV))
        base_stamp.write_text(base, encoding="utf-8")
    pip = [
        str(VENV / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--disable-pip-version-check",
    ]
    step("Installing Python packages", *pip, "--require-hashes", "-r", str(LOCKS / f"{lock}.txt"))
    step("Installing sangong itself", *pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    (VENV / f"{lock}.stamp").write_text(_lock_print(lock), encoding="utf-8")


def _lock_print(name: str) -> str:
    return fingerprint(LOCKS / f"{name}.txt", ROOT / "pyproject.toml")


def node_packages(folder: Path, title: str) -> None:
    """Install the locked npm packages of a folder."""
    stamp = folder / "node_modules" / ".sangong.stamp"
    wanted = fingerprint(folder / "package.json", folder / "package-lock.json")
    if not is_done(stamp, wanted):
        step(title, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error", folder=folder)
        stamp.write_text(wanted, encoding="utf-8")


def client_build(target: str, title: str) -> None:
    """Build the client for ``h5`` (the browser) or ``weapp`` (the mini-program)."""
    stamp = CLIENT / "dist" / f"{target}.stamp"
    wanted = fingerprint(*(CLIENT / name for name in BUILD_INPUTS))
    if not is_done(stamp, wanted) or not (CLIENT / "dist" / target).is_dir():
        step(title, "npm", "run", "--silent", f"build:{target}", folder=CLIENT)
        stamp.write_text(wanted, encoding="utf-8")


def browser() -> None:
    """Fetch a Chromium and a Chinese font from npm where the machine lacks either."""
    from deploy.local import chromium  # noqa: PLC0415 - only after the check of Python's version

    if chromium.installed_browser() and chromium.has_chinese_font():
        return
    node_packages(BROWSER, "Installing a browser for the tests")
    if not (chromium.UNPACKED / "chromium").exists():
        step("Unpacking the browser", "node", "unpack.mjs", folder=BROWSER)


def prepare(level: str) -> None:
    """Do all that ``level`` needs."""
    python_packages("local" if level == "run" else "dev")
    node_packages(CLIENT, "Installing the client's packages")
    if level != "check":
        client_build("h5", "Building the client for the browser")
    if level == "test":
        client_build("weapp", "Building the client for WeChat")
        browser()


def main() -> int:
    """Prepare what the command line asks for; 1 and a sentence when a step fails."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what tells a person with an older Python
        print(f"Sangong needs Python 3.11 or newer, not {sys.version.split()[0]}; try make PYTHON=python3.11")
        return 1
    if len(sys.argv) != 2 or sys.argv[1] not in LEVELS:
        print(f"usage: python3 -m deploy.prepare {'|'.join(LEVELS)}")
        return 2
    try:
        # One at a time: `make run` and `make test` may be started together.
        with (ROOT / "pyproject.toml").open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            prepare(sys.argv[1])
    except (SetupError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
