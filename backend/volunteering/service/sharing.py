"""Codes that were shared: a job compares the phones and networks behind them, later it forgets these.

It runs beside checking in, for two that check in at the same moment do not see each other; and a row judged late is
still judged with all that came before it.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import Select, delete, select, tuple_, union, update

from backend.infra.uow import UnitOfWork
from backend.volunteering.models import PhoneMark
from backend.volunteering.rules.sharing import Mark, find_shared
from backend.volunteering.service.flagging import raise_flags
from backend.volunteering.types import Fence, Flag, RaisedFlag
from backend.volunteering.types.presence import Way

NewMarks: TypeAlias = Select[UUID, UUID | None, UUID, bytes, date]
# Our rule: long enough for an audit and its objections, then phones can no longer be told apart.
KEPT = timedelta(days=90)
# Those who stand in front of one code are looked at together.
JUDGED_AFTER = timedelta(seconds=20)
MARKS_A_BATCH, FORGET_A_BATCH = 1_000, 5_000
_COLUMNS = (
    PhoneMark.shift_id,
    PhoneMark.member_id,
    PhoneMark.record_id,
    PhoneMark.way,
    PhoneMark.step,
    PhoneMark.fence,
    PhoneMark.device_key,
    PhoneMark.network_key,
    PhoneMark.served_on,
    PhoneMark.held_by,
)


def communities_with_new_marks(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with marks to judge (lock-free scan over all of them)."""
    new = select(PhoneMark.community_id).where(
        PhoneMark.judged_at.is_(None), PhoneMark.made_at <= uow.now - JUDGED_AFTER
    )
    return uow.session.scalars(new.distinct()).all()


def judge_marks(uow: UnitOfWork, community_id: int) -> int:
    """Judge one batch of new marks beside all of the same shifts and phones, flag what was shared; return how many."""
    return _judge(uow, community_id, _new(community_id).where(PhoneMark.made_at <= uow.now - JUDGED_AFTER))


def judge_records(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> set[UUID] | None:
    """Judge what is left of these records' marks before they are entered.

    Return None where nothing was left; else the records that another worker is judging at this moment.
    """
    left = _new(community_id).where(PhoneMark.record_id.in_(ids))
    if uow.session.execute(left.limit(1)).first() is None:
        return None
    _judge(uow, community_id, left)
    return {row.record_id for row in uow.session.execute(left)}


def _new(community_id: int) -> NewMarks:
    return select(
        PhoneMark.id, PhoneMark.record_id, PhoneMark.shift_id, PhoneMark.device_key, PhoneMark.served_on
    ).where(PhoneMark.community_id == community_id, PhoneMark.judged_at.is_(None))


def _judge(uow: UnitOfWork, community_id: int, wanted: NewMarks) -> int:
    new = uow.session.execute(
        wanted.order_by(PhoneMark.made_at, PhoneMark.id).limit(MARKS_A_BATCH).with_for_update(skip_locked=True)
    ).all()
    if not new:
        return 0
    shifts = {row.shift_id for row in new}
    phones = {(row.device_key, row.served_on) for row in new if row.device_key}
    shared = find_shared(_marks_beside(uow, community_id, shifts, phones))
    raise_flags(uow, community_id, [RaisedFlag(id_, Flag.CODE_SHARED, facts) for id_, facts in shared.items()])
    uow.session.execute(
        update(PhoneMark)
        .where(PhoneMark.community_id == community_id, PhoneMark.id.in_([row.id for row in new]))
        .values(judged_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    return len(new)


def communities_with_old_marks(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities that have kept marks for long enough (lock-free scan over all of them)."""
    old = select(PhoneMark.community_id).where(PhoneMark.made_at < uow.now - KEPT)
    return uow.session.scalars(old.distinct()).all()


def forget_marks(uow: UnitOfWork, community_id: int) -> int:
    """Delete one batch of old marks and return how many; the sightings stay."""
    old = (
        select(PhoneMark.id)
        .where(PhoneMark.community_id == community_id, PhoneMark.made_at < uow.now - KEPT)
        .limit(FORGET_A_BATCH)
        .with_for_update(skip_locked=True)
    )
    ids = uow.session.scalars(old).all()
    if ids:
        uow.session.execute(
            delete(PhoneMark)
            .where(PhoneMark.community_id == community_id, PhoneMark.id.in_(ids))
            .execution_options(synchronize_session=False)
        )
    return len(ids)


def _marks_beside(
    uow: UnitOfWork, community_id: int, shift_ids: Collection[UUID], phones: Collection[tuple[bytes, date]]
) -> list[Mark]:
    """Return the marks of these shifts, and of these phones on their days whatever the shift."""
    of_community = PhoneMark.community_id == community_id
    here = select(*_COLUMNS, PhoneMark.id).where(of_community, PhoneMark.shift_id.in_(shift_ids))
    elsewhere = tuple_(PhoneMark.device_key, PhoneMark.served_on).in_(phones)
    return [
        Mark(
            row.shift_id,
            row.member_id,
            row.record_id,
            Way(row.way),
            row.step,
            Fence(row.fence),
            bytes(row.device_key),
            bytes(row.network_key),
            row.served_on,
            row.held_by,
        )
        for row in uow.session.execute(union(here, select(*_COLUMNS, PhoneMark.id).where(of_community, elsewhere)))
    ]
