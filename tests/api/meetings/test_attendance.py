"""Being there: by code or on paper, one seat and one person once, whatever the channel."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from backend.core.rotating_code import STEP_SECONDS, TRIES
from backend.meetings.types import Basis
from tests.client import refused
from tests.factories.communities import make_member
from tests.factories.meetings import NOTICE, Hall, call_residents, come, house, make_hall, set_register
from tests.statements import counted_statements


@pytest.fixture
def meeting_id(hall: Hall) -> UUID:
    """A residents' meeting that is held now: five adults on a phone, two by the register alone."""
    with hall.work() as uow:
        set_register(uow, hall["lead"], adults=7, households=3)
        meeting_id = call_residents(uow, hall["staff"])
    hall.open(meeting_id, hall.clock.now() + NOTICE)
    return meeting_id


def code_of(hall: Hall, meeting_id: UUID) -> str:
    """Return the code on the screen."""
    return str(hall.as_("staff").get(f"…/meetings/{meeting_id}/code").get_json()["code"])


def attend(hall: Hall, meeting_id: UUID, who: str, code: str | None = None) -> TestResponse:
    """Type the code on somebody's phone."""
    return hall.as_(who).post(f"…/meetings/{meeting_id}/attendance", {"code": code or code_of(hall, meeting_id)})


def note(hall: Hall, meeting_id: UUID, by: str = "staff", **line: Any) -> TestResponse:
    """Write down a line of the paper list."""
    return hall.as_(by).post(f"…/meetings/{meeting_id}/paper-attendance", line)


def seat_id(hall: Hall, meeting_id: UUID, name: str) -> str:
    """Return the seat of a name on the roll."""
    found = hall.as_("staff").get(f"…/meetings/{meeting_id}/roll", find=name).get_json()["items"]
    return str(found[0]["id"])


def test_the_code_on_the_screen_makes_one_present(hall: Hall, meeting_id: UUID) -> None:
    assert hall.meeting(meeting_id, "zhou")["seat"]["may_attend"] is True
    meeting = attend(hall, meeting_id, "zhou").get_json()
    assert (meeting["present"], meeting["seat"]["way"], meeting["seat"]["is_me"]) == (1, "code", True)
    assert meeting["quorum"] == {
        "enough": 4,
        "met": False,
        "name": "过半数出席才能举行",
        "source": "《城市居民委员会组织法》第九条",
    }


def test_nobody_is_present_twice_whatever_the_channel(hall: Hall, meeting_id: UUID) -> None:
    assert attend(hall, meeting_id, "zhou").status_code == 201
    assert refused(attend(hall, meeting_id, "zhou"), 409, "already_present")["way"] == "code"
    on_paper = note(hall, meeting_id, seat_id=seat_id(hall, meeting_id, "周秀英"))
    assert refused(on_paper, 409, "already_present")["way"] == "code"
    assert note(hall, meeting_id, seat_id=seat_id(hall, meeting_id, "孙邻居")).status_code == 201
    assert refused(attend(hall, meeting_id, "sun"), 409, "already_present")["way"] == "paper"
    assert hall.meeting(meeting_id)["present"] == 2


def test_an_old_or_wrong_code_does_not_open_and_too_many_wait(hall: Hall, meeting_id: UUID) -> None:
    old = code_of(hall, meeting_id)
    hall.clock.advance(timedelta(seconds=3 * STEP_SECONDS))
    for _ in range(TRIES.most):
        refused(attend(hall, meeting_id, "zhou", old), 422, "meeting_code_wrong")
    refused(attend(hall, meeting_id, "zhou"), 429, "meeting_code_tries")
    hall.clock.advance(TRIES.window)
    assert attend(hall, meeting_id, "zhou").status_code == 201


def test_who_is_not_on_the_roll_has_no_seat(hall: Hall, meeting_id: UUID) -> None:
    for who in ("child", "worker"):
        refused(attend(hall, meeting_id, who), 409, "no_seat")


def test_a_resident_not_on_a_phone_is_written_down_by_name(hall: Hall, meeting_id: UUID) -> None:
    assert note(hall, meeting_id, name="陈阿婆").get_json()["present"] == 1
    assert refused(note(hall, meeting_id, name="陈 阿婆"), 409, "already_present")["way"] == "paper"
    roll = hall.as_("lead").get(f"…/meetings/{meeting_id}/roll").get_json()["items"]
    assert [seat["name"] for seat in roll if seat["present"]] == ["陈阿婆"]


def test_no_more_come_from_outside_than_the_register_has(hall: Hall, meeting_id: UUID) -> None:
    for name in ("陈阿婆", "李大爷"):
        assert note(hall, meeting_id, name=name).status_code == 201
    refused(note(hall, meeting_id, name="张大妈"), 409, "outside_seats_taken")
    assert hall.meeting(meeting_id)["present"] == 2


def test_a_name_on_the_roll_is_not_taken_for_another(hall: Hall, meeting_id: UUID) -> None:
    answer = refused(note(hall, meeting_id, name="周秀英"), 409, "name_on_roll")
    assert answer["seat_ids"] == [seat_id(hall, meeting_id, "周秀英")]
    assert note(hall, meeting_id, name="周秀英（5号楼101）").status_code == 201


def test_staff_do_not_write_themselves_down(hall: Hall, meeting_id: UUID) -> None:
    refused(note(hall, meeting_id, seat_id=seat_id(hall, meeting_id, "赵社工")), 409, "own_attendance")
    assert note(hall, meeting_id, by="lead", seat_id=seat_id(hall, meeting_id, "赵社工")).status_code == 201


def test_a_seat_of_another_meeting_is_none(hall: Hall, meeting_id: UUID) -> None:
    with hall.work() as uow:
        other = call_residents(uow, hall["staff"], starts_at=uow.now + NOTICE)
    refused(note(hall, meeting_id, seat_id=seat_id(hall, other, "周秀英")), 409, "no_seat")


def test_of_a_household_whoever_comes_first_has_the_seat(hall: Hall) -> None:
    with hall.work() as uow:
        house(uow, hall.community_id, "3号楼", "402室", hall["zhou"], hall["sun"], hall["child"])
        meeting_id = call_residents(uow, hall["staff"], Basis.HOUSEHOLDS)
    hall.open(meeting_id, hall.clock.now() + NOTICE)
    refused(attend(hall, meeting_id, "child"), 409, "no_seat")
    refused(attend(hall, meeting_id, "wang"), 409, "no_seat")
    assert attend(hall, meeting_id, "sun").status_code == 201
    refused(attend(hall, meeting_id, "zhou"), 409, "already_present")
    own = hall.meeting(meeting_id, "zhou")["seat"]
    assert (own["present"], own["is_me"], own["may_attend"]) == (True, False, False)


def test_before_it_is_opened_and_after_it_is_closed_nobody_comes(hall: Hall) -> None:
    with hall.work() as uow:
        meeting_id = call_residents(uow, hall["staff"])
    refused(hall.as_("staff").get(f"…/meetings/{meeting_id}/code"), 409, "meeting_not_open")
    refused(attend(hall, meeting_id, "zhou", "123456"), 409, "meeting_not_open")
    early = hall.as_("staff").post(f"…/meetings/{meeting_id}/moves", {"move": "open"})
    refused(early, 409, "meeting_too_early")


def test_names_of_the_roll_are_the_desks(hall: Hall, meeting_id: UUID) -> None:
    assert hall.as_("zhou").get(f"…/meetings/{meeting_id}/roll").status_code == 403
    assert hall.as_("zhou").get(f"…/meetings/{meeting_id}/code").status_code == 403
    assert len(hall.as_("lead").get(f"…/meetings/{meeting_id}/roll").get_json()["items"]) == 5


def test_a_meeting_is_not_reached_from_another_community(hall: Hall, meeting_id: UUID) -> None:
    other = make_hall(hall.app, hall.clock, adults=5)
    refused(other.as_("staff").get(f"…/meetings/{meeting_id}"), 404, "not_found")
    refused(attend(other, meeting_id, "zhou", "123456"), 404, "not_found")


def test_a_page_of_the_roll_takes_as_many_statements_for_two_as_for_forty(hall: Hall) -> None:
    def statements() -> int:
        with hall.work() as uow:
            meeting_id = call_residents(uow, hall["staff"], starts_at=uow.now + NOTICE)
        hall.open(meeting_id, hall.clock.now() + NOTICE)
        with hall.work() as uow:
            come(uow, hall["staff"], meeting_id, hall["zhou"])
        with counted_statements() as sent:
            assert hall.as_("staff").get(f"…/meetings/{meeting_id}/roll", limit=100).status_code == 200
        return len(sent)

    few = statements()
    with hall.work() as uow:
        for _ in range(40):
            make_member(uow, hall.community_id)
    assert statements() == few
