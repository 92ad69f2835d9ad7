"""Pure decisions of clearing; they know no session and no clock."""

from backend.clearing.errors import OverCeilingError, PairNotOpenError
from backend.clearing.types import DayFigures, PairState, Reason, Stand


def pair_state(ours: Stand, theirs: Stand) -> PairState:
    """Return what two stands come to: open only while both agree."""
    if ours is Stand.AGREED and theirs is Stand.AGREED:
        return PairState.OPEN
    if ours is Stand.AGREED and theirs in (Stand.NONE, Stand.ENDED):
        return PairState.PROPOSED
    if theirs is Stand.AGREED and ours in (Stand.NONE, Stand.ENDED):
        return PairState.INVITED
    if Stand.ENDED not in (ours, theirs) and Stand.PAUSED in (ours, theirs):
        return PairState.PAUSED
    return PairState.ENDED


def limit_of(our_ceiling: int | None, their_ceiling: int | None) -> int:
    """Return what may be owed either way: the smaller ceiling, nothing before both are known."""
    return 0 if our_ceiling is None or their_ceiling is None else min(our_ceiling, their_ceiling)


def decide_sending(state: PairState, *, points: int, possible: int) -> None:
    """Refuse what the pair does not allow now: PairNotOpenError, OverCeilingError."""
    if state is not PairState.OPEN:
        raise PairNotOpenError(state=state.value)
    if points > possible:
        raise OverCeilingError(f"现在最多还能转{possible}积分", possible=possible)


def decide_receiving(*, ours: Stand, points: int, possible: int, is_member: bool) -> Reason | None:
    """Return why a transfer is not taken, or None: by this side's own stand, ceiling and members."""
    if ours is not Stand.AGREED:
        return Reason.NOT_OPEN
    if not is_member:
        return Reason.NO_MEMBER
    return Reason.CEILING if points > possible else None


def days_agree(ours: DayFigures, theirs: DayFigures) -> bool:
    """Return whether two closings are one: what one owes the other is owed, but for what was between the two books.

    What one side took stands there before the sender has posted it, so both closings together are short by what was
    on its way, and by no more than that and what was not answered yet.
    """
    short = -(ours.closing + theirs.closing) - ours.on_way - theirs.on_way
    return 0 <= short <= ours.unanswered + theirs.unanswered
