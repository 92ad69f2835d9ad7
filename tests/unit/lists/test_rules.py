"""Decisions on entries and the tariff, without a database."""

from datetime import UTC, date, datetime

import pytest

from backend.core.errors import InvalidError, MoveNotAllowedError
from backend.lists import rules
from backend.lists.errors import EntryFrozenError
from backend.lists.kinds import OWN_KINDS
from backend.lists.kinds.benefit import BENEFIT
from backend.lists.kinds.need import NEED
from backend.lists.kinds.resource import RESOURCE
from backend.lists.moves import ENTRY_MOVES
from backend.lists.types import EntryMove as M
from backend.lists.types import EntryState as S
from backend.lists.types import KindDeclaration


@pytest.mark.parametrize(("number", "text"), [(1, "需-0001"), (12, "需-0012"), (12345, "需-12345")])
def test_numbers_have_at_least_four_digits(number: int, text: str) -> None:
    assert rules.format_number("需", number) == text


@pytest.mark.parametrize(("length", "shown"), [(0, 0), (120, 120), (121, 120), (5000, 120)])
def test_texts_are_shortened_to_120(length: int, shown: int) -> None:
    assert len(rules.shorten("字" * length)) == shown


@pytest.mark.parametrize(
    ("claimed", "quantity", "state"),
    [(0, 1, S.OPEN), (0, 10, S.OPEN), (3, 10, S.PARTLY_CLAIMED), (10, 10, S.CLAIMED), (1, 1, S.CLAIMED)],
)
def test_what_is_claimed_says_the_state(claimed: int, quantity: int, state: S) -> None:
    assert rules.claimed_state(claimed, quantity) is state


def test_a_need_without_a_quantity_asks_for_one() -> None:
    assert rules.decide_quantity(NEED, None) == 1
    assert rules.decide_quantity(NEED, 7) == 7


def test_a_resource_without_a_quantity_has_no_limit() -> None:
    assert rules.decide_quantity(RESOURCE, None) is None


def test_a_tariff_counts_nothing() -> None:
    with pytest.raises(InvalidError) as refusal:
        rules.decide_quantity(BENEFIT, 5)
    assert list(refusal.value.extras["errors"]) == ["quantity"]


def test_an_end_before_the_start_is_refused() -> None:
    start, end = datetime(2026, 12, 2, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)
    with pytest.raises(InvalidError):
        rules.check_times(start, end)
    for times in ((start, start), (end, start), (None, end), (start, None), (None, None)):
        rules.check_times(*times)


def may_edit(kind: KindDeclaration, state: S, *, desk: bool) -> bool:
    try:
        rules.check_editable(kind, state, any_state=desk)
    except EntryFrozenError:
        return False
    return True


def test_a_proposer_edits_until_it_is_adopted() -> None:
    assert {state for state in S if may_edit(NEED, state, desk=False)} == {S.DRAFT, S.PROPOSED, S.REJECTED}


def test_the_desk_edits_what_is_open_but_neither_on_notice_nor_ended() -> None:
    assert {state for state in S if may_edit(NEED, state, desk=True)} == {
        S.DRAFT,
        S.PROPOSED,
        S.REJECTED,
        S.ADOPTED,
        S.OPEN,
        S.PARTLY_CLAIMED,
        S.CLAIMED,
        S.IN_PROGRESS,
        S.REOPENED,
    }


def test_a_tariff_in_force_is_edited_by_nobody() -> None:
    assert {state for state in S if may_edit(BENEFIT, state, desk=True)} == {S.DRAFT, S.PROPOSED, S.REJECTED}


def test_delivery_by_claims_goes_on_to_accepted_when_the_asker_said_so() -> None:
    assert rules.delivery_moves(ENTRY_MOVES, S.CLAIMED, accepted=False) == [(M.DELIVER, S.DELIVERED)]
    assert rules.delivery_moves(ENTRY_MOVES, S.IN_PROGRESS, accepted=True) == [
        (M.DELIVER, S.DELIVERED),
        (M.ACCEPT, S.ACCEPTED),
    ]
    with pytest.raises(MoveNotAllowedError):
        rules.delivery_moves(ENTRY_MOVES, S.CLOSED, accepted=False)


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "end"),
    [
        (date(2026, 1, 1), None, TODAY),
        (date(2026, 1, 1), date(2026, 12, 31), TODAY),
        (date(2026, 1, 1), date(2026, 6, 30), date(2026, 6, 30)),
        (TODAY, None, TODAY),
        (date(2026, 11, 24), None, None),
    ],
)
def test_ending_a_tariff_rewrites_no_past(valid_from: date, valid_to: date | None, end: date | None) -> None:
    assert rules.decide_tariff_end(valid_from=valid_from, valid_to=valid_to, today=TODAY) == end


@pytest.mark.parametrize("kind", OWN_KINDS, ids=lambda kind: kind.code)
def test_what_is_claimable_is_asked_for(kind: KindDeclaration) -> None:
    assert not kind.claimable or kind.quantity == "asked"
