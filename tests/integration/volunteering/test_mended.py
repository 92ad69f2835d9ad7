"""What a review found and was mended: who is kept out, what is not told, which order holds, what a race leaves."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, event, select

from backend.communities.models import Member
from backend.core.actor import Role
from backend.volunteering import service
from backend.volunteering.models import ServiceRecord, SignUp
from backend.volunteering.moves import RecordMove
from backend.volunteering.service.flagging import raise_flags
from backend.volunteering.service.sign_up_view import view_sign_ups
from backend.volunteering.types import Fence, Flag, RaisedFlag
from backend.volunteering.types.activities import NewRole
from backend.volunteering.types.presence import Given
from tests.client import refused
from tests.factories.audit import DAY, UNDECIDABLE, Audited, commit_tomorrow, drawn_round, enter_some, find, round_of
from tests.factories.communities import Someone, make_member
from tests.factories.corrections import entered, file
from tests.factories.volunteering import Street

DRAW = "volunteering.audit_draw"


@pytest.fixture
def child(street: Street) -> Someone:
    """A child of eleven whose guardian is the volunteer."""
    with street.work() as uow:
        born = date(2015, 6, 1)
        return make_member(uow, street.community_id, name="小明明", birth_date=born, guardian=street["volunteer"])


def let_stand(street: Street, record_id: UUID) -> None:
    """Flag an entered record and have the supervisor rule that it stands: a move, and no column of the record."""
    with street.work() as uow:
        raise_flags(uow, street.community_id, [RaisedFlag(record_id, Flag.CODE_SHARED)])
    street.move("supervisor", record_id, RecordMove.UPHOLD)


def test_who_ruled_on_a_record_does_not_audit_it(street: Street) -> None:
    audit_id, ids = enter_some(street, 3)
    let_stand(street, ids[0])
    street.run_due("books.seals", DRAW)
    cases = {case.record_id: case for case in Audited(street, audit_id, ids).cases()}
    me = street["supervisor"].member_id
    assert me in cases[ids[0]].hands
    assert [cases[id_].assigned_to for id_ in ids] == [None, me, me]


def test_who_ruled_on_a_record_does_not_confirm_its_correction(street: Street) -> None:
    old = entered(street)
    let_stand(street, old)
    new = file(street, old, 60)
    move = f"…/records/{new}/moves"
    refused(street.as_("supervisor").post(move, {"move": "confirm"}), 403, "earlier_hands")
    assert street.as_("lead").post(move, {"move": "confirm"}).status_code == 200


def test_the_name_of_who_declined_is_masked_to_who_invited_them(street: Street) -> None:
    shift_id = street.shift()
    group = {"member_ids": [str(street["volunteer"].member_id)]}
    (held,) = street.as_("contact").post(f"…/shifts/{shift_id}/groups", group).get_json()["items"]
    street.as_("volunteer").post(f"…/sign-ups/{held['id']}/moves", {"move": "decline"})
    with street.work() as uow:
        row = uow.session.get_one(SignUp, (street.community_id, UUID(held["id"])))
        (seen,) = view_sign_ups(uow, street["contact"].actor, [row])
    assert (row.answered_at is not None, seen["member"]["name"]) == (True, "王*")


def test_rounds_are_drawn_in_their_order(street: Street) -> None:
    first = commit_tomorrow(street)
    street.clock.at += 2 * DAY
    second = commit_tomorrow(street)
    street.clock.at += 2 * DAY
    due_at = round_of(street, second).draw_due_at
    street.clock.at = due_at - timedelta(minutes=5)
    street.run_due(DRAW)  # no seal yet: the first is put off for ten minutes
    street.clock.at = due_at
    street.run_due("books.seals", DRAW)
    assert [round_of(street, id_).state for id_ in (first, second)] == ["committed", "committed"]
    street.clock.advance(timedelta(minutes=10))
    street.run_due(DRAW)
    one, two = (round_of(street, id_) for id_ in (first, second))
    assert one.seal_number is not None
    assert two.after_seal == one.seal_number


def test_what_an_audit_found_is_not_told_to_who_was_on_the_shift_too(street: Street) -> None:
    audited = drawn_round(street, 3)
    case = audited.cases()[0]
    find(street, "supervisor", case.id, UNDECIDABLE)
    with street.work() as uow:
        record = uow.session.get_one(ServiceRecord, (street.community_id, case.record_id))
        people = uow.session.execute(
            select(SignUp.member_id, Member.person_id)
            .join(Member, (Member.community_id == SignUp.community_id) & (Member.id == SignUp.member_id))
            .where(SignUp.community_id == street.community_id, SignUp.shift_id == record.shift_id)
        ).all()
    told = {
        member_id: street.as_("peer").as_person(person_id).get(f"…/records/{case.record_id}").get_json()["audit"]
        for member_id, person_id in people
    }
    assert [member_id for member_id, audit in told.items() if audit is not None] == [record.performed_by]
    assert len(told) == 3


@contextmanager
def before(statement: str, act: Callable[[], None]) -> Iterator[None]:
    """Let something happen, once, just before the first statement that has these words is sent."""
    waiting = [act]

    def note(connection: object, cursor: object, sent: str, *_: Any) -> None:
        if waiting and statement in sent and "FOR " in sent:
            waiting.pop()()

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_code_that_waited_while_the_shift_was_closed_ends_closed(street: Street) -> None:
    shift_id = street.shift()
    street.sign_up("volunteer", shift_id)
    street.clock.at = seen_at = street.times(shift_id)[0]
    code = street.code(shift_id)
    street.clock.at = street.times(shift_id)[1] + timedelta(minutes=61)
    given = Given(code, Fence.INSIDE, seen_at=seen_at)
    closing = before("sign_ups", lambda: street.run_due("volunteering.close"))
    with closing, street.work() as uow:
        shown = service.check_in(uow, street["volunteer"].actor, street.community_id, shift_id, given)
    assert shown["state"] == "checked_out"
    assert street.as_("volunteer").get("…/sign-ups/mine").get_json()["items"][0]["state"] == "checked_out"


def test_a_wards_hours_do_not_count_for_the_guardians_employer(street: Street, child: Someone) -> None:
    with street.work() as uow:
        works_for = (street.unit_id, Role.UNIT_EMPLOYEE)
        parent = make_member(uow, street.community_id, name="何员工", unit=works_for)
        born = date(2015, 6, 1)
        ward = make_member(uow, street.community_id, name="何小小", birth_date=born, guardian=parent)
    street.people["parent"] = parent
    body = {"for_member_id": str(ward.member_id), "for_unit_id": str(street.unit_id)}
    path = f"…/shifts/{street.shift()}/sign-ups"
    problem = refused(street.as_("parent").post(path, body), 422, "invalid")
    assert problem["errors"] == {"for_unit_id": ["孩子的时长不能计入您的单位"]}
    assert street.as_("parent").post(path, {**body, "for_unit_id": None}).status_code == 201


def test_a_guardian_does_not_accept_a_role_whose_certificate_nobody_named(street: Street, child: Someone) -> None:
    shift_id = street.shift(places=3, roles=(NewRole("测血压", 1, qualification="护士执业证"),))
    (role,) = street.as_("volunteer").get(f"…/shifts/{shift_id}").get_json()["roles"][:1]
    group = {"member_ids": [str(child.member_id)], "role_id": role["id"]}
    (held,) = street.as_("contact").post(f"…/shifts/{shift_id}/groups", group).get_json()["items"]
    accept = street.as_("volunteer").post(f"…/sign-ups/{held['id']}/moves", {"move": "accept"})
    refused(accept, 422, "qualification_needed")
