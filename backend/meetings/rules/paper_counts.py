"""Paper ballots read by two people, each alone; they count only when two readings are equal. Pure."""

from collections.abc import Collection, Sequence
from uuid import UUID

from backend.core.errors import InvalidError
from backend.meetings.types.motions import Choice, Counts, Secrecy
from backend.meetings.types.paper_counts import Difference, Entered, Reading


def check_reading(reading: Reading, secrecy: Secrecy, given: Collection[UUID]) -> None:
    """Raise InvalidError unless the reading accounts for every paper that was given out, and for no other."""
    if secrecy is Secrecy.SECRET:
        if reading.by_seat or reading.counts is None:
            raise InvalidError({"counts": ["无记名票只填各有几张"]})
        if reading.counts.cast != len(given):
            raise InvalidError({"counts": [f"合计应为发出的{len(given)}张，没有交回的算无效"]})
        return
    if reading.counts is not None:
        raise InvalidError({"votes": ["记名票请逐席填写"]})
    if reading.by_seat.keys() != set(given):
        raise InvalidError({"votes": [f"请填齐发出的{len(given)}张，没有交回的填无效"]})


def agreeing(entered: Sequence[Entered]) -> tuple[Entered, Entered] | None:
    """Return two readings by two people that are equal, or None.

    Once two differ and both were shown it, one of them alone can't give way to the other: both read again, or a third
    person who has not read before agrees with either. ``entered`` is in the order it was entered.
    """
    for later, second in enumerate(entered):
        is_third_hand = all(each.member_id != second.member_id for each in entered[:later])
        for first in entered[:later]:
            if first.member_id == second.member_id or first.reading != second.reading:
                continue
            if first.round == second.round or is_third_hand:
                return first, second
    return None


def next_round(entered: Sequence[Entered]) -> int:
    """Return the round that a reading entered now belongs to: two that differ end theirs."""
    newest = max((each.round for each in entered), default=1)
    return newest + (len({each.member_id for each in entered if each.round == newest}) >= 2)


def last_pair(entered: Sequence[Entered]) -> tuple[Entered, Entered] | None:
    """Return the two readings of the newest round in which two were entered."""
    for second in reversed(entered):
        first = next((each for each in entered if each.round == second.round and each is not second), None)
        if first is not None:
            return first, second
    return None


def differences(first: Reading, second: Reading) -> list[Difference]:
    """Return where two readings differ: by seat in their order, or by choice."""
    if first.counts is not None and second.counts is not None:
        pairs = ((choice, getattr(first.counts, choice), getattr(second.counts, choice)) for choice in Choice)
        return [Difference(None, choice, one, other) for choice, one, other in pairs if one != other]
    seats = sorted(first.by_seat.keys() | second.by_seat.keys())
    return [
        Difference(seat, None, first.by_seat.get(seat), second.by_seat.get(seat))
        for seat in seats
        if first.by_seat.get(seat) is not second.by_seat.get(seat)
    ]


def ballots_of(counts: Counts) -> list[Choice]:
    """Return a ballot for every paper of a box without names."""
    return [choice for choice in Choice for _ in range(getattr(counts, choice))]
