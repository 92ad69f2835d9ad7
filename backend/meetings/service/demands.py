"""Demands that the residents' meeting be called: begun, signed on the phone, counted exactly, ended by time."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.clock import end_of_day, local_date
from backend.core.errors import NotFoundError
from backend.core.working_days import add_working_days
from backend.infra.numbers import next_number
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import add_or_refuse, insert_once, row_by_id
from backend.infra.uow import UnitOfWork
from backend.meetings.errors import (
    AlreadySignedError,
    DemandAdultsOnlyError,
    DemandOverError,
    DemandResidentsOnlyError,
    DemandRunningError,
)
from backend.meetings.events import tell_of_demand
from backend.meetings.models import Demand, Group, Signature
from backend.meetings.moves.demands import DEMAND_MOVES, HIDDEN, MOVE_NAMES, SIGNED_WHILE, DemandMove
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.demands import Counts, collecting_until, decide_ground, progress
from backend.meetings.rules.roll import adults_of, households_of
from backend.meetings.rules.thresholds import CALL_WITHIN
from backend.meetings.service.groups import find_register, live_groups
from backend.meetings.types import DEMAND_STATE_NAMES, DemandState, NewDemand
from backend.moderation import service as moderation
from backend.moderation.types import NewText

# What moderation and links call a demand.
SUBJECT = "meeting_demand"
NUMBER, NUMBER_NAME = "提-{:04d}", "meeting_demand"


def begin_demand(uow: UnitOfWork, actor: Actor, community_id: int, new: NewDemand) -> dict[str, Any]:
    """Begin a demand with one's own signature: others see it once its text has passed moderation.

    How many are enough is fixed by how many there are today.

    Raises DemandAdultsOnlyError, DemandResidentsOnlyError, DemandRunningError.
    """
    POLICY.permit(actor, A.DEMAND)
    assert actor.member_id is not None, "a member has an id"
    signer = _require_signer(uow, community_id, actor.member_id)
    there = _count_all(uow, community_id)
    demand = Demand(
        community_id=community_id,
        id=uow.new_id(),
        number=next_number(uow, community_id, NUMBER_NAME),
        member_id=actor.member_id,
        title=new.title,
        text=new.text,
        state=DemandState.CHECKING.value,
        adults=there.adults,
        households=there.households,
        groups=there.groups,
        ends_at=collecting_until(uow.now),
        created_at=uow.now,
        updated_at=uow.now,
    )
    add_or_refuse(uow, demand, refusal=DemandRunningError)
    _sign(uow, demand, signer)
    text = NewText((SUBJECT, demand.id), f"{new.title}\n{new.text}", actor.member_id)
    moderation.submit(uow, community_id, text)
    return view_demands(uow, actor, [demand])[0]


def _require_signer(uow: UnitOfWork, community_id: int, member_id: UUID) -> communities.Elector:
    """Return the signer's facts; only residents of age demand (Art. 9, 10)."""
    found = communities.electors_among(uow, community_id, [member_id])
    if not adults_of([each._replace(lives_here=True) for each in found], local_date(uow.now)):
        raise DemandAdultsOnlyError
    if not found[0].lives_here:
        raise DemandResidentsOnlyError
    return found[0]


def _count_all(uow: UnitOfWork, community_id: int) -> Counts:
    """Return how many there are: by the register, or by those known here where that is more or there is none."""
    adults = adults_of(communities.electors_of(uow, community_id), local_date(uow.now))
    register = find_register(uow, community_id)
    return Counts(
        max(len(adults), register.adults if register else 0),
        max(len(households_of(adults)), register.households if register else 0),
        len(live_groups(uow, community_id)),
    )


def sign_demand(uow: UnitOfWork, actor: Actor, community_id: int, demand_id: UUID) -> dict[str, Any]:
    """Put the caller's name under a demand.

    Raises NotFoundError, DemandOverError, AlreadySignedError, DemandAdultsOnlyError, DemandResidentsOnlyError.
    """
    POLICY.permit(actor, A.SIGN)
    demand = get_demand(uow, actor, community_id, demand_id, lock=True)
    assert actor.member_id is not None, "a member has an id"
    signer = _require_signer(uow, community_id, actor.member_id)
    if demand.state not in SIGNED_WHILE or (demand.state == DemandState.COLLECTING and uow.now >= demand.ends_at):
        raise DemandOverError
    _sign(uow, demand, signer)
    return view_demands(uow, actor, [demand])[0]


def _sign(uow: UnitOfWork, demand: Demand, signer: communities.Elector) -> None:
    """Store the name and count anew; the demand's row is locked, so that the last name needed is seen to be."""
    led = select(Group.id).where(
        Group.community_id == demand.community_id, Group.leader_id == signer.id, Group.dissolved_at.is_(None)
    )
    is_new = insert_once(
        uow,
        Signature,
        community_id=demand.community_id,
        demand_id=demand.id,
        member_id=signer.id,
        household_id=signer.household_id,
        group_id=uow.session.scalars(led).one_or_none(),
        at=uow.now,
    )
    if not is_new:
        raise AlreadySignedError
    if demand.state == DemandState.COLLECTING:
        reach(uow, demand)


def get_demand(uow: UnitOfWork, actor: Actor, community_id: int, demand_id: UUID, *, lock: bool = False) -> Demand:
    """Return a demand; raises NotFoundError, also to others while its text has not passed."""
    demand = row_by_id(uow, Demand, community_id, demand_id, lock=lock)
    if demand.state in HIDDEN and demand.member_id != actor.member_id:
        raise NotFoundError
    return demand


def reach(uow: UnitOfWork, demand: Demand) -> None:
    """Move the demand on once enough have signed; whom the committee must call is told."""
    signed = count_signed(uow, demand.community_id, [demand.id])[demand.id]
    ground = decide_ground(signed, counts_of(demand))
    if ground is None:
        return
    demand.state = DEMAND_MOVES.next(DemandState(demand.state), DemandMove.REACH).value
    demand.ground, demand.reached_at, demand.updated_at = ground.value, uow.now, uow.now
    demand.call_by = add_working_days(local_date(uow.now), CALL_WITHIN.value)
    demand.next_at = end_of_day(demand.call_by)
    uow.session.flush()
    desk = communities.holders_of(uow, demand.community_id, Role.STAFF, Role.LEAD)
    tell_of_demand(uow, demand, "demand_reached", [demand.member_id])
    tell_of_demand(uow, demand, "demand_to_call", [each.id for each in desk])


def counts_of(demand: Demand) -> Counts:
    """Return how many there were when it began."""
    return Counts(demand.adults, demand.households, demand.groups)


def count_signed(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, Counts]:
    """Return by demand how many adults, households and groups have signed: one statement."""
    rows = uow.session.execute(
        select(
            Signature.demand_id,
            func.count().label("adults"),
            func.count(Signature.household_id.distinct()).label("households"),
            func.count(Signature.group_id.distinct()).label("groups"),
        )
        .where(Signature.community_id == community_id, Signature.demand_id.in_(ids))
        .group_by(Signature.demand_id)
    )
    return {row.demand_id: Counts(row.adults, row.households, row.groups) for row in rows}


def move_demand(uow: UnitOfWork, actor: Actor, community_id: int, demand_id: UUID, move: DemandMove) -> dict[str, Any]:
    """Take one's own demand back while it collects; raises NotFoundError, ForbiddenError, MoveNotAllowedError."""
    demand = get_demand(uow, actor, community_id, demand_id, lock=True)
    POLICY.permit(actor, A.MOVE_DEMAND, member_id=demand.member_id)
    demand.state = DEMAND_MOVES.next(DemandState(demand.state), move).value
    demand.next_at, demand.updated_at = None, uow.now
    uow.session.flush()
    return view_demands(uow, actor, [demand])[0]


def list_demands(
    uow: UnitOfWork, actor: Actor, community_id: int, state: DemandState | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return demands, newest first."""
    POLICY.permit(actor, A.READ_DEMANDS)
    is_seen = or_(Demand.state.not_in(HIDDEN), Demand.member_id == actor.member_id)
    chosen = select(Demand).where(Demand.community_id == community_id, is_seen)
    if state is not None:
        chosen = chosen.where(Demand.state == state)
    found = fetch_page(uow.session, chosen, page, keys=[Demand.created_at, Demand.id])
    return Page(view_demands(uow, actor, found.items), found.next_cursor)


def read_demand(uow: UnitOfWork, actor: Actor, community_id: int, demand_id: UUID) -> dict[str, Any]:
    """Return one demand; raises NotFoundError."""
    POLICY.permit(actor, A.READ_DEMANDS)
    return view_demands(uow, actor, [get_demand(uow, actor, community_id, demand_id)])[0]


def view_demands(uow: UnitOfWork, actor: Actor, demands: Sequence[Demand]) -> list[dict[str, Any]]:
    """Return demands with how far their signatures are, never whose they are: three statements."""
    if not demands:
        return []
    community_id, ids = demands[0].community_id, [each.id for each in demands]
    signed = count_signed(uow, community_id, ids)
    own = set(
        uow.session.scalars(
            select(Signature.demand_id).where(
                Signature.community_id == community_id,
                Signature.demand_id.in_(ids),
                Signature.member_id == actor.member_id,
            )
        )
    )
    names = communities.public_names(uow, community_id, {each.member_id for each in demands})
    return [_view(uow, actor, each, signed[each.id], names, has_signed=each.id in own) for each in demands]


def _view(
    uow: UnitOfWork, actor: Actor, demand: Demand, signed: Counts, names: dict[UUID, str], *, has_signed: bool
) -> dict[str, Any]:
    is_own = actor.member_id == demand.member_id
    is_collecting = demand.state == DemandState.COLLECTING and uow.now < demand.ends_at
    may_sign = is_collecting or demand.state == DemandState.REACHED
    withdraw = DemandMove.WITHDRAW
    return {
        "id": demand.id,
        "number": NUMBER.format(demand.number),
        "title": demand.title,
        "text": demand.text,
        "begun_by": names[demand.member_id],
        "state": demand.state,
        "state_name": DEMAND_STATE_NAMES[DemandState(demand.state)],
        "created_at": demand.created_at,
        "ends_at": demand.ends_at,
        "reached_at": demand.reached_at,
        "ground": demand.ground,
        "call_by": demand.call_by,
        "meeting_id": demand.meeting_id,
        "signed": signed.adults,
        "progress": progress(signed, counts_of(demand)),
        "has_signed": has_signed,
        "may_sign": may_sign and not has_signed and POLICY.allows(actor, A.SIGN),
        "moves": [{"move": withdraw.value, "name": MOVE_NAMES[withdraw]}] if is_own and is_collecting else [],
    }
