"""Whose voice somebody brings, and to whom a voice may be given."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.errors import SangongError
from backend.meetings import errors
from backend.meetings.rules.eligibility import Voice, decide_channel
from backend.meetings.rules.proxies import ProxyFacts, check_basis, check_proxy
from backend.meetings.rules.thresholds import PROXIES_MAX
from backend.meetings.types import Basis, Way
from backend.meetings.types.motions import Channel

SEAT, OTHER_SEAT, HOME, ELSEWHERE = (UUID(int=n) for n in (1, 2, 3, 4))
ME, HOLDER, STRANGER = (UUID(int=n) for n in (5, 6, 7))
FACTS: dict[str, Any] = {
    "giver_seat_id": SEAT,
    "holder_seat_id": OTHER_SEAT,
    "giver_household_id": HOME,
    "holder_household_id": HOME,
    "giver_has_given": False,
    "giver_holds": 0,
    "holder_has_given": False,
    "holder_holds": 0,
}


def test_one_of_the_household_takes_ones_voice_along() -> None:
    check_proxy(ProxyFacts(**FACTS))
    check_proxy(ProxyFacts(**{**FACTS, "holder_holds": PROXIES_MAX.value - 1}))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"holder_seat_id": SEAT}, errors.OwnProxyError),
        ({"giver_has_given": True}, errors.ProxyGivenError),
        ({"holder_household_id": ELSEWHERE}, errors.OtherHouseholdError),
        ({"giver_household_id": None, "holder_household_id": None}, errors.OtherHouseholdError),
        ({"giver_holds": 1}, errors.ProxyChainError),
        ({"holder_has_given": True}, errors.HolderIsGivenAwayError),
        ({"holder_holds": PROXIES_MAX.value}, errors.ProxiesFullError),
    ],
)
def test_why_a_proxy_is_refused(changes: dict[str, Any], refusal: type[SangongError]) -> None:
    with pytest.raises(refusal):
        check_proxy(ProxyFacts(**{**FACTS, **changes}))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=12))
def test_whatever_is_given_no_chain_and_nobody_over_the_limit(wishes: list[tuple[int, int]]) -> None:
    """A household of six gives voices about: what was let through is looked at as a whole."""
    given_to: dict[int, int] = {}
    for giver, holder in wishes:
        facts = ProxyFacts(
            UUID(int=giver + 1),
            UUID(int=holder + 1),
            HOME,
            HOME,
            giver in given_to,
            list(given_to.values()).count(giver),
            holder in given_to,
            list(given_to.values()).count(holder),
        )
        try:
            check_proxy(facts)
        except SangongError:
            continue
        given_to[giver] = holder
    assert not given_to.keys() & set(given_to.values())
    assert all(list(given_to.values()).count(holder) <= PROXIES_MAX.value for holder in given_to.values())


@pytest.mark.parametrize("basis", [Basis.HOUSEHOLDS, Basis.REPRESENTATIVES])
def test_where_the_law_has_its_own_representation_there_is_no_proxy(basis: Basis) -> None:
    with pytest.raises(errors.ProxyNotHereError):
        check_basis(basis)


@pytest.mark.parametrize(
    ("voice", "channel"),
    [
        (Voice(SEAT, ME, Way.CODE, ME), Channel.PHONE),
        (Voice(SEAT, ME, Way.PAPER, ME), Channel.PHONE),
        (Voice(SEAT, None, Way.CODE, ME), Channel.PHONE),  # a household's seat, for which I came
        (Voice(SEAT, STRANGER, Way.PROXY, STRANGER, holder_member_id=ME), Channel.PROXY),
        (Voice(SEAT, ME, Way.PROXY, ME, holder_member_id=HOLDER, has_come=True), Channel.PHONE),
    ],
)
def test_how_i_vote_for_a_seat(voice: Voice, channel: Channel) -> None:
    assert decide_channel(voice, ME) is channel


@pytest.mark.parametrize(
    ("voice", "refusal"),
    [
        (Voice(SEAT, ME), errors.NotPresentError),
        (Voice(SEAT, STRANGER, None, None, holder_member_id=ME), errors.NotPresentError),
        (Voice(SEAT, ME, Way.PROXY, ME, holder_member_id=HOLDER), errors.SeatIsRepresentedError),
        (Voice(SEAT, STRANGER, Way.PROXY, STRANGER, holder_member_id=ME, has_come=True), errors.SeatIsRepresentedError),
        (Voice(SEAT, STRANGER, Way.CODE, STRANGER), errors.NotYourSeatError),
        (Voice(SEAT, None, Way.CODE, STRANGER), errors.NotYourSeatError),  # another of the household came
        (Voice(SEAT, None, Way.PAPER, None), errors.NotYourSeatError),  # somebody who is not on a phone
    ],
)
def test_why_i_do_not_vote_for_a_seat(voice: Voice, refusal: type[SangongError]) -> None:
    with pytest.raises(refusal):
        decide_channel(voice, ME)
