"""A record's line of stops: what was reached, where it stands, what is still to come. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.volunteering.models import MoveRow, ServiceRecord
from backend.volunteering.moves import OBJECTORS_MOVES, RecordMove
from backend.volunteering.types import RECORD_STATE_NAMES, RecordSource, RecordState

MAIN_LINE: tuple[RecordState, ...] = (
    RecordState.CHECKED_IN,
    RecordState.CHECKED_OUT,
    RecordState.WITNESSED,
    RecordState.CONFIRMED,
    RecordState.ON_NOTICE,
    RecordState.ENTERED,
)
CORRECTION_LINE = (RecordState.FILED, *MAIN_LINE[3:])
ENDS = frozenset({RecordState.ENTERED, RecordState.CORRECTED, RecordState.REJECTED})

# Where a move says more than the state that it led to.
MOVE_NAMES: dict[str, str] = {RecordMove.RECORD: "凭签到表补录", RecordMove.APPROVE: "监督员已复核"}

Named = Callable[[UUID | None], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Tied:
    """What a record corrects, and what corrects it: ids, and numbers for people."""

    corrects: dict[str, Any] | None = None
    corrected_by: dict[str, Any] | None = None


def line_of_stops(
    record: ServiceRecord,
    moves: Sequence[MoveRow],
    named: Named,
    sees_who_disputed: Callable[[UUID | None], bool],
    tied: Tied,
) -> list[dict[str, Any]]:
    """Return the stops in order; ``moves`` is the record's history, ``named`` shows a member to the caller.

    Who disputed is the desk's to know: nobody should fear a neighbour's grudge for speaking up.
    """
    if tied.corrects is None:
        line = MAIN_LINE
        stops = [_stop(RecordState.CHECKED_IN, record.checked_in_at, named(record.performed_by))]
    else:
        line = CORRECTION_LINE
        stops = [_stop(RecordState.FILED, record.created_at, named(record.recorded_by))]
        stops[0]["name"] = f"更正了 {tied.corrects['number']}"
    if record.source == RecordSource.PAPER:
        stops[0]["name"] = "到场"
    for move in moves:
        is_hidden = move.move in OBJECTORS_MOVES and not sees_who_disputed(move.by_member_id)
        stop = _stop(RecordState(move.to_state), move.at, None if is_hidden else named(move.by_member_id))
        stops.append({**stop, "name": _name_of(move) or stop["name"]})
    state = RecordState(record.state)
    if state is RecordState.CORRECTED and tied.corrected_by is not None:
        stops[-1]["name"] = f"由 {tied.corrected_by['number']} 更正"
    if state not in ENDS:
        stops[-1]["status"] = "now"
    if state is RecordState.REJECTED:
        return stops
    reached = max(line.index(stop["state"]) for stop in stops if stop["state"] in line)
    return stops + [_stop(ahead, None, None, status="to_come") for ahead in line[reached + 1 :]]


def _name_of(move: MoveRow) -> str | None:
    if move.move == RecordMove.UPHOLD and move.to_state == RecordState.ENTERED:
        return "入账后核查，维持记录"
    return MOVE_NAMES.get(move.move)


def _stop(state: RecordState, at: Any, by: Any, *, status: str = "done") -> dict[str, Any]:
    return {"state": state, "name": RECORD_STATE_NAMES[state], "at": at, "by": by, "status": status}
