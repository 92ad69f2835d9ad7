"""Disputes: whose turn it is, until when, and how far a ruling goes."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from backend.core.errors import InvalidError
from backend.volunteering.errors import (
    AlreadySaidError,
    HearBothSidesError,
    NoAnswerYetError,
    NotPartyError,
    StatementLateError,
)
from backend.volunteering.rules.dispute import Parties, Said, check_heard, check_lower, decide_turn
from backend.volunteering.types.dispute import Side

OBJECTOR, PERFORMER, LEADER, OTHER = (UUID(int=n) for n in range(1, 5))
PARTIES = Parties(OBJECTOR, PERFORMER, LEADER)
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
OBJECTION = Said(Side.OBJECTOR, OBJECTOR)


def turn(by: UUID, *said: Said, parties: Parties = PARTIES, now: datetime = NOW) -> tuple[Side, int]:
    return decide_turn(parties, said, by, until=LATER, now=now)


def test_each_of_the_record_side_has_a_statement_of_their_own() -> None:
    assert turn(PERFORMER, OBJECTION) == (Side.RECORD, 1)
    assert turn(LEADER, OBJECTION, Said(Side.RECORD, PERFORMER)) == (Side.RECORD, 1)


def test_one_replies_to_the_other_side_and_not_to_ones_own() -> None:
    with pytest.raises(NoAnswerYetError):
        turn(OBJECTOR, OBJECTION)
    assert turn(OBJECTOR, OBJECTION, Said(Side.RECORD, LEADER)) == (Side.OBJECTOR, 2)


def test_a_third_word_and_a_late_one_and_a_strangers_are_refused() -> None:
    said = (OBJECTION, OBJECTION, Said(Side.RECORD, PERFORMER))
    with pytest.raises(AlreadySaidError):
        turn(OBJECTOR, *said)
    with pytest.raises(StatementLateError):
        turn(PERFORMER, OBJECTION, now=LATER)
    with pytest.raises(NotPartyError):
        turn(OTHER, OBJECTION)


def test_who_objects_to_their_own_hours_is_the_objector() -> None:
    own = Parties(PERFORMER, PERFORMER, LEADER)
    assert own.side_of(PERFORMER) is Side.OBJECTOR


def test_a_ruling_against_the_hours_waits_for_the_other_side_or_its_days() -> None:
    with pytest.raises(HearBothSidesError):
        check_heard([OBJECTION], until=LATER, now=NOW)
    check_heard([OBJECTION, Said(Side.RECORD, LEADER)], until=LATER, now=NOW)
    check_heard([OBJECTION], until=LATER, now=LATER)


@pytest.mark.parametrize("minutes", [None, 0, 60, 61])
def test_minutes_only_go_down_and_never_to_nothing(minutes: int | None) -> None:
    with pytest.raises(InvalidError):
        check_lower(minutes, before=60, is_correction=False)


def test_a_correction_is_upheld_or_rejected_whole() -> None:
    with pytest.raises(InvalidError):
        check_lower(59, before=60, is_correction=True)
    assert check_lower(59, before=60, is_correction=False) == 59
