"""Where a server's Unix socket lies: in its data folder, or in a private one where that path is too long."""

import contextlib
import hashlib
import os
import tempfile
from pathlib import Path

from deploy.local.errors import LocalError

# A socket's whole path must fit in 107 bytes; ".s.PGSQL.5432.lock" and some slack are taken off.
FOLDER_BYTES_MAX = 80


def socket_folder(data: Path) -> Path:
    """Return the folder, of this user alone, for the sockets of the server with its data in ``data``."""
    if len(os.fsencode(data)) <= FOLDER_BYTES_MAX:
        return data
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"sangong-{os.getuid()}-{name}"
    folder.mkdir(mode=0o700, exist_ok=True)
    status = folder.lstat()
    if status.st_uid != os.getuid() or status.st_mode & 0o077 or folder.is_symlink():
        raise LocalError(f"The folder {folder} must belong to you alone; remove it and start again.")
    return folder


def forget(data: Path) -> None:
    """Remove the private folder that ``socket_folder`` made for ``data``, if it made one and it is empty."""
    folder = socket_folder(data)
    if folder != data:
        with contextlib.suppress(OSError):
            folder.rmdir()
