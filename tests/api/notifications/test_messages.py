"""The inbox and subscriptions over HTTP."""

from uuid import uuid4

import flask
import pytest

from backend.infra.uow import unit_of_work
from backend.notifications import service
from backend.notifications.types import Draft
from tests.client import Caller, refused
from tests.factories.communities import Someone, make_community, make_member
from tests.factories.notifications import count_events


@pytest.fixture
def reader(app: flask.Flask) -> Someone:
    with app.app_context(), unit_of_work() as uow:
        return make_member(uow, make_community(uow))


@pytest.fixture
def phone(reader: Someone, caller: Caller) -> Caller:
    return caller.as_person(reader.person_id, reader.community_id)


def write(app: flask.Flask, reader: Someone, count: int) -> None:
    with app.app_context(), unit_of_work() as uow:
        drafts = [(f"m{n}", Draft(reader.member_id, f"第{n}条", "内容。", ("shift", uuid4()))) for n in range(count)]
        service.write_messages(uow, reader.community_id, drafts)


def test_messages_come_newest_first_and_are_marked_read(app: flask.Flask, reader: Someone, phone: Caller) -> None:
    write(app, reader, 3)
    page = phone.get("…/inbox", limit=2).get_json()
    assert [item["title"] for item in page["items"]] == ["第2条", "第1条"]
    assert (page["unread_count"], page["items"][0]["read"]) == (3, False)
    assert page["items"][0]["target"]["type"] == "shift"
    rest = phone.get("…/inbox", cursor=page["next_cursor"]).get_json()
    assert ([item["title"] for item in rest["items"]], rest["next_cursor"]) == (["第0条"], None)
    read = phone.post("…/inbox/read", {"up_to": page["items"][1]["id"]}).get_json()
    assert read == {"unread_count": 1}
    assert [item["read"] for item in phone.get("…/inbox").get_json()["items"]] == [False, True, True]


def test_another_members_messages_stay_unread(app: flask.Flask, reader: Someone, caller: Caller) -> None:
    write(app, reader, 2)
    with app.app_context(), unit_of_work() as uow:
        other = make_member(uow, reader.community_id)
    theirs = caller.as_person(other.person_id, other.community_id)
    assert theirs.get("…/inbox").get_json() == {"items": [], "next_cursor": None, "unread_count": 0}
    theirs.post("…/inbox/read", {"up_to": "ffffffff-ffff-ffff-ffff-ffffffffffff"})
    mine = caller.as_person(reader.person_id, reader.community_id)
    assert mine.get("…/inbox").get_json()["unread_count"] == 2


def test_an_applicant_reads_the_inbox_and_a_stranger_does_not(
    app: flask.Flask, caller: Caller, reader: Someone
) -> None:
    with app.app_context(), unit_of_work() as uow:
        applicant = make_member(uow, reader.community_id, state="applied")
        outsider = make_member(uow, make_community(uow))
    assert caller.as_person(applicant.person_id, reader.community_id).get("…/inbox").status_code == 200
    stranger = caller.as_person(outsider.person_id, reader.community_id)
    for answer in (
        stranger.get("…/inbox"),
        stranger.get("…/subscriptions"),
        stranger.post("…/inbox/read", {"up_to": str(uuid4())}),
        stranger.post("…/subscriptions", {"answers": {"shift-reminder": "accept"}}),
    ):
        refused(answer, 403, "not_a_member")


def test_accepted_answers_are_counted_once_a_tap(app: flask.Flask, reader: Someone, phone: Caller) -> None:
    assert phone.get("…/subscriptions").get_json()["items"] == [
        {"template": "shift-reminder", "name": "活动开始提醒", "unspent": 0},
        {"template": "points-settled", "name": "积分到账通知", "unspent": 0},
    ]
    answers = {"answers": {"shift-reminder": "accept", "points-settled": "reject"}}
    for key in ("tap-number-1", "tap-number-1", "tap-number-2"):
        items = phone.post("…/subscriptions", answers, key=key).get_json()["items"]
    assert [item["unspent"] for item in items] == [2, 0]
    with app.app_context(), unit_of_work() as uow:
        assert count_events(uow, reader.community_id, "notifications.consent_given") == 2


@pytest.mark.parametrize(
    "answers",
    [
        {},
        None,
        [],
        "x",
        {"nobody-knows-it": "accept"},
        {"shift-reminder": "ban"},
        {"shift-reminder": None},
        {"": "accept"},
    ],
)
def test_wrong_answers_are_refused(phone: Caller, answers: object) -> None:
    refused(phone.post("…/subscriptions", {"answers": answers}), 422, "invalid")
    assert {item["unspent"] for item in phone.get("…/subscriptions").get_json()["items"]} == {0}


@pytest.mark.parametrize("up_to", [None, 5, "x", [], "'; DROP TABLE inbox_messages"])
def test_wrong_marks_are_refused(phone: Caller, up_to: object) -> None:
    refused(phone.post("…/inbox/read", {"up_to": up_to}), 422, "invalid")
    refused(phone.get("…/inbox", cursor="%00"), 422, "invalid")
