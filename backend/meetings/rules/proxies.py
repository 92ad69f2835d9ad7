"""Who may speak for whom. Pure."""

from dataclasses import dataclass
from uuid import UUID

from backend.meetings.errors import (
    HolderIsGivenAwayError,
    OtherHouseholdError,
    OwnProxyError,
    ProxiesFullError,
    ProxyChainError,
    ProxyGivenError,
    ProxyNotHereError,
)
from backend.meetings.rules.thresholds import PROXIES_MAX
from backend.meetings.types import Basis

# A household sends whom it likes, and who was elected was elected themself (城市居民委员会组织法 Art. 9).
WITH_PROXIES = frozenset({Basis.ADULTS, Basis.INVITED})


@dataclass(frozen=True, slots=True)
class ProxyFacts:
    """What decides on a proxy: the two seats, their households, what each holds and has given away already."""

    giver_seat_id: UUID
    holder_seat_id: UUID
    giver_household_id: UUID | None
    holder_household_id: UUID | None
    giver_has_given: bool
    giver_holds: int
    holder_has_given: bool
    holder_holds: int


def check_basis(basis: Basis) -> None:
    """Raise ProxyNotHereError where seats can't be spoken for by proxy."""
    if basis not in WITH_PROXIES:
        raise ProxyNotHereError()


def check_proxy(facts: ProxyFacts) -> None:
    """Raise the reason for which this proxy can't be given.

    Raises OwnProxyError, ProxyGivenError, OtherHouseholdError, ProxyChainError, HolderIsGivenAwayError and
    ProxiesFullError.
    """
    if facts.giver_seat_id == facts.holder_seat_id:
        raise OwnProxyError()
    if facts.giver_has_given:
        raise ProxyGivenError()
    if facts.giver_household_id is None or facts.giver_household_id != facts.holder_household_id:
        raise OtherHouseholdError()
    # No chain, at either end: a voice that was given stays with whom it was given to.
    if facts.giver_holds:
        raise ProxyChainError()
    if facts.holder_has_given:
        raise HolderIsGivenAwayError()
    if facts.holder_holds >= PROXIES_MAX.value:
        raise ProxiesFullError(most=PROXIES_MAX.value)
