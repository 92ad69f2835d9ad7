"""Pure decisions on rounds: clocks, who acts next, what a move needs."""

from datetime import date, datetime, timedelta

from backend.budgeting.moves import NOTE_REQUIRED, RoundMove
from backend.budgeting.types import ENDS, BallotKind, NewRound, RoundStage, RoundStep
from backend.core.clock import end_of_day, local_date
from backend.core.errors import InvalidError
from backend.core.working_days import end_of_notice, last_day_before

# Working days a stage has unless the desk says otherwise. Our rule.
STAGE_DAYS = {
    RoundStage.PROPOSING: 10,
    RoundStage.CHECKING: 5,
    RoundStage.VOTING: 7,
    RoundStage.CLOSED: 3,
}
# Whoever is away for a weekend can still vote. Our rule.
VOTING_DAYS_MIN = 3
STAGE_DAYS_MAX = 120
# What a voter spreads unless the desk says otherwise. Our rule.
POINTS_DEFAULT = 10
NEXT_ACTORS = {
    RoundStage.PROPOSING: "居民：提出想做的事",
    RoundStage.CHECKING: "社区工作者：核对费用和可行性",
    RoundStage.VOTING: "居民：投票",
    RoundStage.CLOSED: "社区工作者：把选中的列入清单",
}


def decide_points_max(new: NewRound) -> int | None:
    """Return how many points a voter has; None for approvals. Raises InvalidError where approvals name some."""
    if new.ballot_kind is BallotKind.POINTS:
        return new.points_max or POINTS_DEFAULT
    if new.points_max is not None:
        raise InvalidError({"points_max": ["勾选赞成时没有分数"]})
    return None


def check_step(move: RoundMove, step: RoundStep) -> None:
    """Raise InvalidError for a note or a day that the move lacks or can't have."""
    errors: dict[str, list[str]] = {}
    if move in NOTE_REQUIRED and not step.note:
        errors["note"] = ["请写明理由"]
    if move is RoundMove.EXTEND and step.ends_on is None:
        errors["ends_on"] = ["请写明延到哪一天"]
    if move not in (RoundMove.EXTEND, RoundMove.OPEN_VOTING) and step.ends_on is not None:
        errors["ends_on"] = ["这一步没有截止日期"]
    if errors:
        raise InvalidError(errors)


def decide_stage_end(
    stage: RoundStage, *, ends_on: date | None, before: datetime | None, now: datetime
) -> datetime | None:
    """Return when the stage that begins (or goes on) ends; ``before`` is the end that it is extended from.

    Raises InvalidError for a day that is too soon, too far off, or not later than ``before``.
    """
    if stage in ENDS:
        return None
    if ends_on is None:
        return end_of_notice(now, STAGE_DAYS[stage])
    end, today = end_of_day(ends_on), local_date(now)
    if not today <= ends_on <= today + timedelta(days=STAGE_DAYS_MAX):
        raise InvalidError({"ends_on": [f"应在今天之后的{STAGE_DAYS_MAX}天之内"]})
    if stage is RoundStage.VOTING and end < end_of_notice(now, VOTING_DAYS_MIN):
        raise InvalidError({"ends_on": [f"投票至少{VOTING_DAYS_MIN}个工作日"]})
    if before is not None and end <= before:
        raise InvalidError({"ends_on": ["应比原来的期限晚"]})
    return end


def days_left(ends_at: datetime | None, today: date) -> int | None:
    """Return the days to the stage's last day: 0 on that day, below 0 when it is over."""
    return None if ends_at is None else (last_day_before(ends_at) - today).days
