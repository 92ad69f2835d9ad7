"""Where the bytes of photos lie: a folder, or whatever else fsspec has an address for (S3). It knows no database."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from fsspec.core import url_to_fs

from backend.attachments.errors import PhotoStoreError
from backend.attachments.types import Picture, Size
from backend.core.errors import NotFoundError
from backend.infra.runtime import runtime

log = structlog.get_logger(__name__)


def write(key: str, picture: Picture) -> None:
    """Store both sizes; raises PhotoStoreError. A photo whose row is never committed stays behind unseen."""
    files, root = _open_store()
    with _told():
        files.makedirs(f"{root}/{key.rpartition('/')[0]}", exist_ok=True)
        files.pipe_file(f"{root}/{_name(key, Size.FULL)}", picture.full)
        files.pipe_file(f"{root}/{_name(key, Size.THUMB)}", picture.thumb)


def read(key: str, size: Size) -> bytes:
    """Return the bytes of one size; raises NotFoundError, PhotoStoreError."""
    files, root = _open_store()
    with _told():
        content: bytes = files.cat_file(f"{root}/{_name(key, size)}")
        return content


def delete(keys: Collection[str]) -> None:
    """Remove photos in both sizes, also where one is gone already; raises PhotoStoreError."""
    files, root = _open_store()
    names = [f"{root}/{_name(key, size)}" for key in keys for size in Size]
    with _told():
        there = [name for name in names if files.exists(name)]
        if there:
            files.rm(there)


def _open_store() -> tuple[Any, str]:
    found: tuple[Any, str] = url_to_fs(runtime().settings.photo_store)
    return found


def _name(key: str, size: Size) -> str:
    return f"{key}-{size.value}.jpg"


@contextmanager
def _told() -> Iterator[None]:
    """Say in our words what a store refused."""
    try:
        yield
    except FileNotFoundError as error:
        raise NotFoundError() from error
    except OSError as error:
        log.exception("photo_store_unavailable")
        raise PhotoStoreError() from error
