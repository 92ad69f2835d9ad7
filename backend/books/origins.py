"""Where spent value came from: first in, first out, without lots. Pure.

An account keeps totals, not lots. Laid end to end, its credits cover 0 … sum of credits and its debits 0 … sum of
debits; where the stretch of a debit and that of a credit overlap, the one was paid from the other. What gives a debit
back (a voucher returned) makes that debit smaller and is no new credit, as for expiry (design, section 6); what
reverses a credit makes that credit smaller.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of an account: ``amount`` is signed; ``undoes`` is the earlier line that it gives back or reverses."""

    id: UUID
    amount: int
    undoes: UUID | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """So much of a debit came from a credit."""

    credit_id: UUID
    debit_id: UUID
    amount: int


def trace_origins(movements: Sequence[Movement]) -> list[Origin]:
    """Return which credits each debit of an account was paid from; ``movements`` are all its lines in order."""
    net = _net_amounts(movements)
    came = [(id_, amount) for id_, amount in net.items() if amount > 0]
    went = [(id_, -amount) for id_, amount in net.items() if amount < 0]
    return list(_overlaps(_stretches(came), _stretches(went)))


def _net_amounts(movements: Sequence[Movement]) -> dict[UUID, int]:
    """Return each line's amount after what undid it, in order; a line that undoes another is none of its own."""
    net: dict[UUID, int] = {}
    for movement in movements:
        undone = net.get(movement.undoes) if movement.undoes is not None else None
        if movement.undoes is None or undone is None or (undone > 0) == (movement.amount > 0):
            net[movement.id] = movement.amount
        else:
            net[movement.undoes] = undone + movement.amount
    return net


def _stretches(amounts: Sequence[tuple[UUID, int]]) -> list[tuple[UUID, int, int]]:
    """Lay amounts end to end and return where each begins and ends."""
    ends = list(accumulate(amount for _, amount in amounts))
    return [(id_, end - amount, end) for (id_, amount), end in zip(amounts, ends, strict=True)]


def _overlaps(came: Sequence[tuple[UUID, int, int]], went: Sequence[tuple[UUID, int, int]]) -> Iterator[Origin]:
    """Walk both rows of stretches once, side by side."""
    at = 0
    for debit_id, start, end in went:
        while at < len(came) and came[at][2] <= start:
            at += 1
        for credit_id, begins, ends in islice(came, at, None):
            if begins >= end:
                break
            yield Origin(credit_id, debit_id, min(end, ends) - max(start, begins))
