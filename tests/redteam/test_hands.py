"""One pair of hands in two parts: the crook performs, records, witnesses, confirms, approves or rules."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import insert
from werkzeug.test import TestResponse

from backend.core.clock import local_date
from backend.volunteering.models import PaperQuota
from backend.volunteering.moves import RecordMove
from backend.volunteering.rules.paper import RECORDS_A_DAY
from backend.volunteering.service.flagging import raise_flags
from backend.volunteering.types import Flag, RaisedFlag
from tests.factories.communities import make_member
from tests.factories.corrections import corrected, entered
from tests.factories.paper import photo_of
from tests.factories.volunteering import CONFIRMED, Street, check_in
from tests.redteam.conftest import Refused, Tell


def move(street: Street, who: str, record_id: UUID | str, move: str) -> TestResponse:
    return street.as_(who).post(f"…/records/{record_id}/moves", {"move": move, "note": "核对过"})


def test_confirming_ones_own(street: Street, is_refused: Refused) -> None:
    shift_id = street.shift(by="staff")
    for who in ("staff", "peer"):
        street.sign_up(who, shift_id)
    record_id = street.serve(shift_id, "staff", "peer")["staff"]
    street.move("peer", record_id, RecordMove.WITNESS)
    is_refused("confirm one's own hours as leader", move(street, "staff", record_id, "confirm"), 403, "own_record")


def test_witnessing_ones_own(street: Street, is_refused: Refused) -> None:
    record_id = street.served()
    is_refused("witness one's own hours", move(street, "volunteer", record_id, "witness"), 403, "own_record")


def test_two_accounts_in_collusion(street: Street, is_refused: Refused) -> None:
    """A friend leads, is on the shift, bears witness for the other and then confirms."""
    shift_id = street.shift(by="peer")
    for who in ("volunteer", "peer"):
        street.sign_up(who, shift_id)
    record_id = street.serve(shift_id, "volunteer", "peer")["volunteer"]
    street.move("peer", record_id, RecordMove.WITNESS)
    is_refused(
        "two accounts: witness and confirm by one hand", move(street, "peer", record_id, "confirm"), 403, "same_hands"
    )


def test_ruling_on_what_one_confirmed(street: Street, is_refused: Refused) -> None:
    record_id = street.served(("peer", RecordMove.WITNESS), ("leader", RecordMove.CONFIRM))
    assert move(street, "staff", record_id, "dispute").status_code == 200
    is_refused("rule on one's own objection", move(street, "staff", record_id, "uphold"), 403, "not_impartial")


def test_lifting_a_flag_in_the_office(street: Street, is_refused: Refused) -> None:
    """Nobody checked out, so the record is held; a colleague without a part in it rules."""
    shift_id = street.shift()
    for who in ("volunteer", "peer"):
        street.sign_up(who, shift_id)
    street.clock.at = street.times(shift_id)[0]
    with street.work() as uow:
        record_id = check_in(uow, street["volunteer"], shift_id)
        check_in(uow, street["peer"], shift_id)
    street.clock.at = street.times(shift_id)[1] + timedelta(minutes=61)
    street.run_due("volunteering.close")
    for who, step in (("peer", RecordMove.WITNESS), ("leader", RecordMove.CONFIRM)):
        street.move(who, record_id, step)
    is_refused("lift a flag in the office", move(street, "colleague", record_id, "uphold"), 403, "forbidden")


def test_throwing_out_an_audits_correction(street: Street, is_refused: Refused) -> None:
    record_id = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    body = {"minutes": 0, "reason": "没有到场", "photos": []}
    filed = street.as_("supervisor").post(f"…/records/{record_id}/corrections", body).get_json()
    answer = move(street, "colleague", filed["id"], "reject")
    is_refused("throw out what a supervisor corrects", answer, 403, "forbidden")


def test_editing_after_notice(street: Street, is_refused: Refused) -> None:
    record_id = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    is_refused("reopen an entered record", move(street, "supervisor", record_id, "reject"), 409, "move_not_allowed")


def test_correcting_upwards_alone(street: Street, is_refused: Refused, tell: Tell) -> None:
    record_id = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    path = f"…/records/{record_id}/corrections"
    body = {"minutes": 119, "reason": "签退晚了一分钟", "photos": []}
    filed = street.as_("staff").post(path, body).get_json()
    is_refused("confirm the correction one filed", move(street, "staff", filed["id"], "confirm"), 403, "same_hands")


def correct_upwards(street: Street, record_id: UUID, photo: UUID) -> TestResponse:
    body = {"minutes": 119, "reason": "签到表上写到四点", "photos": [str(photo)]}
    return street.as_("staff").post(f"…/records/{record_id}/corrections", body)


def test_correcting_upwards_with_a_photo_found_in_the_community(street: Street, is_refused: Refused) -> None:
    less = corrected(street, entered(street), 60)
    answer = correct_upwards(street, less, photo_of(street, "neighbour"))
    is_refused("correct upwards with whatever photo there is", answer, 422, "invalid")


def test_correcting_a_crowd_upwards_in_one_day(street: Street, is_refused: Refused) -> None:
    less = corrected(street, entered(street), 60)
    with street.work() as uow:
        used = {"community_id": street.community_id, "member_id": street["staff"].member_id, "records": RECORDS_A_DAY}
        uow.session.execute(insert(PaperQuota).values(**used, day=local_date(uow.now), minutes=60))
    answer = correct_upwards(street, less, photo_of(street, "staff"))
    is_refused("correct a crowd upwards in one day", answer, 409, "paper_quota")


def test_ruling_on_a_crowd_in_a_minute(street: Street, tell: Tell) -> None:
    """A lazy supervisor upholds whatever is held, and once more what is held for that."""
    records = held(street, 5)
    for record_id in records:
        street.clock.advance(timedelta(seconds=8))
        assert move(street, "supervisor", record_id, "uphold").status_code == 200
    street.clock.advance(timedelta(hours=1, minutes=1))
    street.run_due("volunteering.look")
    assert {move(street, "supervisor", id_, "uphold").get_json()["code"] for id_ in records} == {"not_impartial"}
    tell("uphold all that is held within a minute", "flagged", "quick_rulings: held again, for another than who ruled")


def held(street: Street, count: int) -> list[UUID]:
    """Return records of one shift, confirmed at an honest pace, that a flag holds."""
    with street.work() as uow:
        people = {f"held{n}": make_member(uow, street.community_id, name=f"人{n}") for n in range(count)}
    street.people.update(people)
    shift_id = street.shift()
    for who in people:
        street.sign_up(who, shift_id)
    records = street.serve(shift_id, *people)
    for who, record_id in records.items():
        street.move("held1" if who == "held0" else "held0", record_id, RecordMove.WITNESS)
        street.clock.advance(timedelta(seconds=30))
        street.move("leader", record_id, RecordMove.CONFIRM)
    with street.work() as uow:
        raise_flags(uow, street.community_id, [RaisedFlag(id_, Flag.ARRIVED_LATE) for id_ in records.values()])
    return list(records.values())
