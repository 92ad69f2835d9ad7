"""Shifts: opening one on an entry, reading, cancelling. It signs nobody up."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, insert, select, union_all, update
from sqlalchemy.orm import aliased, undefer

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.core.rotating_code import new_secret
from backend.infra import links
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef, EntryState
from backend.volunteering import events
from backend.volunteering.errors import (
    ClaimNotAcceptedError,
    EntryNotOpenError,
    InsuranceMissingError,
    LeaderUnfitError,
)
from backend.volunteering.models import Shift, ShiftRole, SignUp
from backend.volunteering.moves import SHIFT_MOVES, ShiftMove, SignUpMove
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.hours import SHIFT_LENGTH_MAX, check_shift_times
from backend.volunteering.rules.paper import check_past_times
from backend.volunteering.rules.series import day_name, share_places
from backend.volunteering.service.audit.planning import plan_audits
from backend.volunteering.service.grounds import grounds_on, shifts_seen
from backend.volunteering.service.history import Moved, write_moves
from backend.volunteering.service.view import view_shifts
from backend.volunteering.types import (
    ClaimForShift,
    Claims,
    NewShift,
    Purpose,
    ShiftFilter,
    ShiftState,
    SignUpState,
    Subject,
)
from backend.volunteering.types.activities import NewRole

# Kinds of list on whose entries people work at an appointed time.
WORKED_KINDS = frozenset({"need", "problem", "service_project", "welfare_work", "action"})
WORKABLE_STATES = frozenset(
    {
        EntryState.OPEN,
        EntryState.PARTLY_CLAIMED,
        EntryState.CLAIMED,
        EntryState.IN_PROGRESS,
        EntryState.REOPENED,
    }
)
FREE_TO_GO = (SignUpState.SIGNED_UP, SignUpState.WAITING, SignUpState.INVITED)


def open_shift(uow: UnitOfWork, actor: Actor, community_id: int, new: NewShift) -> dict[str, Any]:
    """Open a shift on an entry, for the unit of the claim or, without one, of the entry.

    Raises NotFoundError, EntryNotOpenError, ClaimNotAcceptedError, InvalidError (times, roles), LeaderUnfitError and
    InsuranceMissingError (志愿服务条例 Art. 17).
    """
    facts = prepare_shift(uow, actor, community_id, new)
    check_shift_times(new.starts_at, new.ends_at, now=uow.now)
    roles = share_places(new.roles, new.places)
    shift = Shift(**facts)
    uow.session.add(shift)
    uow.session.flush()
    if roles:
        uow.session.execute(insert(ShiftRole), role_rows(uow, facts, roles))
    links.record(uow, community_id, from_=("entry", new.entry_id), to=("shift", shift.id), relation="opened_shift")
    if new.claim_id is not None:
        links.record(uow, community_id, from_=("claim", new.claim_id), to=("shift", shift.id), relation="opened_shift")
    return view_shift(uow, actor, shift)


def view_shift(uow: UnitOfWork, actor: Actor, shift: Shift) -> dict[str, Any]:
    """Return the shift as the caller sees it."""
    return view_shifts(uow, actor, [shift])[0]


def prepare_shift(uow: UnitOfWork, actor: Actor, community_id: int, new: NewShift) -> dict[str, Any]:
    """Return the columns of a shift that the caller may open; its times are not looked at yet.

    From a community's first shift on its records are audited.
    """
    entry = lists.get_entry(uow, community_id, new.entry_id)
    claim = _find_claim(uow, community_id, new)
    unit_id = claim.unit_id if claim is not None else entry.proposer_unit_id
    POLICY.permit(actor, A.OPEN_SHIFT, unit_id=unit_id)
    _check_entry(entry, claim)
    plan_audits(uow, community_id)
    return _facts(uow, actor, entry, new, unit_id)


def role_rows(uow: UnitOfWork, facts: Mapping[str, Any], roles: Sequence[NewRole]) -> list[dict[str, Any]]:
    """Return the columns of a shift's roles, in their order."""
    shift = {"community_id": facts["community_id"], "shift_id": facts["id"], "places_taken": 0}
    return [
        {**shift, "id": uow.new_id(), "position": place, **asdict(role)} for place, role in enumerate(roles, start=1)
    ]


def open_past_shift(uow: UnitOfWork, actor: Actor, community_id: int, new: NewShift) -> Shift:
    """Open a shift that is over, for what a signed sheet tells of it: ended at once, and marked as such.

    Raises what ``open_shift`` raises.
    """
    facts = prepare_shift(uow, actor, community_id, new)
    check_past_times(new.starts_at, new.ends_at, now=uow.now)
    shift = Shift(**{**facts, "state": ShiftState.ENDED, "opened_after": True})
    uow.session.add(shift)
    uow.session.flush()
    links.record(uow, community_id, from_=("entry", new.entry_id), to=("shift", shift.id), relation="opened_shift")
    return shift


def _find_claim(uow: UnitOfWork, community_id: int, new: NewShift) -> ClaimForShift | None:
    if new.claim_id is None:
        return None
    claims = port(Claims)
    claim = claims.find_claim(uow, community_id, new.claim_id)
    if claim is None:
        raise NotFoundError
    return claim


def _check_entry(entry: EntryRef, claim: ClaimForShift | None) -> None:
    if claim is not None and (claim.entry_id != entry.id or not claim.is_accepted):
        raise ClaimNotAcceptedError
    if entry.kind not in WORKED_KINDS or entry.state not in WORKABLE_STATES:
        raise EntryNotOpenError
    if entry.details.get("dangerous") and not entry.details.get("insurance_number"):
        raise InsuranceMissingError


def _facts(uow: UnitOfWork, actor: Actor, entry: EntryRef, new: NewShift, unit_id: UUID | None) -> dict[str, Any]:
    """Return the shift's columns with what its entry promised: the stricter age, the risks, the insurance."""
    ages = [age for age in (new.age_min, entry.details.get("age_min")) if age is not None]
    if new.beneficiary_member_id is not None:
        communities.get_member(uow, entry.community_id, new.beneficiary_member_id)
    return {
        "community_id": entry.community_id,
        "id": uow.new_id(),
        "purpose": Purpose.ACTIVITY,
        "entry_id": entry.id,
        "claim_id": new.claim_id,
        "unit_id": unit_id,
        "leader_id": _leader(uow, actor, entry.community_id, new.leader_member_id),
        "beneficiary_id": new.beneficiary_member_id,
        "title": new.title or entry.title,
        "category": entry.category,
        "place": new.place,
        "starts_at": new.starts_at,
        "ends_at": new.ends_at,
        "places": new.places,
        "places_taken": 0,
        "age_min": max(ages, default=None),
        "risks": list(entry.details.get("risks") or []),
        "dangerous": bool(entry.details.get("dangerous")),
        "insurance_number": entry.details.get("insurance_number"),
        "series_id": None,
        "cancel_hours": new.cancel_hours,
        "code_secret": new_secret(),
        "state": ShiftState.OPEN,
        "created_by": actor.member_id,
        "created_at": uow.now,
    }


def _leader(uow: UnitOfWork, actor: Actor, community_id: int, wanted: UUID | None) -> UUID:
    """Return the leader, the caller unless another is named; only a verified member leads."""
    if wanted is None or wanted == actor.member_id:
        if actor.member_id is None:
            raise LeaderUnfitError
        return actor.member_id
    named = communities.members_by_ids(uow, community_id, [wanted]).get(wanted)
    if named is None:
        raise LeaderUnfitError
    if Role.MEMBER not in communities.load_actor(uow, named.person_id, community_id).roles:
        raise LeaderUnfitError
    return named.id


def get_shift(uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID) -> dict[str, Any]:
    """Return one shift as the caller sees it; raises NotFoundError, also for another's private one."""
    POLICY.permit(actor, A.READ_SHIFTS)
    shift = find_shift(uow, community_id, shift_id)
    if shift.id not in shifts_seen(uow, actor, [shift]):
        raise NotFoundError
    return view_shifts(uow, actor, [shift])[0]


def list_shifts(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: ShiftFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return shifts, soonest first; without ``since`` only those that are not over and not cancelled.

    Private ones are among one's own alone.
    """
    POLICY.permit(actor, A.READ_SHIFTS)
    statement = select(Shift).where(Shift.community_id == community_id)
    if not wanted.mine:
        statement = statement.where(Shift.purpose == Purpose.ACTIVITY)
    if wanted.since is not None:
        statement = statement.where(Shift.starts_at >= wanted.since)
    elif not wanted.mine:
        # What is not over began less than the longest shift ago: the index on the start skips all that was before.
        not_over = (Shift.starts_at > uow.now - SHIFT_LENGTH_MAX, Shift.ends_at > uow.now)
        statement = statement.where(*not_over, Shift.state != ShiftState.CANCELLED)
    if wanted.until is not None:
        statement = statement.where(Shift.starts_at < wanted.until)
    if wanted.entry_id is not None:
        statement = statement.where(Shift.entry_id == wanted.entry_id)
    if wanted.mine:
        statement = statement.where(_is_mine(actor, community_id))
    found = fetch_page(uow.session, statement, page, keys=[Shift.starts_at, Shift.id], descending=False)
    return Page(view_shifts(uow, actor, found.items), found.next_cursor)


def _is_mine(actor: Actor, community_id: int) -> ColumnElement[bool]:
    """Tell whether the caller leads the shift or is on it: ids of each by an index of its own, where OR has none."""
    on_it = select(SignUp.shift_id).where(
        SignUp.community_id == community_id,
        SignUp.member_id == actor.member_id,
        SignUp.state != SignUpState.CANCELLED,
    )
    led = aliased(Shift)
    leads = select(led.id).where(led.community_id == community_id, led.leader_id == actor.member_id)
    return Shift.id.in_(union_all(on_it, leads))


def move_shift(
    uow: UnitOfWork, actor: Actor, community_id: int, shift_id: UUID, move: ShiftMove, *, note: str | None
) -> dict[str, Any]:
    """Cancel a shift that is not over and at which nobody has arrived, and tell all; raises MoveNotAllowedError."""
    shift = lock_shift(uow, community_id, shift_id)
    POLICY.permit(actor, A.CANCEL_SHIFT, unit_id=shift.unit_id, also=grounds_on(actor, shift))
    refuse_private(shift)
    if move is not ShiftMove.CANCEL or uow.now >= shift.ends_at:
        raise MoveNotAllowedError
    before, shift.state = shift.state, SHIFT_MOVES.next(ShiftState(shift.state), move)
    shift.places_taken = 0
    told = cancel_sign_ups(uow, [shift], by=actor.member_id)
    moved = Moved(shift.id, move, before, shift.state, actor.member_id, note)
    write_moves(uow, community_id, Subject.SHIFT, [moved])
    events.tell_shift_cancelled(uow, shift, told, note)
    uow.session.flush()
    return view_shifts(uow, actor, [shift])[0]


def refuse_private(shift: Shift) -> None:
    """Raise MoveNotAllowedError where the shift lives and ends with a neighbour's request, which has its own rules."""
    if shift.purpose == Purpose.EXCHANGE:
        raise MoveNotAllowedError("这是邻里互助的约定，请在互助单里办理")


def cancel_sign_ups(uow: UnitOfWork, shifts: Sequence[Shift], *, by: UUID | None) -> Sequence[SignUp]:
    """Free everybody's time and places and return whose; raises MoveNotAllowedError once somebody is there."""
    community_id, ids = shifts[0].community_id, [shift.id for shift in shifts]
    rows = uow.session.scalars(
        select(SignUp)
        .where(SignUp.community_id == community_id, SignUp.shift_id.in_(ids), SignUp.state != SignUpState.CANCELLED)
        .order_by(SignUp.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    there = {row.shift_id for row in rows if row.state not in FREE_TO_GO}
    if there:
        days = "、".join(day_name(shift.starts_at) for shift in shifts if shift.id in there)
        raise MoveNotAllowedError(f"{days}已经有人签到，不能取消")
    moves = [Moved(row.id, SignUpMove.CANCEL, row.state, SignUpState.CANCELLED, by) for row in rows]
    for row in rows:
        row.state, row.busy, row.answer_by = SignUpState.CANCELLED, None, None
    uow.session.flush()
    uow.session.execute(
        update(ShiftRole)
        .where(ShiftRole.community_id == community_id, ShiftRole.shift_id.in_(ids))
        .values(places_taken=0)
        .execution_options(synchronize_session=False)
    )
    write_moves(uow, community_id, Subject.SIGN_UP, moves)
    return rows


def find_shift(uow: UnitOfWork, community_id: int, shift_id: UUID) -> Shift:
    """Return the row; raises NotFoundError."""
    shift = uow.session.get(Shift, (community_id, shift_id))
    if shift is None:
        raise NotFoundError
    return shift


def find_shift_with_secret(uow: UnitOfWork, community_id: int, shift_id: UUID) -> Shift:
    """Return the row with what its codes are made of, in one statement; raises NotFoundError."""
    shift = uow.session.get(Shift, (community_id, shift_id), options=[undefer(Shift.code_secret)])
    if shift is None:
        raise NotFoundError
    return shift


def lock_shift(uow: UnitOfWork, community_id: int, shift_id: UUID) -> Shift:
    """Return the row locked and as it is now: places and the waiting list change only under this lock."""
    shift = uow.session.get(
        Shift, (community_id, shift_id), with_for_update={"key_share": True}, populate_existing=True
    )
    if shift is None:
        raise NotFoundError
    return shift
