"""Repeating shifts: all or nothing, each an ordinary shift, cancelled together and told once."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.volunteering.models import Shift, SignUp
from tests.client import refused
from tests.factories.volunteering import Street, make_action, make_shift
from tests.statements import counted_statements

SERIES = "…/shift-series"


def body(street: Street, *, entry_id: Any = None, **repeat: Any) -> dict[str, Any]:
    with street.work() as uow:
        entry_id = entry_id or make_action(uow, street["staff"])
        start = uow.now + timedelta(days=1)
    shift = {
        "entry_id": str(entry_id),
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=2)).isoformat(),
        "places": 3,
        "place": "睦邻中心一楼",
        "leader_member_id": str(street["leader"].member_id),
    }
    return {"shift": shift, "repeat": {"every": "week", "times": 4, **repeat}}


def count(street: Street) -> int:
    with street.work() as uow:
        return uow.session.scalar(select(func.count()).where(Shift.community_id == street.community_id)) or 0


def test_a_series_is_opened_at_once_and_each_shift_knows_it(street: Street) -> None:
    with counted_statements() as seen:
        opened = street.as_("staff").post(SERIES, body(street, times=60))
    assert opened.status_code == 201
    assert sum(statement.startswith("INSERT INTO shifts") for statement in seen) == 1
    told = opened.get_json()
    starts = [datetime.fromisoformat(shift["starts_at"]) for shift in told["shifts"]]
    assert len(starts) == 60
    assert {after - one for one, after in pairwise(starts)} == {timedelta(days=7)}
    shift = street.as_("volunteer").get(f"…/shifts/{told['shifts'][5]['id']}").get_json()
    assert (shift["series_id"], shift["places_left"]) == (told["series_id"], 3)


def test_a_clash_refuses_the_whole_and_names_the_day(street: Street) -> None:
    wanted = body(street)
    start = datetime.fromisoformat(wanted["shift"]["starts_at"]) + timedelta(days=14, hours=1)
    street.shift(starts_at=start, ends_at=start + timedelta(hours=1), title="义诊")
    before = count(street)
    problem = refused(street.as_("staff").post(SERIES, wanted), 409, "series_clash")
    assert (problem["day"], problem["clash"]["title"]) == ("2026-12-08", "义诊")
    assert "12月8日" in problem["detail"]
    assert count(street) == before


def test_shifts_of_a_series_do_not_overlap_each_other(street: Street) -> None:
    wanted = body(street, every="day")
    end = datetime.fromisoformat(wanted["shift"]["starts_at"]) + timedelta(hours=26)
    wanted["shift"]["ends_at"] = end.isoformat()
    refused(street.as_("staff").post(SERIES, wanted), 422, "invalid")
    assert count(street) == 0


def test_holidays_not_announced_yet_are_told_of(street: Street) -> None:
    told = street.as_("staff").post(SERIES, body(street, times=40, skip_holidays=True)).get_json()
    assert "2027年" in told["warning"]


@pytest.mark.parametrize(
    "repeat", [{"times": 61}, {"times": None}, {"interval": 0}, {"weekdays": [7]}, {"every": "month"}]
)
def test_bad_repeats_open_nothing(street: Street, repeat: dict[str, Any]) -> None:
    refused(street.as_("staff").post(SERIES, body(street, **repeat)), 422, "invalid")
    assert count(street) == 0


def test_the_following_are_cancelled_together_and_everybody_told_once(street: Street) -> None:
    told = street.as_("staff").post(SERIES, body(street)).get_json()
    ids = [shift["id"] for shift in told["shifts"]]
    for shift_id in ids[:3]:
        street.sign_up("volunteer", shift_id)
    street.sign_up("peer", ids[2])
    answer = street.as_("leader").post(
        f"…/shifts/{ids[1]}/moves", {"move": "cancel", "following": True, "note": "场地装修"}
    )
    assert answer.status_code == 200
    with street.work() as uow:
        rows = uow.session.execute(
            select(Shift.state, SignUp.state)
            .join(SignUp, (SignUp.community_id == Shift.community_id) & (SignUp.shift_id == Shift.id))
            .where(Shift.community_id == street.community_id)
            .order_by(Shift.starts_at)
        ).all()
    assert [tuple(row) for row in rows] == [("open", "signed_up"), *[("cancelled", "cancelled")] * 3]
    (event,) = street.events("volunteering.series_cancelled")
    assert {member: len(starts) for member, starts in event["starts_of"].items()} == {
        str(street["volunteer"].member_id): 2,
        str(street["peer"].member_id): 1,
    }
    assert street.events("volunteering.shift_cancelled") == []


def test_a_shift_alone_has_none_that_follow(street: Street) -> None:
    shift_id = street.shift()
    problem = street.as_("leader").post(f"…/shifts/{shift_id}/moves", {"move": "cancel", "following": True})
    refused(problem, 409, "move_not_allowed")


def test_only_who_may_open_a_shift_opens_a_series(street: Street) -> None:
    wanted = body(street)
    for who in ("volunteer", "contact", "supervisor"):
        refused(street.as_(who).post(SERIES, wanted), 403, "forbidden")


def test_an_elsewhere_entry_is_not_found(street: Street, elsewhere: Street) -> None:
    with elsewhere.work() as uow:
        entry_id = make_action(uow, elsewhere["staff"])
        make_shift(uow, elsewhere["staff"], entry_id)
    refused(street.as_("staff").post(SERIES, body(street, entry_id=entry_id)), 404, "not_found")
