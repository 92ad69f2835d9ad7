"""Seals: what was booked and entered until yesterday, in one Merkle tree a day (RFC 6962), chained to the day before.

The database makes the leaves' text and hashes them, so a million rows are sealed and checked in seconds.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import undefer

from backend.books.errors import ArchiveFileMissingError
from backend.books.models import Seal, SealTurn
from backend.books.policy import POLICY, A
from backend.books.rules import NOTICE_BEFORE_EXPIRY
from backend.books.seals import FIRST, last_sealable, next_check, next_due, pack, seal_hash, unpack
from backend.books.service.archive_files import archived_lines
from backend.books.service.turns import communities_due, take_turn
from backend.books.types import Finding, Leaf, SealedRows
from backend.core.actor import Actor
from backend.core.clock import local_date, local_day, next_month
from backend.core.merkle import leaf_hash, root_of
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork

EXAMPLES_MAX = 5
SEALED = "what was sealed is as it was"
# The text of a transfer's leaf: JSON whose keys stand in this order, without what a later migration may add.
TRANSFER_LEAF = """
    json_build_object(
        'type', 'transfer', 'community_id', t.community_id, 'id', t.id,
        'debit_account_id', t.debit_account_id, 'credit_account_id', t.credit_account_id, 'amount', t.amount,
        'state', t.state, 'transfer_type', t.type, 'business_key', t.business_key, 'refers_to_id', t.refers_to_id,
        'ends_at', to_char(t.ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'debit_line', t.debit_line, 'credit_line', t.credit_line,
        'debit_balance', t.debit_balance, 'credit_balance', t.credit_balance,
        'source_type', t.source_type, 'source_id', t.source_id, 'title', t.title, 'served_on', t.served_on,
        'occurred_at', to_char(t.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    )::text
"""
_LEAVES = text(
    f"""
    SELECT t.id, sha256('\\x00'::bytea || convert_to({TRANSFER_LEAF}, 'UTF8')) AS hash
    FROM transfers t
    WHERE t.community_id = :community_id AND t.occurred_at >= CAST(:after AS timestamptz)
      AND t.occurred_at < :until
    ORDER BY t.occurred_at, t.id
    """  # noqa: S608  # made of the constant above
)


def plan_seals(uow: UnitOfWork, community_id: int) -> None:
    """Have a new community's books sealed and checked every night from now on, and points expire month by month."""
    month = local_day(next_month(local_date(uow.now)))[0]
    turn = {
        "community_id": community_id,
        "due_at": next_due(uow.now),
        "check_due_at": next_check(uow.now),
        "expiry_due_at": month,
        "expiry_notice_due_at": month - NOTICE_BEFORE_EXPIRY,
    }
    uow.session.execute(insert(SealTurn).values(turn).on_conflict_do_nothing())


def seal_soon(uow: UnitOfWork, community_id: int) -> None:
    """Have the days that are over sealed at once: what was brought in with its own dates waits for no night."""
    turns = update(SealTurn).where(SealTurn.community_id == community_id, SealTurn.due_at > uow.now)
    uow.session.execute(turns.values(due_at=uow.now))


def communities_to_seal(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities whose seal is due (lock-free scan over all of them)."""
    return communities_due(uow, SealTurn.due_at)


def seal_day(uow: UnitOfWork, community_id: int) -> int:
    """Seal what is not sealed yet up to the last day that is over; return 1, or 0 when nothing was due.

    A day on which nothing was booked or entered gets no seal. Of two workers at once one finds nothing due.
    """
    turn = take_turn(uow, community_id, SealTurn.due_at)
    if turn is None:
        return 0
    day, until = last_sealable(uow.now)
    before = _last_seal(uow, community_id)
    leaves = _leaves(uow, community_id, before.until if before else None, until)
    if leaves and (before is None or before.day < day):
        number, previous = (before.number + 1, before.hash) if before else (1, FIRST)
        root = root_of([leaf.hash for leaf in leaves])
        seal = Seal(
            community_id=community_id,
            number=number,
            day=day,
            until=until,
            size=len(leaves),
            leaves=pack(leaves),
            root=root,
            previous=previous,
            hash=seal_hash(community_id, number, day, len(leaves), root, previous),
            sealed_at=uow.now,
        )
        uow.session.add(seal)
    turn.due_at = next_due(uow.now)
    uow.session.flush()
    return 1


def list_seals(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return a community's seals, newest first."""
    POLICY.permit(actor, A.READ_SEALS)
    found = fetch_page(uow.session, select(Seal).where(Seal.community_id == community_id), page, keys=[Seal.number])
    return Page([view_seal(seal) for seal in found.items], found.next_cursor)


def view_seal(seal: Seal) -> dict[str, Any]:
    """Return a seal as the API shows it, hashes as hexadecimal digits."""
    return {
        "number": seal.number,
        "day": seal.day,
        "size": seal.size,
        "root": seal.root.hex(),
        "previous": seal.previous.hex(),
        "hash": seal.hash.hex(),
        "sealed_at": seal.sealed_at,
    }


def check_seals(uow: UnitOfWork, community_id: int) -> list[Finding]:
    """Return what was changed, added or taken away under a seal, and seals that are no longer what they were."""
    broken: list[str] = []
    previous, after = FIRST, None
    seals = uow.session.scalars(
        select(Seal).where(Seal.community_id == community_id).order_by(Seal.number).options(undefer(Seal.leaves))
    )
    for expected, seal in enumerate(seals.yield_per(1), 1):
        leaves = unpack(seal.leaves)
        broken += _broken_chain(seal, leaves, expected, previous)
        with suppress(ArchiveFileMissingError):  # the check of archives names the file
            broken += _broken_rows(leaves, _leaves_of(uow, seal, after), seal)
        previous, after = seal.hash, seal.until
    return [Finding(SEALED, len(broken), tuple(broken[:EXAMPLES_MAX]))] if broken else []


def _broken_chain(seal: Seal, leaves: Sequence[Leaf], expected: int, previous: bytes) -> Iterator[str]:
    if (seal.number, seal.previous) != (expected, previous):
        yield f"seal {seal.number} does not follow the one before it"
    if root_of([leaf.hash for leaf in leaves]) != seal.root:
        yield f"seal {seal.number} has another root than its leaves"
    if seal_hash(seal.community_id, seal.number, seal.day, seal.size, seal.root, seal.previous) != seal.hash:
        yield f"seal {seal.number} has another hash than its content"


def _broken_rows(sealed: Sequence[Leaf], found: Sequence[Leaf], seal: Seal) -> Iterator[str]:
    if sealed == found:
        return
    before, now = dict(sealed), dict(found)
    yield from (f"row {id_} of seal {seal.number} is gone" for id_ in before if id_ not in now)
    yield from (f"row {id_} came after seal {seal.number}" for id_ in now if id_ not in before)
    yield from (
        f"row {id_} of seal {seal.number} was changed" for id_, hash_ in now.items() if before.get(id_, hash_) != hash_
    )


def _last_seal(uow: UnitOfWork, community_id: int) -> Seal | None:
    return uow.session.scalars(
        select(Seal).where(Seal.community_id == community_id).order_by(Seal.number.desc()).limit(1)
    ).first()


def _leaves_of(uow: UnitOfWork, seal: Seal, after: datetime | None) -> list[Leaf]:
    """Return a seal's leaves as they are now, archived transfers as their file has them."""
    leaves = _leaves(uow, seal.community_id, after, seal.until)
    lines = archived_lines(uow, seal.community_id, seal.number) or []
    return [Leaf(UUID(orjson.loads(line)["id"]), leaf_hash(line.encode())) for line in lines] + leaves


def _leaves(uow: UnitOfWork, community_id: int, after: datetime | None, until: datetime) -> list[Leaf]:
    """Return the leaves from one moment to before another: transfers, then entered records."""
    rows = uow.session.execute(_LEAVES, {"community_id": community_id, "after": after or "-infinity", "until": until})
    transfers = [Leaf(id_, bytes(hash_)) for id_, hash_ in rows]
    return transfers + port(SealedRows).leaves_between(uow, community_id, after, until)
