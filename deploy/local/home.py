"""The folder of a local stack's data (SANGONG_HOME, ``var/``): checked, locked, with its own secrets."""

import base64
import contextlib
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.local.errors import LocalError

ROOT = Path(__file__).resolve().parents[2]
SECRET_NAMES = ("SECRET_KEY", "ENCRYPTION_KEYS", "WECHAT_APP_ID", "WECHAT_SECRET")


@dataclass(frozen=True)
class Home:
    """One data folder."""

    folder: Path

    @property
    def postgres(self) -> Path:
        """PostgreSQL's data."""
        return self.folder / "postgres"

    @property
    def valkey(self) -> Path:
        """Valkey's data."""
        return self.folder / "valkey"

    def log(self, name: str) -> Path:
        """The log of one program."""
        return self.folder / "log" / f"{name}.log"


def open_home() -> Home:
    """Return the data folder, made if need be; raises LocalError when it cannot be written to."""
    home = Home(Path(os.environ.get("SANGONG_HOME") or ROOT / "var").expanduser().absolute())
    if home.folder.exists() and not home.folder.is_dir():
        raise LocalError(f"{home.folder} is a file, but data should lie there; move it away or set SANGONG_HOME.")
    try:
        home.log("any").parent.mkdir(parents=True, exist_ok=True)
        probe = home.folder / f".probe-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        reason = f"{error.strerror}: {error.filename}"
        raise LocalError(f"{home.folder} cannot be written to ({reason}); mend it or set SANGONG_HOME.") from error
    return home


@contextmanager
def locked(home: Home) -> Iterator[None]:
    """Hold the folder for ourselves; raises LocalError when another stack has it."""
    with (home.folder / "run.lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise LocalError(
                f"Sangong already runs on {home.folder} (process {lock.read().strip()});"
                " stop it first or set SANGONG_HOME."
            ) from None
        # The kernel frees the lock however we die.
        lock.truncate(0)
        lock.write(f"{os.getpid()}\n")
        lock.flush()
        yield


def load_secrets(home: Home) -> dict[str, str]:
    """Return this folder's secrets, drawn once and readable by this user alone."""
    file = home.folder / "secrets.json"
    if not file.exists():
        written = file.with_suffix(".tmp")
        with contextlib.suppress(FileNotFoundError):
            written.unlink()
        with os.fdopen(os.open(written, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as sink:
            json.dump(_draw_secrets(), sink, indent=1)
        written.rename(file)
    try:
        found = json.loads(file.read_text(encoding="ascii"))
        return {name: str(found[name]) for name in SECRET_NAMES}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LocalError(
            f"{file} is damaged, and without it names and phones cannot be read;"
            f" restore it, or move {home.folder} away to begin anew."
        ) from error


def _draw_secrets() -> dict[str, str]:
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ENCRYPTION_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "WECHAT_APP_ID": f"wx{secrets.token_hex(8)}",
        "WECHAT_SECRET": secrets.token_hex(16),
    }
