"""Decisions on claims, without a database."""

from dataclasses import replace
from uuid import UUID

import pytest

from backend.agreements.errors import (
    AlreadyAssistsError,
    ClaimByUnitsError,
    ClaimTooYoungError,
    OwnClaimError,
    OwnDeliveryError,
    OwnEntryError,
)
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.rules import claims as rules
from backend.agreements.types.claims import Assist, ClaimRef, ClaimState
from backend.core.actor import Actor, Role
from backend.core.errors import InvalidError
from backend.lists.types import EntryRef, EntryState

UNIT, OTHER_UNIT, ASKER = UUID(int=1), UUID(int=2), UUID(int=3)
ENTRY = EntryRef(
    community_id=310107020001,
    id=UUID(int=7),
    kind="need",
    number="需-0001",
    title="陪护",
    text="",
    category="elder",
    place=None,
    state=EntryState.OPEN,
    proposer_member_id=ASKER,
    proposer_unit_id=None,
    created_by_member_id=ASKER,
    quantity=10,
    quantity_unit="次",
    claimed_quantity=0,
    starts_at=None,
    ends_at=None,
    details={},
    version=1,
)
OF_UNITS = ClaimRef(
    community_id=ENTRY.community_id,
    id=UUID(int=8),
    entry_id=ENTRY.id,
    unit_id=UNIT,
    quantity=3,
    state=ClaimState.OPEN,
)
OF_UNIT = replace(ENTRY, proposer_member_id=None, proposer_unit_id=UNIT)


def actor(*roles: Role, member_id: UUID = UUID(int=4), unit: UUID | None = None) -> Actor:
    units = {} if unit is None else {unit: Role.UNIT_CONTACT}
    return Actor(UUID(int=9), ENTRY.community_id, member_id, "某某", frozenset(roles), units)


def test_a_unit_claims_what_others_ask_for() -> None:
    rules.check_claimant(ENTRY, UNIT)
    rules.check_claimant(OF_UNIT, OTHER_UNIT)
    with pytest.raises(OwnEntryError):
        rules.check_claimant(OF_UNIT, UNIT)


def test_the_asker_is_who_proposed_or_speaks_for_the_unit_that_did() -> None:
    assert rules.is_asker(actor(Role.MEMBER, member_id=ASKER), ENTRY)
    assert rules.is_asker(actor(Role.MEMBER, unit=UNIT), OF_UNIT)
    assert not rules.is_asker(actor(member_id=ASKER), ENTRY)
    assert not rules.is_asker(actor(Role.MEMBER, Role.STAFF), ENTRY)
    assert not rules.is_asker(actor(Role.MEMBER, unit=OTHER_UNIT), OF_UNIT)


@pytest.mark.parametrize("move", ClaimMove)
def test_nobody_decides_on_their_own_claim_or_delivery(move: ClaimMove) -> None:
    debtor = actor(Role.MEMBER, Role.STAFF, unit=UNIT)
    if move in (ClaimMove.DELIVER, ClaimMove.WITHDRAW):
        rules.check_impartial(debtor, OF_UNITS, move)
    else:
        with pytest.raises((OwnClaimError, OwnDeliveryError)):
            rules.check_impartial(debtor, OF_UNITS, move)
        with pytest.raises((OwnClaimError, OwnDeliveryError)):
            rules.check_impartial(debtor, replace(OF_UNITS, unit_id=OTHER_UNIT, assists=(Assist(UNIT, 1),)), move)
        with pytest.raises((OwnClaimError, OwnDeliveryError)):
            rules.check_impartial(debtor, replace(OF_UNITS, unit_id=None, member_id=debtor.member_id), move)
    rules.check_impartial(debtor, replace(OF_UNITS, unit_id=OTHER_UNIT), move)


def claims(*quantities: int) -> list[ClaimRef]:
    return [replace(OF_UNITS, id=UUID(int=n), quantity=quantity) for n, quantity in enumerate(quantities, start=1)]


@pytest.mark.parametrize(
    ("wanted", "free", "moved_up"),
    [((2, 3), 5, [1, 2]), ((4, 3, 1), 4, [1]), ((9, 3, 1), 4, [2, 3]), ((1, 1, 1), 2, [1, 2]), ((5,), 4, [])],
)
def test_who_came_first_moves_up_and_who_wants_too_much_is_passed_over(
    wanted: tuple[int, ...], free: int, moved_up: list[int]
) -> None:
    chosen = rules.choose_moved_up(claims(*wanted), free, only_units=None)
    assert [claim.id.int for claim in chosen] == moved_up


def test_while_units_are_named_they_alone_move_up() -> None:
    first, second = claims(1, 1)
    chosen = rules.choose_moved_up([replace(first, unit_id=OTHER_UNIT), second], 2, only_units={UNIT})
    assert chosen == [second]


def test_the_claimant_keeps_a_share_of_a_joint_claim() -> None:
    rules.check_assists(3, UNIT, [Assist(OTHER_UNIT, 1)], [Assist(ASKER, 1)])
    rules.check_assists(1, UNIT, [], [Assist(OTHER_UNIT, 0)])
    with pytest.raises(InvalidError):
        rules.check_assists(3, UNIT, [Assist(OTHER_UNIT, 2)], [Assist(ASKER, 1)])
    for twice in (UNIT, OTHER_UNIT):
        with pytest.raises(AlreadyAssistsError):
            rules.check_assists(9, UNIT, [Assist(OTHER_UNIT, 1)], [Assist(twice, 1)])


WISH = replace(ENTRY, details={"beneficiary": "personal"})


@pytest.mark.parametrize(
    ("entry", "age", "refusal"),
    [
        (ENTRY, 40, ClaimByUnitsError),
        (replace(WISH, kind="service_project"), 40, ClaimByUnitsError),
        (WISH, 17, ClaimTooYoungError),
        (replace(WISH, proposer_member_id=UUID(int=4)), 40, OwnEntryError),
    ],
)
def test_a_member_takes_on_a_small_wish_alone(entry: EntryRef, age: int, refusal: type[Exception]) -> None:
    rules.check_small_wish(WISH, UUID(int=4), age=18)
    with pytest.raises(refusal):
        rules.check_small_wish(entry, UUID(int=4), age=age)
