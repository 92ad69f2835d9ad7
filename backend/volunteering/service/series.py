"""Repeating shifts: opened together or not at all, each an ordinary shift; one cancelled with all that follow it."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import InvalidError, MoveNotAllowedError
from backend.core.rotating_code import new_secret
from backend.core.working_days import has_official_calendar
from backend.infra import links
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.errors import SeriesClashError
from backend.volunteering.models import Shift, ShiftRole
from backend.volunteering.moves import SHIFT_MOVES, ShiftMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.hours import check_shift_times
from backend.volunteering.rules.series import day_name, on_day, plan_days, share_places
from backend.volunteering.service.grounds import grounds_on
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.shift import (
    cancel_sign_ups,
    find_shift,
    prepare_shift,
    role_rows,
    view_shift,
)
from backend.volunteering.types import NewShift, ShiftState, Subject
from backend.volunteering.types.activities import Repeat


def open_series(uow: UnitOfWork, actor: Actor, community_id: int, new: NewShift, repeat: Repeat) -> dict[str, Any]:
    """Open all shifts of a series in one batch and return them with a warning where holidays are not known yet.

    Raises what ``open_shift`` raises, InvalidError (the plan) and SeriesClashError, both with the day that is wrong.
    """
    facts = prepare_shift(uow, actor, community_id, new)
    days = plan_days(local_date(new.starts_at), repeat)
    length = new.ends_at - new.starts_at
    roles = share_places(new.roles, new.places)
    series_id = uow.new_id()
    rows = []
    for day in days:
        starts_at = on_day(day, new.starts_at)
        try:
            check_shift_times(starts_at, starts_at + length, now=uow.now)
        except InvalidError as error:
            raise InvalidError(error.extras["errors"], f"{day_name(starts_at)}的时间不对") from error
        changes = {"id": uow.new_id(), "series_id": series_id, "code_secret": new_secret()}
        rows.append({**facts, **changes, "starts_at": starts_at, "ends_at": starts_at + length})
    _refuse_clash(uow, community_id, facts["leader_id"], rows, length)
    uow.session.execute(insert(Shift), rows)
    if roles:
        uow.session.execute(insert(ShiftRole), [role for row in rows for role in role_rows(uow, row, roles)])
    for from_ in (("entry", new.entry_id), ("claim", new.claim_id)):
        if from_[1] is not None:
            pairs = [((from_[0], from_[1]), ("shift", row["id"])) for row in rows]
            links.record_many(uow, community_id, pairs, relation="opened_shift")
    is_known = not repeat.skip_holidays or has_official_calendar(days[-1])
    return {
        "series_id": series_id,
        "first_shift_id": rows[0]["id"],
        "shifts": [{"id": row["id"], "starts_at": row["starts_at"], "ends_at": row["ends_at"]} for row in rows],
        "warning": None
        if is_known
        else f"{days[-1].year}年的放假安排还没有公布，那年的节假日没有避开，公布后请再看一遍",
    }


def _refuse_clash(
    uow: UnitOfWork, community_id: int, leader_id: UUID, rows: Sequence[dict[str, Any]], length: timedelta
) -> None:
    """Raise SeriesClashError where one of the series, or another shift of the leader, is on at the time of one."""
    for one, after in pairwise(rows):
        if one["ends_at"] > after["starts_at"]:
            day = day_name(after["starts_at"])
            raise SeriesClashError(
                f"{day}的活动与前一场时间重叠，整个系列没有安排", day=local_date(after["starts_at"]).isoformat()
            )
    others = uow.session.execute(
        select(Shift.id, Shift.title, Shift.starts_at, Shift.ends_at)
        .where(
            Shift.community_id == community_id,
            Shift.leader_id == leader_id,
            Shift.state == ShiftState.OPEN,
            Shift.starts_at < rows[-1]["ends_at"],
            Shift.ends_at > rows[0]["starts_at"],
        )
        .order_by(Shift.starts_at)
    ).all()
    for other in others:
        for row in rows:
            if other.starts_at < row["ends_at"] and row["starts_at"] < other.ends_at:
                raise SeriesClashError(
                    f"{day_name(row['starts_at'])}带队人已有“{other.title}”，整个系列没有安排",
                    day=local_date(row["starts_at"]).isoformat(),
                    clash={"id": str(other.id), "title": other.title},
                )


def cancel_following(
    uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, *, note: str | None
) -> dict[str, Any]:
    """Cancel a shift of a series and all that follow it; each person is told once of all that were theirs.

    Raises NotFoundError, MoveNotAllowedError (no series, nothing ahead, somebody has checked in at one: none then).
    """
    first = find_shift(uow, community_id, shift_id)
    POLICY.permit(actor, A.CANCEL_SHIFT, unit_id=first.unit_id, also=grounds_on(actor, first))
    if first.series_id is None:
        raise MoveNotAllowedError
    shifts = uow.session.scalars(
        select(Shift)
        .where(
            Shift.community_id == community_id,
            Shift.series_id == first.series_id,
            Shift.starts_at >= first.starts_at,
            Shift.ends_at > uow.now,
            Shift.state == ShiftState.OPEN,
        )
        .order_by(Shift.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    if not shifts:
        raise MoveNotAllowedError
    told = cancel_sign_ups(uow, shifts, by=actor.member_id)
    for shift in shifts:
        shift.state, shift.places_taken = SHIFT_MOVES.next(ShiftState.OPEN, ShiftMove.CANCEL), 0
    moves = [Moved(shift.id, ShiftMove.CANCEL, ShiftState.OPEN, shift.state, actor.member_id, note) for shift in shifts]
    write_moves(uow, community_id, Subject.SHIFT, moves)
    events.tell_series_cancelled(uow, shifts, told, note)
    uow.session.flush()
    return view_shift(uow, actor, first)
