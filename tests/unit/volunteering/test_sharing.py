"""What tells that a code was shared, and what honest people do that must not look like it."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from backend.volunteering.rules.sharing import Mark, find_shared, network_of
from backend.volunteering.types import Fence
from backend.volunteering.types.presence import Way

SHIFT, OTHER = uuid4(), uuid4()
MEMBERS = [uuid4() for _ in range(4)]
RECORDS = [uuid4() for _ in range(4)]
DAY = date(2026, 11, 24)


def mark(
    who: int,
    *,
    way: Way = Way.IN,
    step: int = 100,
    phone: str | None = None,
    network: str = "hall",
    fence: Fence = Fence.NOT_GIVEN,
    shift_id: UUID = SHIFT,
    day: date = DAY,
) -> Mark:
    """Return somebody's check-in with their own phone on the hall's network, but for the changes."""
    device = f"phone {who}" if phone is None else phone
    record_id = None if way is Way.SHOWN else RECORDS[who]
    return Mark(shift_id, MEMBERS[who], record_id, way, step, fence, device.encode(), network.encode(), day)


def shared(*marks: Mark) -> dict[int, dict[str, int]]:
    return {RECORDS.index(record_id): facts for record_id, facts in find_shared(marks).items()}


def test_everybody_with_a_phone_of_their_own_is_left_alone() -> None:
    assert shared(mark(0, way=Way.SHOWN), mark(1), mark(2), mark(1, way=Way.OUT, step=340), mark(3)) == {}


def test_one_phone_for_two_members_of_a_shift() -> None:
    assert shared(mark(0, phone="x"), mark(1, phone="x"), mark(2)) == {0: {"one_phone": 2}, 1: {"one_phone": 2}}


def test_the_leaders_phone_that_checks_somebody_in() -> None:
    assert shared(mark(0, way=Way.SHOWN, phone="x"), mark(1, phone="x")) == {1: {"one_phone": 2}}


def test_a_leader_who_also_serves_uses_one_phone() -> None:
    assert shared(mark(0, way=Way.SHOWN, phone="x"), mark(0, phone="x")) == {}


def test_a_couple_shares_a_phone_on_a_day_but_three_people_do_not() -> None:
    couple = mark(0, phone="x"), mark(1, phone="x", shift_id=OTHER)
    assert shared(*couple) == {}
    assert shared(*couple, mark(2, phone="x", shift_id=uuid4(), day=date(2026, 11, 25))) == {}
    third = mark(2, phone="x", shift_id=uuid4())
    assert shared(*couple, third) == {who: {"one_phone_day": 3} for who in (0, 1, 2)}


def test_in_with_one_phone_and_out_with_another() -> None:
    assert shared(mark(0), mark(0, way=Way.OUT, step=340, phone="x")) == {0: {"two_phones": 2}}


def test_phones_that_say_nothing_of_themselves_are_not_compared() -> None:
    assert shared(mark(0, phone=""), mark(1, phone=""), mark(0, way=Way.OUT, phone="x")) == {}


@pytest.mark.parametrize("order", [1, -1])
def test_alone_on_another_network_while_others_share_one(order: int) -> None:
    marks = [mark(0), mark(1, step=101), mark(2, network="home")][::order]
    assert shared(*marks) == {2: {"two_networks": 2}}


def test_the_leaders_phone_makes_a_site_with_one_other() -> None:
    assert shared(mark(0, way=Way.SHOWN, step=7), mark(1), mark(2, network="home")) == {2: {"two_networks": 2}}


@pytest.mark.parametrize(
    "marks",
    [
        # Everybody on mobile data of their own: there is no network of the site.
        [mark(0, network="a"), mark(1, network="b"), mark(2, network="c")],
        # Two on each: nobody is alone.
        [mark(0), mark(1), mark(2, network="b"), mark(3, network="b")],
        # The leader's network is no stranger's.
        [mark(0), mark(1), mark(3, way=Way.SHOWN, network="b"), mark(2, network="b")],
        # The phone found itself on site.
        [mark(0), mark(1), mark(2, network="b", fence=Fence.INSIDE)],
        # Not the same moment: the hall's network may have been away.
        [mark(0), mark(1), mark(2, network="b", step=103)],
        # Nothing known of the network (it arrived late).
        [mark(0), mark(1), mark(2, network="")],
    ],
    ids=["mobile", "two_each", "leaders", "inside", "another_moment", "unknown"],
)
def test_networks_of_honest_people(marks: list[Mark]) -> None:
    assert shared(*marks) == {}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:12:3456::1", "2001:db8:12::/48"),
        ("unknown", None),
        (None, None),
    ],
)
def test_the_network_of_an_address(address: str | None, network: str | None) -> None:
    assert network_of(address) == network


def test_a_guardians_phone_is_one_person_with_their_wards() -> None:
    ward = replace(mark(1, phone="x", network="mobile"), held_by=MEMBERS[0])
    assert shared(mark(0, phone="x"), replace(ward, network_key=b"hall"), mark(2)) == {}
    # Nor does a ward beside them make their network the site's.
    own = mark(0, phone="x", network="mobile")
    assert shared(own, ward, mark(2), mark(3)) == {0: {"two_networks": 2}, 1: {"two_networks": 2}}
