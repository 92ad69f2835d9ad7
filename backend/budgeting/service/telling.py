"""Whom a round's move concerns: proposers hear what becomes of theirs, the desk what waits for it."""

from uuid import UUID

from sqlalchemy import select

from backend.budgeting import events
from backend.budgeting.models import Proposal, Round
from backend.budgeting.moves import RoundMove
from backend.budgeting.types import ProposalState
from backend.communities import service as communities
from backend.infra.uow import UnitOfWork

# What proposers hear of; a longer time is seen on the page.
FOR_PROPOSERS = frozenset({RoundMove.OPEN_VOTING, RoundMove.CLOSE, RoundMove.DECIDE, RoundMove.CALL_OFF})
FOR_DESK = frozenset({RoundMove.CHECK, RoundMove.CLOSE})


def tell_round(uow: UnitOfWork, row: Round, move: RoundMove, note: str | None) -> None:
    """Tell proposers and the desk of a move."""
    if move in FOR_PROPOSERS:
        events.tell_members(uow, row, move.value, _proposers(uow, row), note=note)
    if move in FOR_DESK:
        tell_desk(uow, row, f"desk_{move.value}")


def tell_desk(uow: UnitOfWork, row: Round, what: str) -> None:
    """Tell the desk of a round that waits for it."""
    events.tell_members(uow, row, what, {member.id for member in communities.staff_of(uow, row.community_id)})


def _proposers(uow: UnitOfWork, row: Round) -> set[UUID]:
    wanted = select(Proposal.proposed_by).where(
        Proposal.community_id == row.community_id,
        Proposal.round_id == row.id,
        Proposal.state.in_([ProposalState.PROPOSED, ProposalState.PASSED]),
    )
    return set(uow.session.scalars(wanted.distinct()))
