"""Rounds and proposals in and out of the database: rows, locks, the lines of moves. It decides nothing."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from backend.budgeting.models import Proposal, ProposalCheckRow, Result, Round, RoundMoveRow
from backend.budgeting.policy import POLICY, A
from backend.budgeting.types import ProposalState, RoundStage
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork


def round_row(uow: UnitOfWork, community_id: int, round_id: UUID, *, lock: bool = False) -> Round:
    """Return the round as it stands now, locked until commit if asked; raises NotFoundError. Lock it before proposals.

    Locked, it holds up whoever votes: they share a lock on it.
    """
    return row_by_id(uow, Round, community_id, round_id, lock=lock)


def share_round(uow: UnitOfWork, community_id: int, round_id: UUID) -> Round:
    """Return the round, whose stage nobody changes until commit; any number of voters may hold it at once."""
    row = uow.session.scalars(
        select(Round)
        .where(Round.community_id == community_id, Round.id == round_id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFoundError()
    return row


def lock_with_proposal(uow: UnitOfWork, community_id: int, proposal_id: UUID) -> tuple[Round, Proposal]:
    """Return a proposal and its round, both locked, the round first; raises NotFoundError."""
    found = row_by_id(uow, Proposal, community_id, proposal_id)
    row = round_row(uow, community_id, found.round_id, lock=True)
    return row, row_by_id(uow, Proposal, community_id, proposal_id, lock=True)


def proposals_of(uow: UnitOfWork, row: Round, *states: ProposalState) -> Sequence[Proposal]:
    """Return a round's proposals in the order they were put forward, of some states or all."""
    wanted = select(Proposal).where(Proposal.community_id == row.community_id, Proposal.round_id == row.id)
    if states:
        wanted = wanted.where(Proposal.state.in_([state.value for state in states]))
    return uow.session.scalars(wanted.order_by(Proposal.number)).all()


def result_of(uow: UnitOfWork, row: Round) -> Result | None:
    """Return what the count found; None before it."""
    return uow.session.get(Result, (row.community_id, row.id))


def may_see(actor: Actor, proposal: Proposal) -> bool:
    """Tell whether the actor may know of the proposal: what nobody has checked is its proposer's and the desk's."""
    is_own = actor.member_id is not None and actor.member_id == proposal.proposed_by
    return proposal.state == ProposalState.PASSED or is_own or POLICY.allows(actor, A.READ_ALL_PROPOSALS)


def write_move(
    uow: UnitOfWork, row: Round, move: str, *, from_stage: RoundStage | None, by: UUID | None, note: str | None
) -> None:
    """Write the line of a round's move; ``row`` stands as it is after it."""
    line = RoundMoveRow(
        community_id=row.community_id,
        id=uow.new_id(),
        round_id=row.id,
        move=move,
        from_stage=None if from_stage is None else from_stage.value,
        to_stage=row.stage,
        stage_ends_at=row.stage_ends_at,
        by_member_id=by,
        note=note or None,
        at=uow.now,
    )
    uow.session.add(line)
    uow.session.flush()


def write_check(
    uow: UnitOfWork, proposal: Proposal, move: str, *, from_state: ProposalState, by: UUID, reason: str | None
) -> None:
    """Write the line of a proposal's move; ``proposal`` stands as it is after it."""
    line = ProposalCheckRow(
        community_id=proposal.community_id,
        id=uow.new_id(),
        proposal_id=proposal.id,
        move=move,
        from_state=from_state.value,
        to_state=proposal.state,
        cost_fen=proposal.cost_fen,
        reason=reason or None,
        by_member_id=by,
        at=uow.now,
    )
    uow.session.add(line)
    uow.session.flush()
