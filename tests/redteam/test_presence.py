"""Hours without having been there: guessing, replaying, sharing and keeping codes."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from backend.core.rotating_code import TRIES
from backend.volunteering.models import CodeFetch
from backend.volunteering.moves import RecordMove
from backend.volunteering.service.sharing import JUDGED_AFTER
from tests.factories.volunteering import Street, make_action
from tests.redteam.conftest import Refused, Tell

JUDGE = "volunteering.judge_marks"


@pytest.fixture
def shift_id(street: Street) -> UUID:
    """A shift of two hours that staff opened and lead themselves, at its start, with their accomplices on it."""
    shift_id = street.shift(by="staff")
    for who in ("volunteer", "peer", "neighbour"):
        street.sign_up(who, shift_id)
    street.clock.at = street.times(shift_id)[0]
    return shift_id


def use(
    street: Street, shift_id: UUID, who: str, way: str = "in", *, phone: str = "", address: str = "", **body: Any
) -> TestResponse:
    """Check in or out with the code of this moment, unless another is given."""
    headers = {"Sangong-Device": phone * 32} if phone else {}
    headers |= {"X-Forwarded-For": address} if address else {}
    return street.as_(who).post(
        f"…/shifts/{shift_id}/check-{way}s", {"code": street.code(shift_id), **body}, headers=headers
    )


def flags_of(street: Street, record_id: str) -> list[str]:
    shown = street.as_("supervisor").get(f"…/records/{record_id}").get_json()
    return sorted(flag["code"] for flag in shown["flags"])


def is_held(street: Street, record_id: str, *, leader: str = "staff") -> bool:
    """Witness and confirm what an attack brought, and tell whether it waits for a supervisor instead of the notice."""
    street.as_("neighbour").post(f"…/records/{record_id}/moves", {"move": "witness"})
    shown = street.as_(leader).post(f"…/records/{record_id}/moves", {"move": "confirm"}).get_json()
    assert shown["state"] in ("held", "on_notice"), shown
    return bool(shown["state"] == "held")


def test_five_hours_in_two_minutes(street: Street, shift_id: UUID, tell: Tell) -> None:
    """In and out by code count what lies between them: two minutes are two minutes."""
    record = use(street, shift_id, "volunteer").get_json()
    street.clock.advance(timedelta(minutes=2))
    use(street, shift_id, "volunteer", "out")
    shown = street.as_("staff").get(f"…/records/{record['id']}").get_json()
    assert shown["minutes"] == 2
    tell("book 5 hours from the office in 2 minutes", "refused", "codes prove 2 minutes, and 2 are what counts")


def test_a_shift_in_the_past(street: Street, is_refused: Refused) -> None:
    with street.work() as uow:
        entry_id = make_action(uow, street["staff"])
    start = street.clock.at - timedelta(hours=6)
    body = {
        "entry_id": str(entry_id),
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=5)).isoformat(),
        "places": 3,
        "place": "睦邻中心一楼",
    }
    is_refused("open yesterday's shift today", street.as_("staff").post("…/shifts", body), 422, "invalid")


def test_staff_who_do_not_lead_ask_for_the_code(street: Street, is_refused: Refused) -> None:
    shift_id = street.shift(by="leader")
    street.clock.at = street.times(shift_id)[0]
    is_refused("read the code in the office", street.as_("staff").get(f"…/shifts/{shift_id}/code"), 403, "forbidden")


def test_the_office_takes_the_codes_of_the_whole_shift(street: Street, is_refused: Refused) -> None:
    shift_id = street.shift(by="leader")
    street.sign_up("volunteer", shift_id)
    street.clock.at = street.times(shift_id)[0]
    for who in ("staff", "lead", "supervisor", "volunteer"):
        answer = street.as_(who).get(f"…/shifts/{shift_id}/codes-ahead")
        is_refused(f"take a shift's codes along, as {who}", answer, 403, "forbidden")


def test_the_leader_sends_all_codes_to_a_friend_at_home(street: Street, shift_id: UUID, tell: Tell) -> None:
    """What gets through as before: whoever leads can read codes out; who took which along stays written."""
    ahead = street.as_("staff").get(f"…/shifts/{shift_id}/codes-ahead").get_json()
    use(street, shift_id, "neighbour")
    record = use(street, shift_id, "volunteer", code=ahead["codes"][0]).get_json()
    street.clock.at = street.times(shift_id)[1]
    assert use(street, shift_id, "volunteer", "out", code=ahead["codes"][240]).status_code == 200
    with street.work() as uow:
        (row,) = uow.session.scalars(select(CodeFetch).where(CodeFetch.shift_id == shift_id))
    assert (row.member_id, row.last_step - row.first_step) == (street["staff"].member_id, 360)
    assert not is_held(street, record["id"])
    tell(
        "the leader hands a shift's codes to an accomplice beforehand",
        "gets through",
        "as codes read out do; who took which codes along when is kept for good, for an audit",
    )


def test_checking_in_for_somebody_else(street: Street, shift_id: UUID, is_refused: Refused) -> None:
    """The route knows its caller, and whose guardian they are: staff have no way to name another member."""
    body = {"code": street.code(shift_id), "member_id": str(street["volunteer"].member_id)}
    answer = street.as_("staff").post(f"…/shifts/{shift_id}/check-ins", body)
    is_refused("check in for another, naming them", answer, 422, "invalid")
    body = {"code": street.code(shift_id), "for_member_id": str(street["volunteer"].member_id)}
    answer = street.as_("staff").post(f"…/shifts/{shift_id}/check-ins", body)
    is_refused("check in for another, as if their guardian", answer, 403, "not_your_ward")


def test_guessing_the_code(street: Street, shift_id: UUID, is_refused: Refused) -> None:
    right = street.code(shift_id)
    wrong = next(code for code in ("000000", "111111") if code != right)
    for _ in range(TRIES.most):
        use(street, shift_id, "volunteer", code=wrong)
    is_refused("guess the code", use(street, shift_id, "volunteer"), 429, "too_many_tries")


def test_replaying_an_old_code(street: Street, shift_id: UUID, is_refused: Refused) -> None:
    code = street.code(shift_id)
    street.clock.advance(timedelta(minutes=5))
    is_refused("replay a code", use(street, shift_id, "volunteer", code=code), 422, "code_expired")


def test_a_photographed_code_sent_as_if_seen_without_a_network(street: Street, shift_id: UUID, tell: Tell) -> None:
    seen_at, code = street.clock.at, street.code(shift_id)
    street.clock.advance(timedelta(minutes=50))
    record = use(street, shift_id, "volunteer", code=code, seen_at=seen_at.isoformat()).get_json()
    use(street, shift_id, "neighbour")
    street.clock.advance(timedelta(minutes=60))
    use(street, shift_id, "volunteer", "out")
    assert "arrived_late" in flags_of(street, record["id"])
    assert is_held(street, record["id"])
    tell("send a photographed code later, as offline", "flagged", "arrived_late: held for a supervisor")


def test_a_photographed_code_two_days_later(street: Street, shift_id: UUID, is_refused: Refused) -> None:
    seen_at, code = street.clock.at, street.code(shift_id)
    street.clock.advance(timedelta(days=1, seconds=1))
    answer = use(street, shift_id, "volunteer", code=code, seen_at=seen_at.isoformat())
    is_refused("send a photographed code after a day", answer, 409, "arrived_too_late")


def test_one_phone_for_two_accounts(street: Street, shift_id: UUID, tell: Tell) -> None:
    records = [use(street, shift_id, who, phone="a").get_json() for who in ("volunteer", "peer")]
    use(street, shift_id, "neighbour", phone="b")
    street.clock.advance(JUDGED_AFTER)
    street.run_due(JUDGE)
    for who in ("volunteer", "peer"):
        street.clock.at = street.times(shift_id)[1]
        use(street, shift_id, who, "out", phone="a")
    assert [flags_of(street, record["id"]) for record in records] == [["code_shared"], ["code_shared"]]
    assert all(is_held(street, record["id"]) for record in records)
    tell("check two accounts in from one phone", "flagged", "code_shared: held for a supervisor")


def test_a_photo_of_the_code_used_elsewhere_at_once(street: Street, shift_id: UUID, tell: Tell) -> None:
    """The leader and one volunteer are in the hall; the friend at home uses the same code on the home's network."""
    hall, home = "203.0.113.9", "198.51.100.7"
    street.as_("staff").call("GET", f"…/shifts/{shift_id}/code", headers={"X-Forwarded-For": hall})
    use(street, shift_id, "neighbour", phone="a", address=hall)
    record = use(street, shift_id, "volunteer", phone="b", address=home).get_json()
    street.clock.advance(JUDGED_AFTER)
    street.run_due(JUDGE)
    street.clock.at = street.times(shift_id)[1]
    use(street, shift_id, "volunteer", "out", phone="b", address=home)
    assert flags_of(street, record["id"]) == ["code_shared"]
    assert is_held(street, record["id"])
    tell("send a photo of the code to a friend at home", "flagged", "code_shared (two networks): held")


def test_three_accomplices_with_a_phone_each(street: Street, shift_id: UUID, tell: Tell) -> None:
    """What gets through, told honestly: codes are read out to friends whose phones name no place."""
    records = [
        use(street, shift_id, who, phone=phone, address=address).get_json()
        for who, phone, address in (("volunteer", "a", "203.0.113.1"), ("neighbour", "b", "198.51.100.1"))
    ]
    street.clock.advance(JUDGED_AFTER)
    street.run_due(JUDGE)
    street.clock.at = street.times(shift_id)[1]
    for who, phone in (("volunteer", "a"), ("neighbour", "b")):
        use(street, shift_id, who, "out", phone=phone)
    assert not is_held(street, records[0]["id"])
    shown = street.as_("applicant").get("…/notices").status_code, street.as_("elder").get("…/notices").get_json()
    assert records[0]["id"] in [item["record_id"] for item in shown[1]["items"]]
    tell(
        "three accomplices, a phone each, codes read out for the whole time",
        "gets through",
        "as far as the public notice; then anybody's objection, a draw, the two who helped",
    )


def test_nobody_moves_a_record_past_its_witness(street: Street, shift_id: UUID, is_refused: Refused) -> None:
    record = use(street, shift_id, "volunteer").get_json()
    street.clock.at = street.times(shift_id)[1]
    use(street, shift_id, "volunteer", "out")
    answer = street.as_("staff").post(f"…/records/{record['id']}/moves", {"move": RecordMove.CONFIRM})
    is_refused("confirm without a witness", answer, 409, "move_not_allowed")
