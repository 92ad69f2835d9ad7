"""Rounds: the desk begins one and moves it on."""

import secrets
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from backend.budgeting.errors import NothingToVoteOnError, UncheckedProposalsError
from backend.budgeting.models import Ballot, Round
from backend.budgeting.moves import OPEN, ROUND_MOVES, TIMES_MOVES, RoundMove
from backend.budgeting.policy import POLICY, A
from backend.budgeting.rules.rounds import check_step, decide_points_max, decide_stage_end
from backend.budgeting.service.deciding import enter_chosen
from backend.budgeting.service.store import proposals_of, round_row, write_move
from backend.budgeting.service.telling import tell_round
from backend.budgeting.service.view import view_round
from backend.budgeting.types import NewRound, ProposalState, RoundStage, RoundStep
from backend.core.actor import Actor
from backend.core.errors import InvalidError, MoveNotAllowedError
from backend.core.pseudonyms import KEY_BYTES
from backend.deliberation import service as deliberation
from backend.infra import links, numbers
from backend.infra.uow import UnitOfWork

NUMBERS = "budget_rounds"


def open_round(uow: UnitOfWork, actor: Actor, community_id: int, new: NewRound) -> dict[str, Any]:
    """Begin a round: proposals are gathered from now on.

    Raises InvalidError (also for a topic that is not there).
    """
    POLICY.permit(actor, A.OPEN_ROUND)
    _require_topic(uow, actor, community_id, new.topic_id)
    stage = RoundStage.PROPOSING
    row = Round(
        community_id=community_id,
        id=uow.new_id(),
        title=new.title,
        text=new.text,
        budget_fen=new.budget_fen,
        fund=new.fund,
        ballot_kind=new.ballot_kind.value,
        points_max=decide_points_max(new),
        topic_id=new.topic_id,
        stage=stage.value,
        stage_ends_at=decide_stage_end(stage, ends_on=new.ends_on, before=None, now=uow.now),
        opened_by=actor.member_id,
        created_at=uow.now,
    )
    row.number = numbers.next_number(uow, community_id, NUMBERS)
    uow.session.add(row)
    uow.session.flush()
    write_move(uow, row, OPEN, from_stage=None, by=actor.member_id, note=None)
    if new.topic_id is not None:
        here = ("budget_round", row.id)
        links.record(uow, community_id, from_=("topic", new.topic_id), to=here, relation="raised")
    return view_round(uow, actor, row)


def _require_topic(uow: UnitOfWork, actor: Actor, community_id: int, topic_id: UUID | None) -> None:
    if topic_id is not None and not deliberation.topics_by_ids(uow, actor, community_id, [topic_id]):
        raise InvalidError({"topic_id": ["没有找到这个议题"]})


def move_round(
    uow: UnitOfWork, actor: Actor, community_id: int, round_id: UUID, move: RoundMove, step: RoundStep
) -> dict[str, Any]:
    """Make one of the moves that the round's stage leaves to the desk.

    Raises NotFoundError, MoveNotAllowedError, InvalidError, UncheckedProposalsError, NothingToVoteOnError, and for a
    decision what the list refuses.
    """
    POLICY.permit(actor, A.MOVE_ROUND)
    row = round_row(uow, community_id, round_id, lock=True)
    before = RoundStage(row.stage)
    after = ROUND_MOVES.next(before, move)
    if TIMES_MOVES.get(before) is move or _is_over(row, before, uow.now):
        raise MoveNotAllowedError(state=before.value, move=move.value)
    check_step(move, step)
    if move is RoundMove.OPEN_VOTING:
        _require_choices(uow, row)
    if move is RoundMove.DECIDE:
        enter_chosen(uow, actor, row)
    end = decide_stage_end(
        after, ends_on=step.ends_on, before=row.stage_ends_at if move is RoundMove.EXTEND else None, now=uow.now
    )
    enter_stage(uow, row, move, after, ends_at=end, by=actor.member_id, note=step.note)
    return view_round(uow, actor, row)


def _is_over(row: Round, stage: RoundStage, now: datetime) -> bool:
    """Tell whether time has ended the stage, though nobody wrote it down yet: nobody puts that off or calls it off."""
    return stage in TIMES_MOVES and row.stage_ends_at is not None and row.stage_ends_at <= now


def _require_choices(uow: UnitOfWork, row: Round) -> None:
    found = proposals_of(uow, row, ProposalState.PROPOSED, ProposalState.PASSED)
    unchecked = sum(each.state == ProposalState.PROPOSED for each in found)
    if unchecked:
        raise UncheckedProposalsError(left=unchecked)
    if not found:
        raise NothingToVoteOnError()


def enter_stage(
    uow: UnitOfWork,
    row: Round,
    move: RoundMove,
    stage: RoundStage,
    *,
    ends_at: datetime | None,
    by: UUID | None,
    note: str | None = None,
) -> None:
    """Write the stage with its clock, its line and its news; the secret is there while people vote, and only then."""
    before = RoundStage(row.stage)
    row.stage, row.stage_ends_at, row.overdue_told_at = stage.value, ends_at, None
    row.secret = secrets.token_bytes(KEY_BYTES) if stage is RoundStage.VOTING else None
    if stage is RoundStage.DECIDED:
        row.decided_at = uow.now
    uow.session.flush()
    if stage is RoundStage.CALLED_OFF:
        _forget_ballots(uow, row)
    write_move(uow, row, move.value, from_stage=before, by=by, note=note)
    tell_round(uow, row, move, note)


def _forget_ballots(uow: UnitOfWork, row: Round) -> None:
    """Delete what nobody will count."""
    uow.session.execute(delete(Ballot).where(Ballot.community_id == row.community_id, Ballot.round_id == row.id))
