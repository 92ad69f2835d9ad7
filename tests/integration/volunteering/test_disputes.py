"""Disputes in the database: what is kept, what one member at once can do, in how many statements they are read."""

import pytest
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import IntegrityError, ProgrammingError

from backend.communities.models import NameConsent
from backend.volunteering import service
from backend.volunteering.models import DisputeStatement, RecordDispute
from backend.volunteering.moves import RecordMove
from tests.factories.volunteering import CONFIRMED, Street, make_records_on_notice
from tests.integration.volunteering.threads import at_once
from tests.statements import counted_statements


def test_words_stay_and_disputes_are_not_deleted(street: Street) -> None:
    record_id = street.served(*CONFIRMED, ("neighbour", RecordMove.DISPUTE))
    for statement in (
        update(DisputeStatement).values(text="没事"),
        delete(DisputeStatement),
        delete(RecordDispute),
        delete(NameConsent),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), street.work() as uow:
            uow.session.execute(statement)
    with street.work() as uow:
        kept = select(DisputeStatement.text).join(RecordDispute, RecordDispute.id == DisputeStatement.dispute_id)
        assert uow.session.scalars(kept.where(RecordDispute.record_id == record_id)).all() == ["核对过"]


@pytest.mark.parametrize("after", [0, 120, 121])
def test_not_even_a_bare_update_raises_minutes(street: Street, after: int) -> None:
    record_id = street.served(*CONFIRMED, ("neighbour", RecordMove.DISPUTE))
    values = {
        "outcome": "lowered",
        "closed_at": text("opened_at"),
        "ruled_by": street["supervisor"].member_id,
        "reason": "x",
        "minutes_after": after,
    }
    ours = update(RecordDispute).where(RecordDispute.record_id == record_id)
    with pytest.raises(IntegrityError, match="ck_record_disputes_minutes"), street.work() as uow:
        uow.session.execute(ours.values(**values).execution_options(synchronize_session=False))


def test_objections_at_once_are_counted_one_by_one(street: Street) -> None:
    ids = make_records_on_notice(street, 8)
    with street.work() as uow:  # they are on notice until now: give them a day
        uow.session.execute(text("UPDATE service_records SET notice_until = notice_until + interval '1 day'"))
    phone, answers = street.as_("neighbour"), []

    def object_to(number: int) -> None:
        body = {"move": "dispute", "note": "没有见过"}
        answers.append(phone.post(f"…/records/{ids[number]}/moves", body).status_code)

    at_once([lambda number=number: object_to(number) for number in range(8)])
    assert sorted(answers) == [200] * 5 + [409] * 3
    with street.work() as uow:
        mine = select(func.count()).where(RecordDispute.opened_by == street["neighbour"].member_id)
        assert uow.session.scalar(mine) == 5


def test_reading_takes_as_many_statements_for_many_as_for_few(street: Street) -> None:
    ids, used = make_records_on_notice(street, 6), []
    with street.work() as uow:
        uow.session.execute(text("UPDATE service_records SET notice_until = notice_until + interval '1 day'"))
    for batch in (ids[:1], ids[1:]):
        for number, record_id in enumerate(batch):
            with street.work() as uow:
                who = street["neighbour" if number % 2 else "elder"]
                note = "没有见过"
                service.move_record(uow, who.actor, who.community_id, record_id, RecordMove.DISPUTE, note=note)
        with counted_statements() as seen:
            assert street.as_("supervisor").get("…/disputes", open="true").get_json()["items"]
        used.append(len(seen))
    assert used[0] == used[1]
