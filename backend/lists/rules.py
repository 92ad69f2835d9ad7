"""Pure decisions on entries and the tariff; they know no session and no clock."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from backend.core.clock import end_of_day
from backend.core.errors import InvalidError
from backend.core.moves import MoveTable
from backend.core.working_days import end_of_notice
from backend.lists.errors import EntryFrozenError
from backend.lists.types import (
    EntryMove,
    EntryRef,
    EntryState,
    KindDeclaration,
    Quantity,
)

SHORT_TEXT_LENGTH = 120
# While claims may be made.
CLAIMABLE_STATES = frozenset({EntryState.OPEN, EntryState.PARTLY_CLAIMED})
# While what is given back frees the entry for others.
CLAIM_DRIVEN_STATES = frozenset({EntryState.PARTLY_CLAIMED, EntryState.CLAIMED, EntryState.IN_PROGRESS})
# These end the entry: no claim may be left hanging.
NEEDS_NO_LIVE_CLAIMS = frozenset({EntryMove.DELIVER, EntryMove.CLOSE})
# While somebody may be given the first word on it.
ADDRESSABLE_STATES = CLAIMABLE_STATES | {
    EntryState.PROPOSED,
    EntryState.ON_NOTICE,
    EntryState.ADOPTED,
    EntryState.REOPENED,
}
# Our rule: named units have the first word for two months at most, and at most so many of them.
ADDRESSED_DAYS_MAX = 60
ADDRESSEES_MAX = 20
CLAIMED_STATES = frozenset({EntryState.OPEN, EntryState.PARTLY_CLAIMED, EntryState.CLAIMED})
# What may be merged into another, and what others may be merged into: not what is shown for objections.
MERGE_FROM_STATES = frozenset(
    {EntryState.PROPOSED, EntryState.ADOPTED, EntryState.OPEN, EntryState.PARTLY_CLAIMED, EntryState.REOPENED}
)
MERGE_INTO_STATES = MERGE_FROM_STATES | {EntryState.CLAIMED, EntryState.IN_PROGRESS}
# What may become a project: everybody sees it, nobody has solved it, and it is not shown for objections.
PROJECT_FROM_STATES = MERGE_INTO_STATES - {EntryState.PROPOSED}
# While it is not done: somebody else whom it concerns still changes something.
SUPPORTABLE_STATES = frozenset(
    {
        EntryState.ON_NOTICE,
        EntryState.ADOPTED,
        EntryState.OPEN,
        EntryState.PARTLY_CLAIMED,
        EntryState.CLAIMED,
        EntryState.IN_PROGRESS,
        EntryState.REOPENED,
    }
)
# Nobody has taken it on: what is wanted by a day that has passed is wanted no more.
EXPIRING_STATES = frozenset({EntryState.PROPOSED, EntryState.ADOPTED, EntryState.OPEN, EntryState.REOPENED})
EDITABLE_BY_ASKER = frozenset({EntryState.DRAFT, EntryState.PROPOSED, EntryState.REJECTED})
# Not while on notice: what people are shown for objections must not change under them.
EDITABLE_ONCE_PUBLIC = frozenset(
    {
        EntryState.ADOPTED,
        EntryState.OPEN,
        EntryState.PARTLY_CLAIMED,
        EntryState.CLAIMED,
        EntryState.IN_PROGRESS,
        EntryState.REOPENED,
    }
)


def format_number(prefix: str, number: int) -> str:
    """Return the number people use: 需-0012."""
    return f"{prefix}-{number:04d}"


def shorten(text: str) -> str:
    """Return the text as a list shows it."""
    return text if len(text) <= SHORT_TEXT_LENGTH else text[: SHORT_TEXT_LENGTH - 1] + "…"


def decide_addressed_until(until_on: date, *, today: date) -> datetime:
    """Return the moment from which everybody may claim; raises InvalidError for a day that is past or too far."""
    if not today <= until_on <= today + timedelta(days=ADDRESSED_DAYS_MAX):
        raise InvalidError({"until_on": [f"请选今天起{ADDRESSED_DAYS_MAX}天之内的日期"]})
    return end_of_day(until_on)


def claimed_state(claimed: int, quantity: int) -> EntryState:
    """Return the state of an entry of which ``claimed`` of ``quantity`` are claimed."""
    if claimed == 0:
        return EntryState.OPEN
    return EntryState.CLAIMED if claimed == quantity else EntryState.PARTLY_CLAIMED


def decide_quantity(kind: KindDeclaration, quantity: int | None) -> int | None:
    """Return the quantity an entry gets; raises InvalidError where the kind counts nothing."""
    if kind.quantity is Quantity.NONE and quantity is not None:
        raise InvalidError({"quantity": ["这张清单不填数量"]})
    if kind.quantity is Quantity.ASKED and quantity is None:
        return 1
    return quantity


def check_times(starts_at: datetime | None, ends_at: datetime | None) -> None:
    """Raise InvalidError unless the end is not before the start."""
    if starts_at is not None and ends_at is not None and ends_at < starts_at:
        raise InvalidError({"ends_at": ["结束时间不能早于开始时间"]})


def check_editable(kind: KindDeclaration, state: EntryState, *, any_state: bool) -> None:
    """Raise EntryFrozenError unless the entry may be edited now; ``any_state`` is the desk's wider right."""
    allowed = set(EDITABLE_BY_ASKER)
    if any_state and not kind.frozen:
        allowed |= EDITABLE_ONCE_PUBLIC
    if state not in allowed:
        raise EntryFrozenError()


def delivery_moves(
    table: MoveTable[EntryState, EntryMove], state: EntryState, *, accepted: bool
) -> Sequence[tuple[EntryMove, EntryState]]:
    """Return the moves, each with its end, that follow when all that was asked is delivered by claims."""
    delivered = table.next(state, EntryMove.DELIVER)
    moves = [(EntryMove.DELIVER, delivered)]
    if accepted:
        moves.append((EntryMove.ACCEPT, table.next(delivered, EntryMove.ACCEPT)))
    return moves


def decide_tariff_end(*, valid_from: date, valid_to: date | None, today: date) -> date | None:
    """Return the last day of a line that ends today, or None for one that never came into force.

    The past is not rewritten: what was served up to and including today keeps its tariff.
    """
    if today < valid_from:
        return None
    return today if valid_to is None else min(valid_to, today)


def decide_due(kind: KindDeclaration, entry: EntryRef, *, now: datetime, silence_days: int) -> datetime | None:
    """Return when time moves an entry on, as it stands from now on; None: it waits for people alone.

    What nobody took on expires when its deadline, or the day it ends, is over. What was delivered is taken as solved
    after ``silence_days`` working days without a word from who asked.
    """
    if kind.computed:
        return None
    if entry.state is EntryState.DELIVERED and (entry.state, EntryMove.ACCEPT) in kind.moves.table:
        return end_of_notice(now, silence_days)
    if kind.claimable and entry.state in EXPIRING_STATES:
        return _end_of_wish(entry)
    return None


def _end_of_wish(entry: EntryRef) -> datetime | None:
    if (deadline := entry.details.get("deadline")) is None:
        return entry.ends_at
    return end_of_day(date.fromisoformat(deadline))
