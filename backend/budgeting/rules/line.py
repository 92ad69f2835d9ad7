"""A round's line of stops: what was reached and by whom, where it stands and until when, what is to come. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.budgeting.models import RoundMoveRow
from backend.budgeting.moves import ROUND_MOVE_NAMES, RoundMove
from backend.budgeting.types import ENDS, STAGE_NAMES, RoundStage

MAIN_LINE = (
    RoundStage.PROPOSING,
    RoundStage.CHECKING,
    RoundStage.VOTING,
    RoundStage.CLOSED,
    RoundStage.DECIDED,
)


def line_of_stops(
    lines: Sequence[RoundMoveRow], stage: RoundStage, ends_at: datetime | None, names: Mapping[UUID, str]
) -> list[dict[str, Any]]:
    """Return the stops in order; ``lines`` is the round's history, oldest first."""
    stops = [_reached(line, names) for line in lines]
    if stage in ENDS:
        return stops
    stops[-1] |= {"status": "now", "ends_at": ends_at}
    return stops + [_stop(each, STAGE_NAMES[each], "to_come") for each in MAIN_LINE[MAIN_LINE.index(stage) + 1 :]]


def _reached(line: RoundMoveRow, names: Mapping[UUID, str]) -> dict[str, Any]:
    stage = RoundStage(line.to_stage)
    name = ROUND_MOVE_NAMES[line.move] if line.move == RoundMove.EXTEND else STAGE_NAMES[stage]
    by = None if line.by_member_id is None else {"id": line.by_member_id, "name": names[line.by_member_id]}
    return _stop(stage, name, "done") | {"at": line.at, "by": by, "note": line.note}


def _stop(stage: RoundStage, name: str, status: str) -> dict[str, Any]:
    return {"stage": stage.value, "name": name, "status": status, "at": None, "by": None, "note": None, "ends_at": None}
