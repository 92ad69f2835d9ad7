"""A guardian on site checks a ward in who has no phone, and the record says whose phone it was."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from backend.volunteering.models import CodeSighting, ServiceRecord
from backend.volunteering.service.sharing import JUDGED_AFTER
from tests.api.volunteering.test_minors import CHILD
from tests.client import refused
from tests.factories.communities import Someone, make_member
from tests.factories.volunteering import Street

JUDGE = "volunteering.judge_marks"


@pytest.fixture
def child(street: Street) -> Someone:
    """A child of eleven whose guardian is the volunteer."""
    with street.work() as uow:
        return make_member(uow, street.community_id, name="小明明", birth_date=CHILD, guardian=street["volunteer"])


@pytest.fixture
def shift_id(street: Street, child: Someone) -> UUID:
    """A shift at its start, with the guardian, the child and a peer on it."""
    shift_id = street.shift()
    for who in ("volunteer", "peer"):
        street.sign_up(who, shift_id)
    street.as_("volunteer").post(f"…/shifts/{shift_id}/sign-ups", {"for_member_id": str(child.member_id)})
    street.clock.at = street.times(shift_id)[0]
    return shift_id


def use(
    street: Street, shift_id: UUID, who: str, ward: Someone | None, way: str = "in", *, phone: str = "a"
) -> TestResponse:
    """Check in or out on somebody's phone, for a ward if one is given."""
    body: dict[str, Any] = {"code": street.code(shift_id)}
    body |= {"for_member_id": str(ward.member_id)} if ward else {}
    headers = {"Sangong-Device": phone * 32}
    return street.as_(who).post(f"…/shifts/{shift_id}/check-{way}s", body, headers=headers)


def flags(street: Street, record: dict[str, Any]) -> list[str]:
    shown = street.as_("supervisor").get(f"…/records/{record['id']}").get_json()
    return [flag["code"] for flag in shown["flags"]]


def test_a_guardian_checks_the_ward_in_and_out_and_it_is_said_whose_phone_it_was(
    street: Street, shift_id: UUID, child: Someone
) -> None:
    came = use(street, shift_id, "volunteer", child).get_json()
    assert (came["member"]["name"], came["held_by"]["name"]) == ("小明明", "王小明")
    street.clock.at = street.times(shift_id)[1]
    left = use(street, shift_id, "volunteer", child, "out").get_json()
    assert (left["id"], left["state"], left["minutes"]) == (came["id"], "checked_out", 120)
    with street.work() as uow:
        seen = uow.session.scalars(select(CodeSighting).where(CodeSighting.shift_id == shift_id)).all()
    assert {(row.way, row.member_id, row.held_by) for row in seen} == {
        ("in", child.member_id, street["volunteer"].member_id),
        ("out", child.member_id, street["volunteer"].member_id),
    }


def test_the_guardians_phone_is_no_shared_one_and_yet_told(street: Street, shift_id: UUID, child: Someone) -> None:
    own = use(street, shift_id, "volunteer", None).get_json()
    theirs = use(street, shift_id, "volunteer", child).get_json()
    street.clock.advance(JUDGED_AFTER)
    street.run_due(JUDGE)
    assert (flags(street, own), flags(street, theirs)) == ([], ["by_guardian"])
    told = street.as_("supervisor").get(f"…/records/{theirs['id']}").get_json()["flags"][0]
    assert (told["holds"], told["text"]) == (False, "监护人在现场用自己的手机代孩子签到或签退")


def test_a_guardians_phone_that_serves_others_too_is_still_a_shared_one(
    street: Street, shift_id: UUID, child: Someone
) -> None:
    theirs = use(street, shift_id, "volunteer", child).get_json()
    use(street, shift_id, "peer", None)
    street.clock.advance(JUDGED_AFTER)
    street.run_due(JUDGE)
    assert sorted(flags(street, theirs)) == ["by_guardian", "code_shared"]


@pytest.mark.parametrize("who", ["peer", "leader", "staff"])
def test_nobody_but_the_guardian_checks_a_ward_in(street: Street, shift_id: UUID, child: Someone, who: str) -> None:
    refused(use(street, shift_id, who, child), 403, "not_your_ward")


def test_no_adult_is_checked_in_by_somebody_else(street: Street, shift_id: UUID) -> None:
    refused(use(street, shift_id, "volunteer", street["peer"]), 403, "not_your_ward")


def test_who_held_the_phone_does_not_witness(street: Street, shift_id: UUID, child: Someone) -> None:
    record = use(street, shift_id, "volunteer", child).get_json()
    use(street, shift_id, "volunteer", None)
    street.clock.at = street.times(shift_id)[1]
    use(street, shift_id, "volunteer", child, "out")
    move = f"…/records/{record['id']}/moves"
    refused(street.as_("volunteer").post(move, {"move": "witness"}), 403, "same_hands")
    todo = street.as_("volunteer").get("…/records/to-do").get_json()["items"]
    assert record["id"] not in [item["id"] for item in todo]
    with pytest.raises(IntegrityError), street.work() as uow:
        uow.session.execute(
            update(ServiceRecord)
            .where(ServiceRecord.community_id == street.community_id, ServiceRecord.id == UUID(record["id"]))
            .values(witnessed_by=street["volunteer"].member_id)
        )
