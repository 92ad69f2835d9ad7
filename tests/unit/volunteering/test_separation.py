"""Hands: performer, recorder, witness, confirmer and who rules are never one where they must be two."""

from dataclasses import replace
from uuid import UUID

import pytest

from backend.core.actor import Role
from backend.volunteering.errors import NotImpartialError, OwnRecordError, SameHandsError
from backend.volunteering.rules.separation import (
    Hands,
    check_confirmer,
    check_not_own,
    check_ruler,
    decide_witness_kind,
    leader_can_confirm,
)
from backend.volunteering.types import WitnessKind

PERFORMER, LEADER, WITNESS, OTHER, DISPUTER, RECORDER = (UUID(int=n) for n in range(1, 7))
HANDS = Hands(performed_by=PERFORMER, leader_id=LEADER, witnessed_by=WITNESS)


def test_nobody_acts_on_their_own_hours() -> None:
    for check in (check_not_own, check_confirmer, check_ruler):
        with pytest.raises(OwnRecordError):
            check(HANDS, PERFORMER)
        check(HANDS, OTHER)


def test_the_witness_does_not_confirm() -> None:
    with pytest.raises(SameHandsError):
        check_confirmer(HANDS, WITNESS)
    check_confirmer(HANDS, LEADER)


def test_the_recorder_does_not_confirm() -> None:
    with pytest.raises(SameHandsError):
        check_confirmer(replace(HANDS, recorded_by=RECORDER), RECORDER)


@pytest.mark.parametrize("part", ["performed_by", "witnessed_by", "recorded_by"])
def test_a_leader_with_a_part_of_their_own_does_not_confirm(part: str) -> None:
    assert leader_can_confirm(HANDS)
    assert not leader_can_confirm(replace(HANDS, **{part: LEADER}))


def test_who_had_a_part_does_not_rule() -> None:
    hands = replace(HANDS, confirmed_by=LEADER, disputed_by=DISPUTER, recorded_by=RECORDER)
    for by in (WITNESS, LEADER, DISPUTER, RECORDER):
        with pytest.raises(NotImpartialError):
            check_ruler(hands, by)
    check_ruler(hands, OTHER)


@pytest.mark.parametrize(
    ("grounds", "kind"),
    [
        ({Role.BENEFICIARY, Role.PEER, Role.STAFF}, WitnessKind.BENEFICIARY),
        ({Role.PEER, Role.STAFF}, WitnessKind.PEER),
        ({Role.STAFF}, WitnessKind.STAFF_CALL),
        (set(), WitnessKind.STAFF_CALL),
    ],
)
def test_the_strongest_ground_counts(grounds: set[Role], kind: WitnessKind) -> None:
    assert decide_witness_kind(grounds) is kind
