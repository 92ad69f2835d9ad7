"""Decisions on claims, without a database."""

from dataclasses import replace
from uuid import UUID

import pytest

from backend.agreements.errors import OwnClaimError, OwnDeliveryError, OwnEntryError
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.rules import claims as rules
from backend.core.actor import Actor, Role
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
        rules.check_impartial(debtor, UNIT, move)
    else:
        with pytest.raises((OwnClaimError, OwnDeliveryError)):
            rules.check_impartial(debtor, UNIT, move)
    rules.check_impartial(debtor, OTHER_UNIT, move)
