"""Proposals: anybody of the community puts one forward, the desk checks cost and feasibility with its reasons."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from backend.budgeting import events
from backend.budgeting.errors import (
    AlreadyProposedError,
    EntryNotFreeError,
    NotCheckingError,
    NotProposingError,
    OwnProposalError,
    TextNotPassedError,
)
from backend.budgeting.models import Proposal, Round
from backend.budgeting.moves import PROPOSAL_MOVES, ProposalMove
from backend.budgeting.policy import ACTION_OF_PROPOSAL_MOVE, POLICY, A
from backend.budgeting.rules.proposals import check_cost, check_reason
from backend.budgeting.service.deciding import FREE, KIND
from backend.budgeting.service.moderated import TEXTS, submit_text
from backend.budgeting.service.store import lock_with_proposal, may_see, round_row, write_check
from backend.budgeting.service.view import view_proposals
from backend.budgeting.types import NewProposal, ProposalCheck, ProposalState, RoundStage, TextState
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.moderation import service as moderation

# Until voting opens.
CHECKED_IN = frozenset({RoundStage.PROPOSING, RoundStage.CHECKING})


def propose(uow: UnitOfWork, actor: Actor, community_id: int, round_id: UUID, new: NewProposal) -> dict[str, Any]:
    """Put something forward, or an entry of list 5 that is not adopted yet.

    Raises NotFoundError (also for an entry the actor may not know of), NotProposingError, EntryNotFreeError,
    AlreadyProposedError and InvalidError (dearer than the round's money, no such category).
    """
    POLICY.permit(actor, A.PROPOSE)
    row = round_row(uow, community_id, round_id, lock=True)
    if row.stage != RoundStage.PROPOSING or row.stage_ends_at is None or row.stage_ends_at <= uow.now:
        raise NotProposingError()
    wanted = new if new.entry_id is None else _from_list(uow, actor, row, new.entry_id)
    check_cost(wanted.cost_fen, row.budget_fen)
    lists.require_categories(uow, [("category", wanted.category)])
    proposal = Proposal(
        community_id=community_id,
        id=uow.new_id(),
        round_id=row.id,
        number=_next_number(uow, row),
        title=wanted.title,
        text=wanted.text,
        category=wanted.category,
        cost_fen=wanted.cost_fen,
        from_list=wanted.entry_id is not None,
        entry_id=wanted.entry_id,
        proposed_by=actor.member_id,
        state=ProposalState.PROPOSED.value,
        text_state=TextState.WAITING.value,
        created_at=uow.now,
    )
    add_or_refuse(uow, proposal, refusal=AlreadyProposedError)
    submit_text(uow, proposal)
    return view_proposals(uow, actor, row, [proposal])[0]


def _from_list(uow: UnitOfWork, actor: Actor, row: Round, entry_id: UUID) -> NewProposal:
    entry = lists.get_visible_entry(uow, actor, row.community_id, entry_id)
    if entry.kind != KIND or entry.state not in FREE:
        raise EntryNotFreeError()
    return NewProposal(entry.title, entry.text, entry.category, entry.details["budget_fen"], entry_id)


def _next_number(uow: UnitOfWork, row: Round) -> int:
    """Return the next number; the round is locked."""
    last = select(func.max(Proposal.number)).where(
        Proposal.community_id == row.community_id, Proposal.round_id == row.id
    )
    return (uow.session.scalar(last) or 0) + 1


def list_proposals(
    uow: UnitOfWork, actor: Actor, community_id: int, round_id: UUID, state: ProposalState | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a round's proposals that the actor may see, in the order they were put forward."""
    POLICY.permit(actor, A.READ_ROUNDS)
    row = round_row(uow, community_id, round_id)
    wanted = select(Proposal).where(
        Proposal.community_id == community_id, Proposal.round_id == row.id, *_visible(actor)
    )
    if state is not None:
        wanted = wanted.where(Proposal.state == state.value)
    found = fetch_page(uow.session, wanted, page, keys=[Proposal.number], descending=False)
    return Page(view_proposals(uow, actor, row, found.items), found.next_cursor)


def _visible(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the condition of ``store.may_see`` in SQL."""
    if POLICY.allows(actor, A.READ_ALL_PROPOSALS):
        return []
    return [or_(Proposal.state == ProposalState.PASSED.value, Proposal.proposed_by == actor.member_id)]


def move_proposal(
    uow: UnitOfWork, actor: Actor, community_id: int, proposal_id: UUID, move: ProposalMove, check: ProposalCheck
) -> dict[str, Any]:
    """Let the desk pass or refuse a proposal with its reasons, or its proposer take it back, until voting opens.

    Raises NotFoundError (also for what the actor may not know of), ForbiddenError, OwnProposalError, NotCheckingError,
    MoveNotAllowedError, TextNotPassedError and InvalidError (no reason; dearer than the round's money).
    """
    POLICY.permit(actor, A.MOVE_PROPOSAL)
    row, proposal = lock_with_proposal(uow, community_id, proposal_id)
    if not may_see(actor, proposal):
        raise NotFoundError()
    POLICY.permit(actor, ACTION_OF_PROPOSAL_MOVE[move], member_id=proposal.proposed_by)
    if row.stage not in CHECKED_IN:
        raise NotCheckingError()
    before = ProposalState(proposal.state)
    after = PROPOSAL_MOVES.next(before, move)
    if move is ProposalMove.WITHDRAW:
        _write(uow, actor, proposal, move, after, check)
        moderation.withdraw(uow, community_id, TEXTS, [proposal.id], by_member_id=actor.member_id)
        return view_proposals(uow, actor, row, [proposal])[0]
    if proposal.proposed_by == actor.member_id:
        raise OwnProposalError()
    check_reason(check)
    cost = check.cost_fen or proposal.cost_fen
    if move is ProposalMove.PASS:
        check_cost(cost, row.budget_fen)
        if proposal.text_state != TextState.PASSED:
            raise TextNotPassedError()
    proposal.cost_fen = cost
    _write(uow, actor, proposal, move, after, check)
    events.tell_checked(uow, row, proposal)
    return view_proposals(uow, actor, row, [proposal])[0]


def _write(
    uow: UnitOfWork,
    actor: Actor,
    proposal: Proposal,
    move: ProposalMove,
    state: ProposalState,
    check: ProposalCheck,
) -> None:
    assert actor.member_id is not None
    before = ProposalState(proposal.state)
    proposal.state = state.value
    if move is not ProposalMove.WITHDRAW:
        proposal.reason = check.reason
    uow.session.flush()
    write_check(uow, proposal, move.value, from_state=before, by=actor.member_id, reason=check.reason)
