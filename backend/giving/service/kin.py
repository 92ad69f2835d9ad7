"""Relations of two members: one states it, the other consents or not, either ends it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from backend.communities import service as communities
from backend.communities.types import MemberRef
from backend.core.actor import Actor
from backend.core.errors import ForbiddenError
from backend.core.names import mask_name
from backend.giving import events
from backend.giving.errors import KinNotFoundError, KinSelfError, TieExistsError, TiesFullError
from backend.giving.models import KinTie
from backend.giving.moves import TIE_MOVE_NAMES, TIE_MOVES, TieMove
from backend.giving.policy import POLICY, A
from backend.giving.types import INVERSE, RELATION_NAMES, TIE_STATE_NAMES, NewTie, Relation, TieState
from backend.identity import service as identity
from backend.infra import outbox
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import add_or_refuse, row_by_id
from backend.infra.uow import UnitOfWork

LIVE = (TieState.PROPOSED, TieState.CONFIRMED)
# Our rule: enough for a large family, too few to try out who lives here.
TIES_MAX = 20


def propose_tie(uow: UnitOfWork, actor: Actor, community_id: int, new: NewTie) -> dict[str, Any]:
    """State what another member is to oneself; they are asked to consent.

    Raises KinNotFoundError unless name and phone are both one member's, KinSelfError, TieExistsError, TiesFullError.
    """
    POLICY.permit(actor, A.KEEP_TIES)
    assert actor.member_id is not None, "the policy lets members state relations and nobody else"
    communities.lock_member(uow, community_id, actor.member_id)
    if _count(uow, community_id, actor.member_id) >= TIES_MAX:
        raise TiesFullError(most=TIES_MAX)
    other = _find(uow, community_id, new)
    if other.id == actor.member_id:
        raise KinSelfError
    low, high = sorted((actor.member_id, other.id))
    tie = KinTie(
        community_id=community_id,
        id=uow.new_id(),
        low_member_id=low,
        high_member_id=high,
        proposed_by=actor.member_id,
        relation=new.relation,
        state=TieState.PROPOSED,
        created_at=uow.now,
    )
    add_or_refuse(uow, tie, refusal=TieExistsError)
    asked = {"tie_id": str(tie.id), "member_id": str(other.id), "relation": INVERSE[new.relation].value}
    outbox.record(uow, community_id, events.TIE_PROPOSED, asked)
    return view_ties(uow, actor, [tie])[0]


def _find(uow: UnitOfWork, community_id: int, new: NewTie) -> MemberRef:
    person_id = identity.find_person_by_phone(uow, new.phone)
    found = None if person_id is None else communities.find_member_of(uow, community_id, person_id)
    if found is None or found.name != new.name:
        raise KinNotFoundError
    return found


def _count(uow: UnitOfWork, community_id: int, member_id: UUID) -> int:
    return uow.session.scalar(select(func.count()).where(*_of(community_id, member_id), KinTie.state.in_(LIVE))) or 0


def _of(community_id: int, member_id: UUID | None) -> tuple[Any, ...]:
    mine = or_(KinTie.low_member_id == member_id, KinTie.high_member_id == member_id)
    return KinTie.community_id == community_id, mine


def list_ties(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return the caller's open relations, newest first."""
    POLICY.permit(actor, A.KEEP_TIES)
    wanted = select(KinTie).where(*_of(community_id, actor.member_id), KinTie.state.in_(LIVE))
    found = fetch_page(uow.session, wanted, page, keys=[KinTie.id])
    return Page(view_ties(uow, actor, found.items), found.next_cursor)


def kin_of(uow: UnitOfWork, community_id: int, member_id: UUID) -> frozenset[UUID]:
    """Return with whom a member has a relation that both have stated."""
    ties = select(KinTie).where(*_of(community_id, member_id), KinTie.state == TieState.CONFIRMED)
    return frozenset(tie.other_of(member_id) for tie in uow.session.scalars(ties))


def move_tie(uow: UnitOfWork, actor: Actor, community_id: int, tie_id: UUID, move: TieMove) -> dict[str, Any]:
    """Consent to or decline what was stated of oneself, or end a relation.

    Raises NotFoundError, ForbiddenError, MoveNotAllowedError.
    """
    tie = _load(uow, community_id, tie_id)
    party = actor.member_id if actor.member_id in (tie.low_member_id, tie.high_member_id) else None
    POLICY.permit(actor, A.MOVE_TIE, member_id=party)
    if move is not TieMove.END and tie.proposed_by == actor.member_id:
        raise ForbiddenError("由对方来同意")
    tie.state = TIE_MOVES.next(TieState(tie.state), move)
    if move is TieMove.END:
        tie.ended_at, tie.ended_by = uow.now, actor.member_id
    else:
        tie.answered_at = uow.now
        told = {
            "tie_id": str(tie.id),
            "member_id": str(tie.proposed_by),
            "confirmed": tie.state == TieState.CONFIRMED,
        }
        outbox.record(uow, community_id, events.TIE_ANSWERED, told)
    uow.session.flush()
    return view_ties(uow, actor, [tie])[0]


def _load(uow: UnitOfWork, community_id: int, tie_id: UUID) -> KinTie:
    return row_by_id(uow, KinTie, community_id, tie_id, lock=True)


def lock_confirmed(uow: UnitOfWork, community_id: int, one: UUID, other: UUID) -> KinTie | None:
    """Return the relation that the two have confirmed, held until the end of the unit of work; None without one."""
    low, high = sorted((one, other))
    return uow.session.scalars(
        select(KinTie)
        .where(
            KinTie.community_id == community_id,
            KinTie.low_member_id == low,
            KinTie.high_member_id == high,
            KinTie.state == TieState.CONFIRMED,
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def relation_to(tie: KinTie, member_id: UUID | None) -> Relation:
    """Return what the other is to this one of the two."""
    relation = Relation(tie.relation)
    return relation if tie.proposed_by == member_id else INVERSE[relation]


def view_ties(uow: UnitOfWork, actor: Actor, ties: Sequence[KinTie]) -> list[dict[str, Any]]:
    """Return relations as the caller sees them; the other's full name once both have confirmed."""
    if not ties:
        return []
    others = communities.members_by_ids(uow, ties[0].community_id, [tie.other_of(actor.member_id) for tie in ties])
    return [_view(actor, tie, others[tie.other_of(actor.member_id)]) for tie in ties]


def _view(actor: Actor, tie: KinTie, other: MemberRef) -> dict[str, Any]:
    relation, state = relation_to(tie, actor.member_id), TieState(tie.state)
    is_mine = tie.proposed_by == actor.member_id
    # Who stated it typed the other's name; the one who is asked must know who asks.
    return {
        "id": tie.id,
        "member": {"id": other.id, "name": other.name if state in LIVE else mask_name(other.name)},
        "relation": relation,
        "relation_name": RELATION_NAMES[relation],
        "state": state,
        "state_name": "等您同意" if state is TieState.PROPOSED and not is_mine else TIE_STATE_NAMES[state],
        "proposed_by_me": is_mine,
        "created_at": tie.created_at,
        "moves": [
            {"move": move.value, "name": "撤回" if state is TieState.PROPOSED else TIE_MOVE_NAMES[move]}
            if move is TieMove.END
            else {"move": move.value, "name": TIE_MOVE_NAMES[move]}
            for move in TIE_MOVES.moves_from(state)
            if (move is TieMove.END) == (is_mine or state is TieState.CONFIRMED)
        ],
    }
