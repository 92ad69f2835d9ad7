"""The tariff in force: written on adoption, never two for one thing at one time, ended without rewriting the past."""

from datetime import date

import flask
import pytest

from backend.core.clock import FixedClock
from backend.infra.uow import UnitOfWork, unit_of_work
from backend.lists import service
from backend.lists.errors import TariffOverlapError
from backend.lists.types import EntryMove as M
from backend.lists.types import EntryState, Measure, TariffBook
from tests.factories.agreements import make_neighbourhood
from tests.factories.communities import Someone
from tests.factories.lists import DETAILS, make_tariff, move_entry, propose_entry
from tests.factories.races import race

BASE = DETAILS["benefit"]


@pytest.fixture
def staff(uow: UnitOfWork) -> Someone:
    return make_neighbourhood(uow)["staff"]


def test_an_adopted_benefit_is_in_force_from_its_day_on(uow: UnitOfWork, staff: Someone) -> None:
    entry_id = make_tariff(
        uow, staff, category="elder", amount=20, cap_per_day=60, valid_from="2026-11-01", valid_to="2026-12-31"
    )
    [line] = service.tariff_on(uow, staff.community_id, date(2026, 11, 1))
    assert (line.entry_id, line.category, line.measure, line.book) == (
        entry_id,
        "elder",
        Measure.HOUR,
        TariffBook.POINT,
    )
    assert (line.amount, line.cap_per_day) == (20, 60)
    assert service.tariff_on(uow, staff.community_id, date(2026, 12, 31)) == [line]
    for outside in (date(2026, 10, 31), date(2027, 1, 1)):
        assert service.tariff_on(uow, staff.community_id, outside) == []


def test_a_proposal_earns_nothing(uow: UnitOfWork, staff: Someone) -> None:
    entry_id = propose_entry(uow, staff, "benefit")
    move_entry(uow, staff, entry_id, M.REJECT)
    assert service.tariff_on(uow, staff.community_id, date(2026, 11, 23)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {}),
        ({"valid_to": "2026-06-30"}, {"valid_from": "2026-06-30"}),
        ({"category": "elder"}, {"category": "elder", "amount": 99}),
        ({"valid_from": "2026-06-01"}, {"valid_from": "2026-01-01", "valid_to": "2026-12-31"}),
    ],
)
def test_two_lines_for_one_thing_never_overlap(
    uow: UnitOfWork, staff: Someone, first: dict[str, object], second: dict[str, object]
) -> None:
    make_tariff(uow, staff, **first)
    later = propose_entry(uow, staff, "benefit", details={**BASE, **second})
    with pytest.raises(TariffOverlapError):
        move_entry(uow, staff, later, M.ADOPT)
    assert len(service.tariff_on(uow, staff.community_id, date(2026, 6, 30))) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"valid_to": "2026-06-29"}, {"valid_from": "2026-06-30"}),
        ({"category": "elder"}, {"category": "elder.meals"}),
        ({"category": "elder"}, {}),
        ({}, {"measure": "item"}),
        ({}, {"book": "time"}),
    ],
)
def test_lines_for_different_things_stand_side_by_side(
    uow: UnitOfWork, staff: Someone, first: dict[str, object], second: dict[str, object]
) -> None:
    make_tariff(uow, staff, **first)
    make_tariff(uow, staff, **second)


def test_communities_do_not_overlap(uow: UnitOfWork, staff: Someone) -> None:
    make_tariff(uow, staff)
    make_tariff(uow, make_neighbourhood(uow)["staff"])


def test_closing_ends_the_line_today_and_a_new_one_begins_tomorrow(uow: UnitOfWork, staff: Someone) -> None:
    old = make_tariff(uow, staff)
    move_entry(uow, staff, old, M.CLOSE)
    new = make_tariff(uow, staff, amount=15, valid_from="2026-11-24")
    on = {day: service.tariff_on(uow, staff.community_id, date(2026, 11, day)) for day in (22, 23, 24)}
    assert [[line.entry_id for line in lines] for lines in on.values()] == [[old], [old], [new]]


def test_a_line_that_has_not_begun_is_taken_away(uow: UnitOfWork, staff: Someone) -> None:
    future = make_tariff(uow, staff, valid_from="2027-01-01")
    move_entry(uow, staff, future, M.WITHDRAW)
    assert service.tariff_on(uow, staff.community_id, date(2027, 1, 1)) == []
    make_tariff(uow, staff, valid_from="2027-01-01")


def test_two_adoptions_at_once_leave_one_in_force(app: flask.Flask, clock: FixedClock) -> None:
    with app.app_context(), unit_of_work() as uow:
        staff = make_neighbourhood(uow)["staff"]
        ids = [propose_entry(uow, staff, "benefit") for _ in range(6)]
    outcomes = race(app, [lambda uow, id_=id_: move_entry(uow, staff, id_, M.ADOPT) for id_ in ids])
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert [type(outcome) for outcome in refused] == [TariffOverlapError] * 5
    with app.app_context(), unit_of_work() as uow:
        [line] = service.tariff_on(uow, staff.community_id, date(2026, 11, 23))
        states = [entry.state for entry in service.entries_by_ids(uow, staff.community_id, ids).values()]
    assert line.entry_id in ids
    assert sorted(states) == sorted([EntryState.OPEN] + [EntryState.PROPOSED] * 5)
