"""Fixtures of the edge's tests."""

from dataclasses import dataclass

import flask
import pytest

from backend.core.actor import Role
from backend.infra.uow import unit_of_work
from tests.client import Caller
from tests.factories.communities import Someone, make_community, make_member


@dataclass(frozen=True)
class Desk:
    """A community and its member of staff, signed in."""

    community_id: int
    staff: Someone
    caller: Caller


@pytest.fixture
def desk(app: flask.Flask, caller: Caller) -> Desk:
    """A new community with somebody who may do most things in it."""
    with app.app_context(), unit_of_work() as uow:
        community_id = make_community(uow)
        staff = make_member(uow, community_id, Role.STAFF, Role.LEAD)
    return Desk(community_id, staff, caller.as_person(staff.person_id, community_id))
