"""Decisions of giving, from facts alone."""

from datetime import UTC, date, datetime
from itertools import product
from uuid import uuid4

import pytest

from backend.books.packs import packs
from backend.books.packs.shapes import GIFT_TO_NAMES
from backend.core.clock import local_day
from backend.core.errors import MoveNotAllowedError, SangongError
from backend.giving.errors import (
    DonorError,
    EntitlementDayError,
    GiftDegreeError,
    GiftsNotAllowedError,
    GiverMinorError,
    GroundAgeError,
    GroundNoteError,
    ReceiverLeftError,
    TooLateDayError,
)
from backend.giving.moves import (
    DONATION_MOVES,
    ENTITLEMENT_MOVES,
    TIE_MOVES,
    DonationMove,
    EntitlementMove,
    TieMove,
)
from backend.giving.rules import (
    DEGREES,
    GiftFacts,
    decide_donation,
    decide_entitlement,
    decide_gift,
    ends_at,
    giveable,
    next_turn,
    used_part,
)
from backend.giving.types import (
    INVERSE,
    DonationState,
    EntitlementState,
    Ground,
    NewDonation,
    NewEntitlement,
    Relation,
    TieState,
)

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def facts(
    gift_to: str | None = "kin_and_friends",
    relation: Relation = Relation.FRIEND,
    *,
    age: int = 40,
    is_member: bool = True,
) -> GiftFacts:
    return GiftFacts(gift_to, relation, age, is_member)


def test_every_word_that_a_pack_may_say_has_its_relations() -> None:
    assert set(DEGREES) == set(GIFT_TO_NAMES)
    assert {pack.spend.gift_to for pack in packs().values()} - {None} == set(DEGREES)


@pytest.mark.parametrize("relation", Relation)
def test_friends_and_siblings_are_no_lineal_kin(relation: Relation) -> None:
    decide_gift(facts(relation=relation))
    if relation in (Relation.FRIEND, Relation.SIBLING):
        with pytest.raises(GiftDegreeError):
            decide_gift(facts("lineal", relation))
    else:
        decide_gift(facts("lineal", relation))


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (facts(None), GiftsNotAllowedError),
        (facts(age=17), GiverMinorError),
        (facts(is_member=False), ReceiverLeftError),
    ],
)
def test_a_gift_is_refused(given: GiftFacts, refusal: type[SangongError]) -> None:
    with pytest.raises(refusal):
        decide_gift(given)


def test_a_relation_seen_from_the_other_side_and_back_is_itself() -> None:
    assert all(INVERSE[INVERSE[relation]] is relation for relation in Relation)
    assert INVERSE[Relation.PARENT] is Relation.CHILD


def test_giveable_is_what_is_there_and_was_not_given() -> None:
    assert giveable(available=90, own=60) == 60
    assert giveable(available=30, own=60) == 30
    assert giveable(available=30, own=-10) == 0


def proposal(ground: Ground = Ground.ALONE_80, *, note: str = "", valid_to: date = date(2027, 5, 1)) -> NewEntitlement:
    return NewEntitlement(uuid4(), ground, 120, valid_to, note=note)


@pytest.mark.parametrize(
    ("ground", "age", "fits"),
    [
        (Ground.ALONE_80, 79, False),
        (Ground.ALONE_80, 80, True),
        (Ground.ALONE_60_HARDSHIP, 59, False),
        (Ground.ALONE_60_HARDSHIP, 60, True),
        (Ground.ALONE_60_HARDSHIP, 79, True),
        (Ground.ALONE_60_HARDSHIP, 80, False),
        (Ground.OTHER, 30, True),
    ],
)
def test_a_ground_is_of_its_age(ground: Ground, age: int, *, fits: bool) -> None:
    if fits:
        decide_entitlement(proposal(ground, note="独自照看残疾子女"), age=age, today=TODAY)
    else:
        with pytest.raises(GroundAgeError):
            decide_entitlement(proposal(ground), age=age, today=TODAY)


def test_another_ground_says_why() -> None:
    with pytest.raises(GroundNoteError):
        decide_entitlement(proposal(Ground.OTHER), age=30, today=TODAY)


@pytest.mark.parametrize("valid_to", [date(2026, 11, 22), date(2027, 11, 25)])
def test_an_entitlement_is_looked_at_again_within_a_year(valid_to: date) -> None:
    with pytest.raises(EntitlementDayError):
        decide_entitlement(proposal(valid_to=valid_to), age=85, today=TODAY)


def test_the_next_turn_is_the_next_local_month_or_the_end() -> None:
    assert next_turn(NOW, ends_at(date(2027, 5, 1))) == local_day(date(2026, 12, 1))[0]
    assert next_turn(NOW, ends_at(date(2026, 11, 30))) == local_day(date(2026, 12, 1))[0]
    assert next_turn(NOW, ends_at(date(2026, 11, 28))) == local_day(date(2026, 11, 29))[0]
    # In Shanghai it is December already.
    assert (
        next_turn(datetime(2026, 11, 30, 17, tzinfo=UTC), ends_at(date(2027, 5, 1))) == local_day(date(2027, 1, 1))[0]
    )


@pytest.mark.parametrize(
    "donor", [{}, {"donor_name": "吴先生", "donor_unit_id": uuid4()}, {"donor_member_id": uuid4(), "donor_name": "我"}]
)
def test_a_donation_has_one_donor(donor: dict[str, object]) -> None:
    with pytest.raises(DonorError):
        decide_donation(NewDonation(1, TODAY, "收据", **donor), today=TODAY)  # type: ignore[arg-type]  # of a test


def test_nothing_is_received_tomorrow() -> None:
    with pytest.raises(TooLateDayError):
        decide_donation(NewDonation(1, date(2026, 11, 24), "收据", donor_name="吴先生"), today=TODAY)


def test_what_came_first_is_used_first() -> None:
    # 30, 50 and 20 came in this order, 60 are used.
    assert [used_part(amount=a, place=p, used=60) for a, p in ((30, 0), (50, 30), (20, 80))] == [30, 30, 0]


def test_final_states_stay() -> None:
    for state, move in product((TieState.DECLINED, TieState.ENDED), TieMove):
        with pytest.raises(MoveNotAllowedError):
            TIE_MOVES.next(state, move)
    for entitled, step in product((EntitlementState.DECLINED, EntitlementState.ENDED), EntitlementMove):
        with pytest.raises(MoveNotAllowedError):
            ENTITLEMENT_MOVES.next(entitled, step)
    for given, said in product((DonationState.ACKNOWLEDGED, DonationState.REJECTED), DonationMove):
        with pytest.raises(MoveNotAllowedError):
            DONATION_MOVES.next(given, said)
