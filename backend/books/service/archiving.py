"""Closed years leave the ledger for a file, by its owner's hand; balances, keys and proofs stay.

The file holds the very text that was sealed, a gzip member for each seal, so that anybody can make every seal's
leaves of it anew with hashlib; what is read from it is believed only after that. First the file, then the database:
a run that died in between is run again.
"""

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import undefer

from backend.books.errors import ArchiveRefusedError
from backend.books.models import Archive, ArchivePart, Seal
from backend.books.seals import unpack
from backend.books.service.archive_files import archived_until, store
from backend.books.service.sealing import TRANSFER_LEAF
from backend.books.service.self_check import self_check
from backend.core.clock import LOCAL_ZONE
from backend.core.merkle import leaf_hash
from backend.infra.uow import UnitOfWork

_RANGE = "community_id = :community_id AND occurred_at >= CAST(:after AS timestamptz) AND occurred_at < :until"
_LEAVES = text(
    f"SELECT t.id, {TRANSFER_LEAF} AS leaf FROM transfers t WHERE {_RANGE} ORDER BY t.occurred_at, t.id"  # noqa: S608  # made of constants
)
_KEEP = text(
    f"""
    INSERT INTO archived_transfers
    SELECT community_id, id, debit_account_id, credit_account_id, amount, state, type, business_key, refers_to_id,
           source_type, source_id, occurred_at
    FROM transfers WHERE {_RANGE}
    """  # noqa: S608  # made of the constant above
)
_BALANCES = text(
    f"""
    INSERT INTO archived_balances AS b (community_id, account_id, debits, credits, lines)
    SELECT :community_id, account_id, sum(debits), sum(credits), count(*)
    FROM (
        SELECT debit_account_id AS account_id, 0 AS credits,
               CASE WHEN state IN ('posted', 'post_pending') THEN amount ELSE 0 END AS debits
        FROM transfers WHERE {_RANGE}
        UNION ALL
        SELECT credit_account_id, CASE WHEN state IN ('posted', 'post_pending') THEN amount ELSE 0 END, 0
        FROM transfers WHERE {_RANGE}
    ) AS legs
    GROUP BY account_id
    ON CONFLICT (community_id, account_id) DO UPDATE
    SET debits = b.debits + excluded.debits, credits = b.credits + excluded.credits, lines = b.lines + excluded.lines
    """  # noqa: S608  # made of the constant above
)
_REMOVE = text(f"DELETE FROM transfers WHERE {_RANGE}")  # noqa: S608  # made of the constant above


@dataclass(frozen=True, slots=True)
class Archived:
    """What one community's year came to; no rows: there was nothing to do."""

    rows: int
    name: str | None = None


def archive_year(owner: UnitOfWork, community_id: int, year: int) -> Archived:
    """Move a community's sealed transfers up to the end of a year into a file; doing it again does nothing.

    ``owner`` is a unit of work of the tables' owner. Raises ArchiveRefusedError where the year is not over or not
    sealed to its end, the books do not tally, or the file is not what was written.
    """
    end = datetime(year + 1, 1, 1, tzinfo=LOCAL_ZONE)
    if owner.session.get(Archive, (community_id, year)) is not None:
        return Archived(0)
    seals = _seals(owner, community_id, end)
    if not seals:
        return Archived(0)
    _refuse_unready(owner, community_id, end)
    after, until = _begins_at(owner, community_id), seals[-1].until
    name = f"{community_id}/{year}.jsonl.gz"
    parts, content = _write_parts(owner, community_id, seals, after)
    store(name, content)
    moments = {"community_id": community_id, "after": after, "until": until}
    owner.session.execute(_KEEP, moments)
    owner.session.execute(_BALANCES, moments)
    removed = owner.session.execute(_REMOVE, moments).rowcount  # type: ignore[attr-defined]  # of a DELETE
    owner.session.add(
        Archive(
            community_id=community_id,
            year=year,
            name=name,
            sha256=hashlib.sha256(content).digest(),
            size=len(content),
            until=until,
            archived_at=owner.now,
        )
    )
    owner.session.flush()
    rows = [{"community_id": community_id, "year": year, **part} for part in parts]
    owner.session.execute(insert(ArchivePart), rows)
    return Archived(removed, name)


def _seals(uow: UnitOfWork, community_id: int, end: datetime) -> Sequence[Seal]:
    """Return the seals that end by then and are not archived, in order."""
    last = select(func.coalesce(func.max(ArchivePart.seal), 0)).where(ArchivePart.community_id == community_id)
    return uow.session.scalars(
        select(Seal)
        .where(Seal.community_id == community_id, Seal.number > last.scalar_subquery(), Seal.until <= end)
        .order_by(Seal.number)
        .options(undefer(Seal.leaves))
    ).all()


def _begins_at(uow: UnitOfWork, community_id: int) -> datetime:
    return archived_until(uow, community_id) or datetime(1, 1, 2, tzinfo=UTC)


def _refuse_unready(uow: UnitOfWork, community_id: int, end: datetime) -> None:
    sealed = uow.session.scalar(select(func.max(Seal.until)).where(Seal.community_id == community_id))
    if uow.now < end or sealed is None:
        raise ArchiveRefusedError("这一年还没有过完")
    unsealed = uow.session.execute(
        text(
            "SELECT 1 FROM transfers WHERE community_id = :community_id AND occurred_at >= :sealed"
            " AND occurred_at < :end LIMIT 1"
        ),
        {"community_id": community_id, "sealed": sealed, "end": end},
    ).first()
    if unsealed is not None:
        raise ArchiveRefusedError("这一年还有没有存证的账")
    held = uow.session.execute(
        text(
            "SELECT 1 FROM holds h JOIN transfers t ON t.community_id = h.community_id AND t.id = h.id"
            " WHERE h.community_id = :community_id AND t.occurred_at < :end LIMIT 1"
        ),
        {"community_id": community_id, "end": end},
    ).first()
    if held is not None:
        raise ArchiveRefusedError("这一年还有没有了结的预留")
    if findings := self_check(uow, community_id):
        raise ArchiveRefusedError(f"账目自检没有通过：{findings[0]}")


def _write_parts(
    uow: UnitOfWork, community_id: int, seals: Sequence[Seal], after: datetime
) -> tuple[list[dict[str, int]], bytes]:
    """Return where each seal's rows lie, and the file; every row's hash must be what its seal holds."""
    parts: list[dict[str, int]] = []
    content = bytearray()
    for seal in seals:
        rows = uow.session.execute(_LEAVES, {"community_id": community_id, "after": after, "until": seal.until}).all()
        sealed = dict(unpack(seal.leaves))
        for id_, leaf in rows:
            if sealed.get(id_) != leaf_hash(leaf.encode()):
                raise ArchiveRefusedError(f"第{seal.number}号存证里的一笔账与存证不符：{id_}")
        packed = gzip.compress("".join(f"{leaf}\n" for _, leaf in rows).encode(), mtime=0)
        parts.append({"seal": seal.number, "start": len(content), "length": len(packed)})
        content += packed
        after = seal.until
    return parts, bytes(content)
