"""The hours of a team are those entered and in force of its shifts, as they are now."""

from datetime import timedelta

import flask
import pytest

from backend.core.clock import FixedClock
from backend.teams import service
from tests.factories.lists import make_open_entry
from tests.factories.teams import form_team
from tests.factories.volunteering import CONFIRMED, Street, make_street


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    return make_street(app, clock)


def test_hours_come_with_the_record_that_is_entered(street: Street) -> None:
    with street.work() as uow:
        entry_id = make_open_entry(uow, street["staff"], "service_project", quantity=10)
        team_id = form_team(uow, street["staff"], entry_id=entry_id)
    shift_id = street.shift(entry_id=entry_id)
    with street.work() as uow:
        service.add_shift(uow, street["staff"].actor, street.community_id, team_id, shift_id)
    for who in ("volunteer", "peer"):
        street.sign_up(who, shift_id)
    record_id = street.serve(shift_id, "volunteer", "peer")["volunteer"]

    def work() -> tuple[int, int, int]:
        told = street.as_("neighbour").get(f"…/teams/{team_id}").get_json()["work"]
        return told["minutes"], told["people"], told["waiting"]

    assert work() == (0, 0, 2)
    for who, move in CONFIRMED:
        street.move(who, record_id, move)
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    assert work() == (120, 1, 1)
