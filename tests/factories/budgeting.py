"""Budget rounds for tests, led through the services as people and the clock lead them."""

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.budgeting import service
from backend.budgeting.moves import ProposalMove, RoundMove
from backend.budgeting.types import BallotKind, NewBallot, NewProposal, NewRound, ProposalCheck, RoundStep
from backend.core.clock import local_date
from backend.infra.uow import UnitOfWork
from backend.moderation.models import ModerationItem
from backend.moderation.types import ItemState
from tests.factories.communities import Someone
from tests.factories.lists import CATEGORY
from tests.factories.opinions import let_through

GATHERED_DAYS, CHECKED_DAYS = 14, 3


def open_round(uow: UnitOfWork, by: Someone, **changes: Any) -> UUID:
    """Begin a round of 10,000 yuan by approvals and return its id."""
    fields: dict[str, Any] = {
        "title": "明年的1万元怎么花",
        "text": "街道给社区的公益事业经费，做什么由居民投票决定。",
        "budget_fen": 1_000_000,
        "fund": "社区公益事业经费",
        "ballot_kind": BallotKind.APPROVAL,
        **changes,
    }
    round_id: UUID = service.open_round(uow, by.actor, by.community_id, NewRound(**fields))["id"]
    return round_id


def propose(uow: UnitOfWork, by: Someone, round_id: UUID, title: str = "加装扶手", cost_fen: int = 300_000) -> UUID:
    """Put something forward and return its id."""
    new = NewProposal(title, "三号楼楼梯没有扶手，老人上下不便。", CATEGORY, cost_fen)
    proposal_id: UUID = service.propose(uow, by.actor, by.community_id, round_id, new)["id"]
    return proposal_id


def check(
    uow: UnitOfWork, by: Someone, proposal_id: UUID, move: ProposalMove = ProposalMove.PASS, cost_fen: int | None = None
) -> dict[str, Any]:
    """Let the desk pass or refuse a proposal."""
    found = ProposalCheck("问过物业，三家报价取中间", cost_fen)
    return service.move_proposal(uow, by.actor, by.community_id, proposal_id, move, found)


def let_words_through(uow: UnitOfWork, desk: Someone, proposal_id: UUID) -> None:
    """Have a person of the desk let a proposal's words through, unless somebody was faster."""
    state = select(ModerationItem.state).where(
        ModerationItem.community_id == desk.community_id, ModerationItem.subject_id == proposal_id
    )
    if uow.session.scalar(state) == ItemState.WAITING:
        let_through(uow, desk, proposal_id)


def move(uow: UnitOfWork, by: Someone, round_id: UUID, move: RoundMove, **step: Any) -> dict[str, Any]:
    """Make one of the desk's moves."""
    return service.move_round(uow, by.actor, by.community_id, round_id, move, RoundStep(**step))


def make_voting(
    uow: UnitOfWork, desk: Someone, proposer: Someone, costs: Sequence[int] = (300_000, 400_000), **changes: Any
) -> tuple[UUID, list[UUID]]:
    """Lead a round to where people vote now; return its id and its proposals', in order."""
    began = dataclasses.replace(uow, now=uow.now - timedelta(days=GATHERED_DAYS + CHECKED_DAYS))
    gathered = dataclasses.replace(uow, now=uow.now - timedelta(days=CHECKED_DAYS))
    ends_on = local_date(gathered.now) - timedelta(days=1)
    round_id = open_round(began, desk, ends_on=ends_on, **changes)
    proposals = [propose(began, proposer, round_id, f"提案{place}", cost) for place, cost in enumerate(costs, 1)]
    while service.move_due_round(gathered, desk.community_id):
        pass
    for proposal_id in proposals:
        let_words_through(gathered, desk, proposal_id)
        check(gathered, desk, proposal_id)
    move(uow, desk, round_id, RoundMove.OPEN_VOTING)
    return round_id, proposals


def vote(uow: UnitOfWork, by: Someone, round_id: UUID, points: Mapping[UUID, int] | Sequence[UUID]) -> None:
    """Vote: points by proposal, or approvals."""
    given = dict(points) if isinstance(points, Mapping) else dict.fromkeys(points, 1)
    service.vote(uow, by.actor, by.community_id, round_id, NewBallot(given))


def close(uow: UnitOfWork, community_id: int, days: int = 30) -> UnitOfWork:
    """Let the time of voting pass and the worker count; return the later unit of work."""
    later = dataclasses.replace(uow, now=uow.now + timedelta(days=days))
    while service.move_due_round(later, community_id):
        pass
    return later
