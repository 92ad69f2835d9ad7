"""Who may make which move, and who sees what, walked over all roles."""

from itertools import product
from uuid import UUID

import pytest

from backend.core.actor import Actor, Role
from backend.lists.kinds.need import NEED
from backend.lists.policy import MOVE_POLICY, POLICY, PUBLIC_STATES, A, may_make, may_see
from backend.lists.service.view import moves_now
from backend.lists.types import EntryMove as M
from backend.lists.types import EntryRef
from backend.lists.types import EntryState as S

COMMUNITY, UNIT, OTHER_UNIT, ASKER, SOMEBODY = 310107020001, UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)


def actor(*roles: Role, member_id: UUID = SOMEBODY, unit: tuple[UUID, Role] | None = None) -> Actor:
    return Actor(UUID(int=9), COMMUNITY, member_id, "某某", frozenset(roles), dict([unit] if unit else []))


PEOPLE = {
    "stranger": Actor(UUID(int=9), COMMUNITY),
    "member": actor(Role.MEMBER),
    "staff": actor(Role.MEMBER, Role.STAFF),
    "lead": actor(Role.MEMBER, Role.LEAD),
    "supervisor": actor(Role.MEMBER, Role.SUPERVISOR),
    "asker": actor(Role.MEMBER, member_id=ASKER),
    "unverified asker": actor(member_id=ASKER),
    "contact": actor(Role.MEMBER, unit=(UNIT, Role.UNIT_CONTACT)),
    "employee": actor(Role.MEMBER, unit=(UNIT, Role.UNIT_EMPLOYEE)),
    "other contact": actor(Role.MEMBER, unit=(OTHER_UNIT, Role.UNIT_CONTACT)),
}
DESK = {"staff", "lead"}


def entry(state: S, *, by_unit: bool = False) -> EntryRef:
    return EntryRef(
        community_id=COMMUNITY,
        id=UUID(int=7),
        kind="need",
        number="需-0001",
        title="陪护",
        text="",
        category="elder",
        place=None,
        state=state,
        proposer_member_id=None if by_unit else ASKER,
        proposer_unit_id=UNIT if by_unit else None,
        created_by_member_id=ASKER,
        quantity=1,
        quantity_unit="份",
        claimed_quantity=0,
        starts_at=None,
        ends_at=None,
        details={},
        version=1,
    )


MAY = {
    M.SUBMIT: {"asker"},
    M.WITHDRAW: {"asker"},
    M.ADOPT: DESK,
    M.REJECT: DESK,
    M.PUT_ON_NOTICE: DESK,
    M.PUBLISH: DESK,
    M.START: DESK,
    M.DELIVER: DESK,
    M.CLOSE: DESK,
    M.ACCEPT: DESK | {"asker"},
    M.REOPEN: DESK | {"asker"},
}


@pytest.mark.parametrize(("who", "state"), list(product(PEOPLE, S)))
def test_moves_offered_on_a_residents_need(who: str, state: S) -> None:
    offered = {move["move"] for move in moves_now(PEOPLE[who], NEED, entry(state), is_busy=False)}
    assert offered == {move.value for move in NEED.moves.moves_from(state) if who in MAY[move]}


@pytest.mark.parametrize("who", PEOPLE)
def test_a_units_entry_is_its_contacts(who: str) -> None:
    of_unit = entry(S.DELIVERED, by_unit=True)
    assert may_make(PEOPLE[who], NEED, of_unit, M.WITHDRAW) == (who == "contact")
    assert may_make(PEOPLE[who], NEED, of_unit, M.ACCEPT) == (who in DESK | {"contact"})


def test_what_would_leave_claims_hanging_is_not_offered() -> None:
    offered = {move["move"] for move in moves_now(PEOPLE["staff"], NEED, entry(S.CLAIMED), is_busy=True)}
    assert offered == {"start"}


@pytest.mark.parametrize(("who", "state"), list(product(PEOPLE, S)))
def test_proposals_are_seen_by_the_desk_and_who_made_them(who: str, state: S) -> None:
    seen_by = DESK | {"supervisor", "asker", "unverified asker"} if state not in PUBLIC_STATES else set(PEOPLE)
    assert may_see(PEOPLE[who], entry(state)) == (who in seen_by)


def test_every_move_but_the_kinds_own_has_a_row() -> None:
    assert set(MOVE_POLICY.table) == set(M) - {M.ADOPT, M.REJECT}
    assert set(POLICY.table) == set(A)
