"""A street with needs, and suggestions as a run would have stored them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import flask
import pytest

from backend.core.clock import FixedClock
from backend.infra.uow import UnitOfWork
from backend.matching.types import NeedKey, NeedKind, OfferKey, OfferKind
from tests.client import Caller
from tests.conftest import MONDAY_MORNING
from tests.factories.communities import Someone
from tests.factories.lists import make_open_entry
from tests.factories.matching import miss, suggest
from tests.factories.volunteering import Street, make_street


@dataclass(frozen=True)
class Board:
    """A street on which suggestions are made and answered."""

    street: Street

    def __getitem__(self, who: str) -> Someone:
        return self.street[who]

    @property
    def community_id(self) -> int:
        """Return the community's number."""
        return self.street.community_id

    @property
    def unit_id(self) -> UUID:
        """Return the contact's unit."""
        return self.street.unit_id

    def as_(self, who: str) -> Caller:
        """Return somebody's phone."""
        return self.street.as_(who)

    @contextmanager
    def work(self) -> Iterator[UnitOfWork]:
        """Open a unit of work of its own."""
        with self.street.work() as uow:
            yield uow

    def member(self, who: str) -> OfferKey:
        """Return somebody as an offer."""
        id_ = self[who].member_id
        assert id_ is not None
        return OfferKey(OfferKind.MEMBER, id_)

    def unit(self) -> OfferKey:
        """Return the contact's unit as an offer."""
        return OfferKey(OfferKind.UNIT, self.unit_id)

    def resource(self, by: str = "contact") -> OfferKey:
        """Open a resource of the contact's unit, or of a member, and return it as an offer."""
        with self.work() as uow:
            unit_id = self.unit_id if by == "contact" else None
            id_ = make_open_entry(uow, self[by], "resource", unit_id=unit_id)
        return OfferKey(OfferKind.RESOURCE, id_)

    def shift(self, **changes: Any) -> NeedKey:
        """Open a shift and return it as a need."""
        return NeedKey(NeedKind.SHIFT, self.street.shift(**changes))

    def entry(self, kind: str = "need", by: str = "staff", **changes: Any) -> NeedKey:
        """Open an entry and return it as a need."""
        with self.work() as uow:
            return NeedKey(NeedKind.ENTRY, make_open_entry(uow, self[by], kind, **changes))

    def suggest(self, need: NeedKey, offer: OfferKey, **changes: Any) -> UUID:
        """Store a suggestion as a run does."""
        with self.work() as uow:
            return suggest(uow, self.community_id, need, offer, **changes)

    def miss(self, need: NeedKey, **changes: Any) -> UUID:
        """Store an unmet need as a run does."""
        with self.work() as uow:
            return miss(uow, self.community_id, need, **changes)


@pytest.fixture
def board(app: flask.Flask, clock: FixedClock) -> Board:
    return Board(make_street(app, clock))


@pytest.fixture(scope="module")
def quiet_board(app: flask.Flask, session_clock: FixedClock) -> Board:
    """Only for what is refused and leaves nothing."""
    session_clock.at = MONDAY_MORNING
    return Board(make_street(app, session_clock))


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    return make_street(app, clock)
