"""Hours that employees let count for their unit."""

from typing import Any

import pytest

from backend.core.actor import Role
from backend.volunteering import service as volunteering
from backend.volunteering.moves import RecordMove
from tests.client import refused
from tests.factories.communities import make_member, make_unit
from tests.factories.volunteering import CONFIRMED, Street


@pytest.fixture
def street(street: Street) -> Street:
    """A street where an employee of the unit served two hours for it."""
    with street.work() as uow:
        employee = make_member(uow, street.community_id, name="何员工", unit=(street.unit_id, Role.UNIT_EMPLOYEE))
    street.people["employee"] = employee
    return street


def serve(street: Street, who: str, **chosen: Any) -> None:
    """Let somebody serve a shift to the entered record."""
    shift_id = street.shift()
    for each, body in ((who, chosen), ("peer", {})):
        assert street.as_(each).post(f"…/shifts/{shift_id}/sign-ups", body).status_code == 201
    record_id = street.serve(shift_id, who, "peer")[who]
    for each, move in CONFIRMED:
        street.move(each, record_id, RecordMove(move))
    until = street.as_(who).get(f"…/records/{record_id}").get_json()["notice_until"]
    street.clock.at = street.clock.at.fromisoformat(until)
    street.run_due("volunteering.enter")


def test_the_unit_sees_the_sum_and_who_chose_it(street: Street) -> None:
    serve(street, "employee", for_unit_id=str(street.unit_id))
    serve(street, "employee")
    told = street.as_("contact").get(f"…/units/{street.unit_id}/hours", month="2026-11").get_json()
    assert told["months"] == [{"month": "2026-11", "times": 1, "people": 1, "minutes": 120}]
    assert [(each["member"]["name"], each["minutes"]) for each in told["people"]] == [("何员工", 120)]
    since = street.clock.at.replace(month=1)
    with street.work() as uow:
        deeds = volunteering.deeds_of_unit(uow, street.community_id, street.unit_id, since)
    assert sum(deed.times for deed in deeds) == 1


def test_another_month_has_nobody(street: Street) -> None:
    serve(street, "employee", for_unit_id=str(street.unit_id))
    told = street.as_("contact").get(f"…/units/{street.unit_id}/hours", month="2025-12").get_json()
    assert (told["people"], len(told["months"])) == ([], 1)


def test_only_ones_own_unit_can_be_chosen(street: Street) -> None:
    with street.work() as uow:
        other = make_unit(uow, street.community_id)
    path = f"…/shifts/{street.shift()}/sign-ups"
    refused(street.as_("employee").post(path, {"for_unit_id": str(other)}), 422, "invalid")
    refused(street.as_("volunteer").post(path, {"for_unit_id": str(street.unit_id)}), 422, "invalid")


@pytest.mark.parametrize("who", ["employee", "volunteer", "supervisor"])
def test_others_do_not_see_a_units_hours(street: Street, who: str) -> None:
    refused(street.as_(who).get(f"…/units/{street.unit_id}/hours"), 403, "forbidden")
