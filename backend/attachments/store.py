"""Where the bytes of photos lie: a folder, or whatever else fsspec has an address for (S3). It knows no database."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import structlog
from fsspec.core import url_to_fs

from backend.attachments.errors import PhotoStoreError
from backend.attachments.types import Picture, Size
from backend.core.errors import NotFoundError
from backend.infra.runtime import runtime

log = structlog.get_logger(__name__)

_FILE = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(?:full|thumb)\.jpg")


def key_of(community_id: int, photo_id: UUID) -> str:
    """Return under which key a photo is kept."""
    return f"{community_id}/{photo_id}"


def write(key: str, picture: Picture) -> None:
    """Store both sizes; raises PhotoStoreError. What no row comes to name is swept up later."""
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


def ids_of(community_id: int) -> set[UUID]:
    """Return the ids of a community's photos that have a file; raises PhotoStoreError."""
    files, root = _open_store()
    with _told():
        names = [path.rpartition("/")[2] for path in files.find(f"{root}/{community_id}")]
    return {UUID(found[1]) for name in names if (found := _FILE.fullmatch(name))}


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
