"""What time does with rounds: gathering ends, voting ends and is counted; the desk is told once what waits for it."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.budgeting.models import Round
from backend.budgeting.moves import ROUND_MOVES, TIMES_MOVES, RoundMove
from backend.budgeting.rules.rounds import decide_stage_end
from backend.budgeting.service.counting import count
from backend.budgeting.service.rounds import enter_stage
from backend.budgeting.service.telling import tell_desk
from backend.budgeting.types import RoundStage
from backend.infra.uow import UnitOfWork


def communities_with_due_rounds(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities where a stage's time is over (lock-free scan over all of them)."""
    return uow.session.scalars(
        select(Round.community_id).where(Round.overdue_told_at.is_(None), Round.stage_ends_at <= uow.now).distinct()
    ).all()


def move_due_round(uow: UnitOfWork, community_id: int) -> int:
    """Do what is due of one round; return 0 when nothing is. One a batch: a count takes a while."""
    row = uow.session.scalars(
        select(Round)
        .where(Round.community_id == community_id, Round.overdue_told_at.is_(None), Round.stage_ends_at <= uow.now)
        .order_by(Round.stage_ends_at, Round.id)
        .limit(1)
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return 0
    before = RoundStage(row.stage)
    move = TIMES_MOVES.get(before)
    if move is None:
        _tell_overdue(uow, row)
        return 1
    if move is RoundMove.CLOSE:
        count(uow, row)
    after = ROUND_MOVES.next(before, move)
    end = decide_stage_end(after, ends_on=None, before=None, now=uow.now)
    enter_stage(uow, row, move, after, ends_at=end, by=None)
    return 1


def _tell_overdue(uow: UnitOfWork, row: Round) -> None:
    row.overdue_told_at = uow.now
    uow.session.flush()
    tell_desk(uow, row, f"overdue_{row.stage}")
