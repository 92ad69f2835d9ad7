"""Disputes: who may speak how often and until when, when a ruling may come, how far minutes may go. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from backend.core.errors import InvalidError
from backend.volunteering.errors import (
    AlreadySaidError,
    HearBothSidesError,
    NoAnswerYetError,
    NotPartyError,
    StatementLateError,
)
from backend.volunteering.types.dispute import Side

# How long both sides may bring their word and photos, in working days. Our rule.
EVIDENCE_DAYS = 3
# When the lead is told that nobody has ruled, and when once more, in working days. Our rule.
RULING_DAYS, RULING_DAYS_AGAIN = 5, 10
# So that nobody stops a community's whole notice: objections of one member that wait for a ruling. Our rule.
OPEN_MAX = 5
PHOTOS_MAX = 6
TURNS = 2


@dataclass(frozen=True, slots=True)
class Parties:
    """Who a dispute is between, as member ids."""

    opened_by: UUID
    performed_by: UUID
    leader_id: UUID

    def side_of(self, member_id: UUID | None) -> Side | None:
        """Return on which side a member stands; who objects stands there, even to their own hours."""
        if member_id is None:
            return None
        if member_id == self.opened_by:
            return Side.OBJECTOR
        return Side.RECORD if member_id in (self.performed_by, self.leader_id) else None


@dataclass(frozen=True, slots=True)
class Said:
    """One word that was said."""

    side: Side
    by: UUID


def decide_turn(
    parties: Parties, said: Collection[Said], by: UUID | None, *, until: datetime, now: datetime
) -> tuple[Side, int]:
    """Return the side and turn of a new word: one's statement, then one reply once the other side has spoken.

    Raises NotPartyError, StatementLateError, AlreadySaidError, NoAnswerYetError.
    """
    side = parties.side_of(by)
    if side is None:
        raise NotPartyError
    if now >= until:
        raise StatementLateError
    turn = sum(word.by == by for word in said) + 1
    if turn > TURNS:
        raise AlreadySaidError
    if turn == TURNS and all(word.side is side for word in said):
        raise NoAnswerYetError
    return side, turn


def check_heard(said: Collection[Said], *, until: datetime, now: datetime) -> None:
    """Raise HearBothSidesError when the record's side may still speak and has not: nobody loses hours unheard."""
    if now < until and all(word.side is not Side.RECORD for word in said):
        raise HearBothSidesError(until=until.isoformat())


def check_lower(minutes: int | None, *, before: int | None, is_correction: bool) -> int:
    """Return the minutes a ruling leaves: fewer than there are, at least one. Raises InvalidError."""
    if is_correction:
        raise InvalidError({"minutes": ["更正记录不能改时长，请维持或不予认定"]})
    if minutes is None or before is None or not 1 <= minutes < before:
        raise InvalidError({"minutes": [f"应少于原来的{before or 0}分钟，至少1分钟"]})
    return minutes
