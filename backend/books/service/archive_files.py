"""The files in which closed years of the ledger lie: a gzip member of lines for each seal, one file a year."""

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from datetime import datetime

from fsspec.core import url_to_fs
from sqlalchemy import func, select

from backend.books.errors import ArchiveFileMissingError, ArchiveRefusedError
from backend.books.models import Archive, ArchivePart
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork


def archived_until(uow: UnitOfWork, community_id: int) -> datetime | None:
    """Return the moment before which transfers are archived, if any are."""
    return uow.session.scalar(select(func.max(Archive.until)).where(Archive.community_id == community_id))


def archived_lines(uow: UnitOfWork, community_id: int, seal: int) -> list[str] | None:
    """Return the sealed texts of a seal's archived transfers; None where it is not archived.

    Raises ArchiveFileMissingError where its file can't be read.
    """
    found = uow.session.execute(
        select(ArchivePart.start, ArchivePart.length, Archive.name)
        .join(Archive, (Archive.community_id == ArchivePart.community_id) & (Archive.year == ArchivePart.year))
        .where(ArchivePart.community_id == community_id, ArchivePart.seal == seal)
    ).one_or_none()
    if found is None:
        return None
    system, folder = url_to_fs(runtime().settings.archive_store)
    try:
        packed = system.cat_file(f"{folder}/{found.name}", start=found.start, end=found.start + found.length)
        return gzip.decompress(packed).decode().splitlines()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ArchiveFileMissingError from error


def store(name: str, content: bytes) -> None:
    """Write the file under another name first, and read it back: a file that was half written is never believed."""
    system, folder = url_to_fs(runtime().settings.archive_store)
    path = f"{folder}/{name}"
    system.makedirs(path.rpartition("/")[0], exist_ok=True)
    system.pipe_file(f"{path}.tmp", content)
    system.mv(f"{path}.tmp", path)
    if hashlib.sha256(system.cat_file(path)).digest() != hashlib.sha256(content).digest():
        raise ArchiveRefusedError("存档文件写入后读出不一致")


def broken_archives(uow: UnitOfWork, community_id: int) -> Iterator[str]:
    """Yield what of a community's archive files is missing or not what was archived."""
    system, folder = url_to_fs(runtime().settings.archive_store)
    for archive in uow.session.scalars(
        select(Archive).where(Archive.community_id == community_id).order_by(Archive.year)
    ):
        try:
            content = system.cat_file(f"{folder}/{archive.name}")
        except OSError:
            yield f"archive {archive.name} is not there"
            continue
        if hashlib.sha256(content).digest() != archive.sha256:
            yield f"archive {archive.name} was changed"
