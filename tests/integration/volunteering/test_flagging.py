"""Raising flags: a record on notice is held, one that was entered is listed, none is dropped or taken off."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import ProgrammingError

from backend.volunteering.models import RecordFlag, ServiceRecord
from backend.volunteering.moves import RecordMove
from backend.volunteering.service.flagging import flags_of_records, raise_flags
from backend.volunteering.types import Flag, RaisedFlag
from tests.factories.volunteering import CONFIRMED, Street

SHARED = {"one_phone": 3}


def flag(street: Street, record_id: UUID, code: Flag = Flag.CODE_SHARED) -> None:
    with street.work() as uow:
        raise_flags(uow, street.community_id, [RaisedFlag(record_id, code, SHARED)])


def state(street: Street, record_id: UUID) -> str:
    with street.work() as uow:
        return uow.session.get_one(ServiceRecord, (street.community_id, record_id)).state


def rows(street: Street, record_id: UUID) -> list[tuple[str, bool]]:
    with street.work() as uow:
        found = select(RecordFlag.code, RecordFlag.after_entry).where(
            RecordFlag.community_id == street.community_id, RecordFlag.record_id == record_id
        )
        return [(row.code, row.after_entry) for row in uow.session.execute(found)]


def test_a_holding_flag_takes_a_record_off_notice_until_a_ruling_and_never_twice(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    flag(street, record_id)
    assert state(street, record_id) == "held"
    assert street.events("volunteering.record_moved")[-1]["to_state"] == "held"
    with street.work() as uow:
        (shown,) = flags_of_records(uow, street.community_id, [record_id])[record_id]
    assert (shown["text"], shown["holds"]) == ("这部手机在同一场活动为3个人签到", True)
    street.move("supervisor", record_id, RecordMove.UPHOLD)
    flag(street, record_id)
    assert state(street, record_id) == "on_notice"
    flag(street, record_id, Flag.ARRIVED_LATE)
    assert state(street, record_id) == "held"


def test_a_flag_raised_during_a_dispute_holds_when_the_dispute_is_taken_back(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    street.move("neighbour", record_id, RecordMove.DISPUTE)
    flag(street, record_id)
    assert state(street, record_id) == "disputed"
    street.move("neighbour", record_id, RecordMove.WITHDRAW)
    assert state(street, record_id) == "held"


def test_a_holding_flag_before_notice_keeps_the_record_from_it(street: Street) -> None:
    record_id = street.served(CONFIRMED[0])
    flag(street, record_id)
    assert state(street, record_id) == "witnessed"
    street.move("leader", record_id, RecordMove.CONFIRM)
    assert state(street, record_id) == "held"


def test_a_flag_beside_a_record_holds_nothing(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    flag(street, record_id, Flag.FENCE_OUTSIDE)
    assert state(street, record_id) == "on_notice"


def test_what_was_entered_stays_and_is_marked_for_the_supervisor(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    flag(street, record_id)
    assert state(street, record_id) == "entered"
    assert rows(street, record_id) == [("code_shared", True)]


@pytest.mark.parametrize("change", [delete(RecordFlag), update(RecordFlag).values(facts={})])
def test_no_flag_is_changed_or_removed(street: Street, change: object) -> None:
    record_id = street.served(*CONFIRMED)
    flag(street, record_id)
    with pytest.raises(ProgrammingError), street.work() as uow:
        uow.session.execute(change.where(RecordFlag.community_id == street.community_id))  # type: ignore[attr-defined]  # either of two statements
    assert rows(street, record_id) == [("code_shared", False)]
