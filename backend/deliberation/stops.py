"""A topic's line of stops: what was reached, where it stands and who must act, what is still to come. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.deliberation.models import TopicMoveRow
from backend.deliberation.moves import MOVE_NAMES, TopicMove
from backend.deliberation.types import ENDS, STAGE_NAMES, Stage

MAIN_LINE = (
    Stage.GATHERING,
    Stage.TALKING,
    Stage.DECIDING,
    Stage.DECIDED,
    Stage.CARRYING_OUT,
    Stage.REVIEWING,
    Stage.CLOSED,
)


def line_of_stops(
    lines: Sequence[TopicMoveRow],
    stage: Stage,
    ends_at: datetime | None,
    next_actor: str | None,
    names: Mapping[UUID, str],
) -> list[dict[str, Any]]:
    """Return the stops in order; ``lines`` is the topic's history, oldest first."""
    stops = [_reached(line, names) for line in lines]
    if stage in ENDS:
        return stops
    stops[-1] |= {"status": "now", "ends_at": ends_at, "next_actor": next_actor}
    ahead = MAIN_LINE[MAIN_LINE.index(stage) + 1 :] if stage in MAIN_LINE else MAIN_LINE
    return stops + [_stop(each, STAGE_NAMES[each], status="to_come") for each in ahead]


def _reached(line: TopicMoveRow, names: Mapping[UUID, str]) -> dict[str, Any]:
    stage = Stage(line.to_stage)
    is_extended = line.move == TopicMove.EXTEND
    by = None if line.by_member_id is None else {"id": line.by_member_id, "name": names[line.by_member_id]}
    name = MOVE_NAMES[line.move] if is_extended else STAGE_NAMES[stage]
    return _stop(stage, name, status="done", at=line.at, by=by, note=line.note)


def _stop(
    stage: Stage, name: str, *, status: str, at: datetime | None = None, by: Any = None, note: str | None = None
) -> dict[str, Any]:
    return {
        "stage": stage.value,
        "name": name,
        "status": status,
        "at": at,
        "by": by,
        "note": note,
        "ends_at": None,
        "next_actor": None,
    }
