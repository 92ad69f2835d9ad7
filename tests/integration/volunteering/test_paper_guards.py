"""Paper where the database is the last witness: quotas under races, kept evidence, five hands."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from backend.attachments.models import Attachment
from backend.volunteering import service
from backend.volunteering.models import PaperQuota, RecordEvidence, ServiceRecord
from backend.volunteering.types.paper import NewSheet
from backend.volunteering.types.presence import Given
from tests.factories.communities import make_member
from tests.factories.paper import APPROVED_PAPER, CONFIRMED_PAPER, from_paper, lines_for, photo_of, shift_that_is_over
from tests.factories.volunteering import Street
from tests.integration.volunteering.threads import at_once

CHECK_VIOLATION, KEY_VIOLATION = "23514", "23503"


def sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def test_sheets_sent_at_once_never_pass_the_days_quota(street: Street) -> None:
    shift_id = shift_that_is_over(street)
    sheets = []
    for _ in range(4):
        with street.work() as uow:
            people = [make_member(uow, street.community_id).member_id for _ in range(8)]
        sheets.append(NewSheet([photo_of(street, "staff")], lines_for(street, shift_id, people), shift_id))

    def send(sheet: NewSheet) -> None:
        with street.work() as uow:
            service.enter_sheet(uow, street["staff"].actor, street.community_id, sheet)

    outcomes = at_once([lambda sheet=sheet: send(sheet) for sheet in sheets])  # type: ignore[misc]  # bound now
    assert sorted(outcomes) == ["done", "done", "paper_quota", "paper_quota"]
    with street.work() as uow:
        assert uow.session.scalars(select(PaperQuota.records)).all().count(16) == 1


@pytest.mark.parametrize(("records", "minutes"), [(21, 60), (1, 2401)])
def test_no_row_goes_beyond_the_quota(street: Street, records: int, minutes: int) -> None:
    row = {"community_id": street.community_id, "member_id": street["staff"].member_id, "day": "2026-11-23"}
    with pytest.raises(IntegrityError) as refusal, street.work() as uow:
        uow.session.execute(insert(PaperQuota).values(**row, records=records, minutes=minutes))
    assert sqlstate(refusal.value) == CHECK_VIOLATION


@pytest.mark.parametrize("change", [delete(RecordEvidence), update(RecordEvidence).values(kind="slip")])
def test_no_evidence_is_changed_or_removed(street: Street, change: object) -> None:
    from_paper(street)
    with pytest.raises(ProgrammingError), street.work() as uow:
        uow.session.execute(change.where(RecordEvidence.community_id == street.community_id))  # type: ignore[attr-defined]  # either of two statements


def test_the_photo_of_a_sheet_stays(street: Street) -> None:
    from_paper(street)
    with street.work() as uow:
        photo_id = uow.session.scalars(
            select(RecordEvidence.photo_id).where(RecordEvidence.community_id == street.community_id)
        ).first()
    street.clock.advance(timedelta(days=40))
    street.run_due("attachments.unused")
    photo = (Attachment.community_id == street.community_id, Attachment.id == photo_id)
    with pytest.raises(IntegrityError) as refusal, street.work() as uow:
        uow.session.execute(delete(Attachment).where(*photo))
    assert sqlstate(refusal.value) == KEY_VIOLATION


@pytest.mark.parametrize("who", ["volunteer", "staff", "peer", "leader"])
def test_the_approval_is_another_hand_by_the_database_too(street: Street, who: str) -> None:
    record_id = from_paper(street, *APPROVED_PAPER)
    with pytest.raises(IntegrityError) as refusal:
        _set(street, record_id, approved_by=street[who].member_id)
    assert sqlstate(refusal.value) == CHECK_VIOLATION


def test_nothing_from_paper_goes_on_notice_unapproved(street: Street) -> None:
    record_id = from_paper(street, *CONFIRMED_PAPER)
    with pytest.raises(IntegrityError) as refusal:
        _set(street, record_id, state="on_notice", notice_until=street.clock.at)
    assert sqlstate(refusal.value) == CHECK_VIOLATION


def _set(street: Street, record_id: UUID, **values: object) -> None:
    with street.work() as uow:
        uow.session.execute(
            update(ServiceRecord)
            .where(ServiceRecord.community_id == street.community_id, ServiceRecord.id == record_id)
            .values(**values)
        )


def test_a_sheet_and_a_late_check_in_of_one_member_at_once_give_one_record(street: Street) -> None:
    for _ in range(4):
        shift_id = street.shift()
        street.sign_up("volunteer", shift_id)
        street.clock.at = seen_at = street.times(shift_id)[0]
        late = Given(street.code(shift_id), seen_at=seen_at)
        street.clock.at = street.times(shift_id)[1] + timedelta(minutes=61)
        street.run_due("volunteering.close")
        sheet = NewSheet(
            [photo_of(street, "staff")], lines_for(street, shift_id, [street["volunteer"].member_id]), shift_id
        )

        def send(sheet: NewSheet = sheet) -> None:
            with street.work() as uow:
                service.enter_sheet(uow, street["staff"].actor, street.community_id, sheet)

        def arrive(shift_id: UUID = shift_id, late: Given = late) -> None:
            with street.work() as uow:
                service.check_in(uow, street["volunteer"].actor, street.community_id, shift_id, late)

        assert sorted(at_once([send, arrive])) in (["already_checked_in", "done"], ["done", "sheet_refused"])
        with street.work() as uow:
            assert len(uow.session.scalars(select(ServiceRecord).where(ServiceRecord.shift_id == shift_id)).all()) == 1
