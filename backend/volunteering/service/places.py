"""Places: taking one, holding one for an answer, passing one on; all under the shift's lock.

A shift counts its places on its row, a role on its own; CHECKs are the last witness of both.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from psycopg.errors import ExclusionViolation
from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import Range

from backend.communities import service as communities
from backend.infra.rows import refusing
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.errors import AlreadySignedUpError, OwnClashError
from backend.volunteering.models import Shift, ShiftRole, SignUp
from backend.volunteering.moves import SIGN_UP_MOVES, SignUpMove
from backend.volunteering.rules.promises import answer_by, is_short_notice
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.roles import HAS_WORD
from backend.volunteering.types import SignUpState, Subject
from backend.volunteering.types.activities import AskedAs, Word

# States that hold one of a shift's places.
HOLDING = (SignUpState.SIGNED_UP, SignUpState.INVITED)


def short_notice(row: SignUp, starts_at: datetime) -> bool:
    """Tell whether the waiting list gave the place so late that not coming breaks no promise."""
    own_word_at = row.answered_at if row.asked_as in (AskedAs.SELF, AskedAs.GUARDIAN) else None
    return is_short_notice(
        starts_at=starts_at, queued_at=row.queued_at, placed_at=row.placed_at, own_word_at=own_word_at
    )


def new_sign_up(uow: UnitOfWork, shift: Shift, member_id: UUID, word: Word | None = None, **facts: Any) -> SignUp:
    """Return a sign-up that waits, not stored yet."""
    return SignUp(
        community_id=shift.community_id,
        id=uow.new_id(),
        shift_id=shift.id,
        member_id=member_id,
        state=SignUpState.WAITING,
        busy=Range(shift.starts_at, shift.ends_at),
        queued_at=uow.now,
        asked_id=word.asked_id if word else None,
        asked_as=word.asked_as if word else None,
        answered_at=word.answered_at if word else None,
        code_tries=0,
        created_at=uow.now,
        **facts,
    )


def take_place(
    uow: UnitOfWork,
    shift: Shift,
    member_id: UUID,
    *,
    accept_risks: bool,
    role: ShiftRole | None = None,
    word: Word | None = None,
    **facts: Any,
) -> SignUp:
    """Store the sign-up; the exclusion constraint decides on a clash, whatever runs at once.

    A place whose guardian's word is missing is held for it; who needs the leader's waits. Raises AlreadySignedUpError,
    OwnClashError, TooLateToAskError.
    """
    # Two inserts that exclude each other would each wait for the other: PostgreSQL breaks that only as a deadlock.
    communities.lock_member(uow, shift.community_id, member_id)
    accepted_at = uow.now if accept_risks else None
    role_id = role.id if role is not None else None
    row = new_sign_up(uow, shift, member_id, word, role_id=role_id, risks_accepted_at=accepted_at, **facts)
    until = None
    if word is not None and word.answered_at is None and word.asked_as is AskedAs.GUARDIAN:
        until = answer_by(shift.starts_at, now=uow.now)
    waits = word is not None and word.answered_at is None and word.asked_as is AskedAs.LEADER
    with refusing(uow, partial(_clash, uow, shift, member_id), ExclusionViolation):
        uow.session.add(row)
        uow.session.flush()
        if not waits and take_free(uow, shift, role_id):
            row.state, row.answer_by = (SignUpState.SIGNED_UP if until is None else SignUpState.INVITED), until
            row.placed_at = uow.now
    return row


def take_free(uow: UnitOfWork, shift: Shift, role_id: UUID | None, *, places: int = 1) -> bool:
    """Take that many of the places if they are left, of the role and of the shift alike."""
    if role_id is not None and not _count_up(uow, ShiftRole, shift.community_id, role_id, places):
        return False
    taken = _count_up(uow, Shift, shift.community_id, shift.id, places)
    uow.session.refresh(shift, ["places_taken"])
    return taken


def _count_up(uow: UnitOfWork, table: type[Shift] | type[ShiftRole], community_id: int, id_: UUID, places: int) -> bool:
    taken = uow.session.execute(
        update(table)
        .where(table.community_id == community_id, table.id == id_, table.places_taken + places <= table.places)
        .values(places_taken=table.places_taken + places)
        .returning(table.places_taken)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return taken is not None


def _clash(uow: UnitOfWork, shift: Shift, member_id: UUID) -> AlreadySignedUpError | OwnClashError:
    """Return what stands in the way: this very shift, or another one by name."""
    found = _in_the_way(uow, shift.community_id, member_id, shift.starts_at, shift.ends_at, first=shift.id)
    if found is None:  # it was cancelled this very moment
        return OwnClashError("另一场活动刚刚取消，请再试一次")
    return AlreadySignedUpError() if found.id == shift.id else _clash_with(found)


def refuse_clash(uow: UnitOfWork, community_id: int, member_id: UUID, starts_at: datetime, ends_at: datetime) -> None:
    """Raise OwnClashError where the member is on a shift at that time; what comes in between the constraint finds."""
    found = _in_the_way(uow, community_id, member_id, starts_at, ends_at)
    if found is not None:
        raise _clash_with(found)


def _in_the_way(
    uow: UnitOfWork,
    community_id: int,
    member_id: UUID,
    starts_at: datetime,
    ends_at: datetime,
    *,
    first: UUID | None = None,
) -> Row[UUID, str] | None:
    """Return (id, title) of a shift that the member is on at that time, ``first`` before others, then the soonest."""
    return uow.session.execute(
        select(Shift.id, Shift.title)
        .join(SignUp, (SignUp.community_id == Shift.community_id) & (SignUp.shift_id == Shift.id))
        .where(
            SignUp.community_id == community_id,
            SignUp.member_id == member_id,
            SignUp.busy.overlaps(Range(starts_at, ends_at)),
        )
        .order_by((Shift.id == first).desc(), Shift.starts_at)
        .limit(1)
    ).first()


def _clash_with(found: Row[UUID, str]) -> OwnClashError:
    return OwnClashError(f"与“{found.title}”时间冲突", clash={"id": str(found.id), "title": found.title})


def pass_places_on(uow: UnitOfWork, shifts: Sequence[Shift], freed: Sequence[SignUp]) -> None:
    """Give the places of ``freed`` to whoever waits longest for the same role, or leave them free.

    The shifts are locked; a bounded number of statements for any number of places.
    """
    if not freed:
        return
    by_id = {shift.id: shift for shift in shifts}
    left = Counter((row.shift_id, row.role_id) for row in freed)
    next_ones = [row for row in _next_in_line(uow, by_id, max(left.values())) if _takes(left, row)]
    for row in next_ones:
        row.state, row.placed_at = SIGN_UP_MOVES.next(SignUpState(row.state), SignUpMove.MOVE_UP), uow.now
    moves = [Moved(row.id, SignUpMove.MOVE_UP, SignUpState.WAITING, row.state) for row in next_ones]
    write_moves(uow, shifts[0].community_id, Subject.SIGN_UP, moves)
    events.tell_sign_ups(uow, events.MOVED_UP, [(by_id[row.shift_id], row) for row in next_ones])
    _count_down(uow, by_id, left)
    uow.session.flush()


def _takes(left: Counter[tuple[UUID, UUID | None]], row: SignUp) -> bool:
    """Take one of what is left of the row's role, if any is."""
    key = (row.shift_id, row.role_id)
    if left[key] == 0:
        return False
    left[key] -= 1
    return True


def _next_in_line(uow: UnitOfWork, shifts: dict[UUID, Shift], most: int) -> Sequence[SignUp]:
    """Return who waits longest, at most ``most`` for each shift and role."""
    community_id = next(iter(shifts.values())).community_id
    rank = func.row_number().over(
        partition_by=(SignUp.shift_id, SignUp.role_id), order_by=(SignUp.queued_at, SignUp.id)
    )
    ranked = (
        select(SignUp.id, rank.label("rank"))
        .where(
            SignUp.community_id == community_id,
            SignUp.shift_id.in_(list(shifts)),
            SignUp.state == SignUpState.WAITING,
            HAS_WORD,
        )
        .subquery()
    )
    return uow.session.scalars(
        select(SignUp)
        .where(SignUp.community_id == community_id, SignUp.id.in_(select(ranked.c.id).where(ranked.c.rank <= most)))
        .order_by(SignUp.queued_at, SignUp.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()


def _count_down(uow: UnitOfWork, shifts: dict[UUID, Shift], left: Counter[tuple[UUID, UUID | None]]) -> None:
    """Note the places that nobody waited for as free."""
    community_id = next(iter(shifts.values())).community_id
    by_role = {role_id: number for (_, role_id), number in left.items() if role_id is not None and number}
    for (shift_id, _), number in left.items():
        shifts[shift_id].places_taken -= number
        if number:
            shifts[shift_id].freed_at = uow.now
    if not by_role:
        return
    roles = uow.session.scalars(
        select(ShiftRole)
        .where(ShiftRole.community_id == community_id, ShiftRole.id.in_(by_role))
        .execution_options(populate_existing=True)
    )
    for role in roles:
        role.places_taken -= by_role[role.id]
