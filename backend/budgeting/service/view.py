"""Rounds and proposals as the API shows them, many at once with a number of statements that does not grow."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.budgeting.models import Ballot, Proposal, Result, Round, RoundMoveRow
from backend.budgeting.moves import (
    PROPOSAL_MOVE_NAMES,
    PROPOSAL_MOVES,
    ROUND_MOVE_NAMES,
    ROUND_MOVES,
    TIMES_MOVES,
    RoundMove,
)
from backend.budgeting.policy import ACTION_OF_PROPOSAL_MOVE, POLICY, A
from backend.budgeting.rules.line import line_of_stops
from backend.budgeting.rules.rounds import NEXT_ACTORS, days_left
from backend.budgeting.types import (
    BALLOT_NAMES,
    PROPOSAL_STATE_NAMES,
    STAGE_NAMES,
    BallotKind,
    ProposalState,
    RoundStage,
)
from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.clock import local_date
from backend.core.names import mask_name
from backend.deliberation import service as deliberation
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists

COUNTED = frozenset({RoundStage.CLOSED, RoundStage.DECIDED})
CHECKED_IN = frozenset({RoundStage.PROPOSING, RoundStage.CHECKING})


def view_rounds(uow: UnitOfWork, actor: Actor, rows: Sequence[Round]) -> list[dict[str, Any]]:
    """Return rounds for a list."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    counts = _proposal_counts(uow, rows[0].community_id, ids)
    voters = _voters(uow, rows[0].community_id, ids)
    return [_facts(uow, row, counts.get(row.id, {}), voters.get(row.id, 0)) for row in rows]


def _proposal_counts(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, dict[str, int]]:
    rows = uow.session.execute(
        select(Proposal.round_id, Proposal.state, func.count())
        .where(Proposal.community_id == community_id, Proposal.round_id.in_(ids))
        .group_by(Proposal.round_id, Proposal.state)
    )
    found: dict[UUID, dict[str, int]] = {}
    for round_id, state, count in rows:
        found.setdefault(round_id, {})[state] = count
    return found


def _voters(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, int]:
    """Return how many have voted. Never how: before the end nobody learns of any point."""
    rows = uow.session.execute(
        select(Ballot.round_id, func.count().label("voters"))
        .where(Ballot.community_id == community_id, Ballot.round_id.in_(ids))
        .group_by(Ballot.round_id)
    )
    return {row.round_id: row.voters for row in rows}


def _facts(uow: UnitOfWork, row: Round, counts: dict[str, int], voters: int) -> dict[str, Any]:
    stage, kind = RoundStage(row.stage), BallotKind(row.ballot_kind)
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "budget_fen": row.budget_fen,
        "fund": row.fund,
        "ballot_kind": kind.value,
        "ballot_name": BALLOT_NAMES[kind],
        "points_max": row.points_max,
        "stage": stage.value,
        "stage_name": STAGE_NAMES[stage],
        "stage_ends_at": row.stage_ends_at,
        "days_left": days_left(row.stage_ends_at, local_date(uow.now)),
        "overdue": row.stage_ends_at is not None and row.stage_ends_at <= uow.now,
        "next_actor": NEXT_ACTORS.get(stage),
        "proposals": {state.value: counts.get(state.value, 0) for state in ProposalState},
        "voters": voters,
        "has_result": stage in COUNTED,
        "created_at": row.created_at,
    }


def view_round(uow: UnitOfWork, actor: Actor, row: Round) -> dict[str, Any]:
    """Return one round with its text, topic, line of stops and what the actor may do."""
    lines = uow.session.scalars(
        select(RoundMoveRow)
        .where(RoundMoveRow.community_id == row.community_id, RoundMoveRow.round_id == row.id)
        .order_by(RoundMoveRow.at, RoundMoveRow.id)
    ).all()
    names = member_names(uow, actor, row.community_id, {line.by_member_id for line in lines if line.by_member_id})
    topic_ids = [] if row.topic_id is None else [row.topic_id]
    topics = deliberation.topics_by_ids(uow, actor, row.community_id, topic_ids)
    stage = RoundStage(row.stage)
    is_open = row.stage_ends_at is not None and uow.now < row.stage_ends_at
    return {
        **view_rounds(uow, actor, [row])[0],
        "text": row.text,
        "topic": next(({"id": topic.id, "name": topic.title} for topic in topics.values()), None),
        "stops": line_of_stops(lines, stage, row.stage_ends_at, names),
        "moves": _round_moves(actor, stage, is_open=is_open),
        "may_propose": stage is RoundStage.PROPOSING and is_open and POLICY.allows(actor, A.PROPOSE),
        "is_voting_open": stage is RoundStage.VOTING and is_open,
    }


def _round_moves(actor: Actor, stage: RoundStage, *, is_open: bool) -> list[dict[str, str]]:
    """Return what the desk may do; once time has ended a stage of its own, the worker's move comes first."""
    if not POLICY.allows(actor, A.MOVE_ROUND) or (stage in TIMES_MOVES and not is_open):
        return []
    own: list[RoundMove] = [move for move in ROUND_MOVES.moves_from(stage) if TIMES_MOVES.get(stage) is not move]
    return [{"move": move.value, "name": ROUND_MOVE_NAMES[move]} for move in own]


def member_names(uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return members' names, masked for who is no member of the community."""
    is_stranger = Role.MEMBER not in actor.roles
    found = communities.members_by_ids(uow, community_id, ids)
    return {id_: mask_name(member.name) if is_stranger else member.name for id_, member in found.items()}


def view_proposals(uow: UnitOfWork, actor: Actor, row: Round, proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    """Return proposals of one round."""
    if not proposals:
        return []
    names = member_names(uow, actor, row.community_id, {each.proposed_by for each in proposals})
    categories = lists.category_names(uow)
    is_public = {each.entry_id for each in proposals if each.entry_id} and lists.visible_entries(
        uow, actor, row.community_id, [each.entry_id for each in proposals if each.entry_id]
    )
    chosen = _chosen(uow, row)
    return [
        {
            "id": each.id,
            "round_id": row.id,
            "number": each.number,
            "title": each.title,
            "text": each.text,
            "category": each.category,
            "category_name": categories[each.category],
            "cost_fen": each.cost_fen,
            "from_list": each.from_list,
            "entry_id": each.entry_id if each.entry_id in is_public else None,
            "proposed_by": {"id": each.proposed_by, "name": names[each.proposed_by]},
            "is_mine": each.proposed_by == actor.member_id,
            "state": each.state,
            "state_name": PROPOSAL_STATE_NAMES[ProposalState(each.state)],
            "text_state": each.text_state,
            "reason": each.reason,
            "is_chosen": None if chosen is None or each.state != ProposalState.PASSED else each.number in chosen,
            "moves": _proposal_moves(actor, row, each),
        }
        for each in proposals
    ]


def _chosen(uow: UnitOfWork, row: Round) -> set[int] | None:
    if row.stage not in COUNTED:
        return None
    result = uow.session.get(Result, (row.community_id, row.id))
    return None if result is None else {each["number"] for each in result.facts["chosen"]}


def _proposal_moves(actor: Actor, row: Round, proposal: Proposal) -> list[dict[str, str]]:
    if row.stage not in CHECKED_IN:
        return []
    is_own = proposal.proposed_by == actor.member_id
    allowed = [
        move
        for move in PROPOSAL_MOVES.moves_from(ProposalState(proposal.state))
        if POLICY.allows(actor, ACTION_OF_PROPOSAL_MOVE[move], member_id=proposal.proposed_by)
        # Nobody checks their own.
        and (ACTION_OF_PROPOSAL_MOVE[move] is A.WITHDRAW_PROPOSAL or not is_own)
    ]
    return [{"move": move.value, "name": PROPOSAL_MOVE_NAMES[move]} for move in allowed]
