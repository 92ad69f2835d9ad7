"""The public notice over HTTP: whose name stands there, how long it hangs, what is taken away for the board."""

import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select, update

from backend.communities.models import Member, NameConsent
from backend.communities.privacy import NAME_TEXT_VERSION
from backend.volunteering.models import ServiceRecord
from tests.client import refused
from tests.factories.volunteering import CONFIRMED, Street, make_shift

CONSENT = {"shows_name": True, "version": NAME_TEXT_VERSION}
PATH = "…/members/me/name-consent"


def notices(street: Street, who: str = "neighbour", **query: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = street.as_(who).get("…/notices", **query).get_json()["items"]
    return items


def test_names_are_masked_and_what_ends_soonest_stands_first(street: Street) -> None:
    first = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=1))
    second = street.served(*CONFIRMED, volunteer="elder")
    page = street.as_("neighbour").get("…/notices", limit=1).get_json()
    shown = page["items"] + notices(street, cursor=page["next_cursor"])
    assert [(item["record_id"], item["member_name"]) for item in shown] == [(str(first), "王*"), (str(second), "陈*")]
    assert set(shown[0]) == {
        "record_id",
        "number",
        "member_name",
        "shift_title",
        "served_on",
        "place",
        "minutes",
        "notice_until",
        "days_left",
        "calendar_note",
        "may_dispute",
    }
    refused(street.as_("stranger").get("…/notices"), 403, "not_a_member")
    refused(street.as_("applicant").get("…/notices"), 403, "not_a_member")


def test_a_name_stands_there_with_consent_and_no_longer_once_it_is_taken_back(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    before = street.as_("volunteer").get(PATH).get_json()
    assert (before["shows_name"], before["since"], before["masked_name"]) == (False, None, "王*")
    street.as_("volunteer").post(PATH, CONSENT)
    assert notices(street)[0]["member_name"] == "王小明"
    assert street.as_("neighbour").get(f"…/records/{record_id}").get_json()["member"]["name"] == "王小明"
    street.clock.advance(timedelta(minutes=1))
    street.as_("volunteer").post(PATH, {**CONSENT, "shows_name": False})
    assert notices(street)[0]["member_name"] == "王*"
    with street.work() as uow:
        mine = select(NameConsent.shows_name).where(NameConsent.member_id == street["volunteer"].member_id)
        assert uow.session.scalars(mine.order_by(NameConsent.id)).all() == [True, False]


def test_an_old_text_gives_no_consent_but_takes_it_back(street: Street) -> None:
    refused(street.as_("volunteer").post(PATH, {**CONSENT, "version": "2020-01"}), 409, "name_text_outdated")
    street.as_("volunteer").post(PATH, CONSENT)
    taken = street.as_("volunteer").post(PATH, {"shows_name": False, "version": "2020-01"}).get_json()
    assert taken["shows_name"] is False


def test_a_minors_name_is_masked_whatever_was_said(street: Street) -> None:
    street.served(*CONFIRMED)
    street.as_("volunteer").post(PATH, CONSENT)
    with street.work() as uow:
        mine = Member.community_id == street.community_id, Member.id == street["volunteer"].member_id
        uow.session.execute(update(Member).where(*mine).values(birth_date=date(2012, 1, 1)))
    assert notices(street)[0]["member_name"] == "王*"
    assert street.as_("volunteer").get(PATH).get_json()["may_choose"] is False
    street.as_("volunteer").post(PATH, {**CONSENT, "shows_name": False})
    refused(street.as_("volunteer").post(PATH, CONSENT), 403, "name_under_age")


def test_it_is_found_by_the_activity(street: Street) -> None:
    street.served(*CONFIRMED)
    assert len(notices(street, q="陪诊")) == 1
    assert notices(street, q="100%") == notices(street, q="河道") == []


def test_who_objected_once_is_not_asked_to_again(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    for move in ("dispute", "withdraw"):
        street.as_("neighbour").post(f"…/records/{record_id}/moves", {"move": move, "note": "不对"})
    assert [notices(street, who)[0]["may_dispute"] for who in ("neighbour", "elder")] == [False, True]


def test_the_days_left_are_working_days_and_count_today(street: Street) -> None:
    record_id = street.served(*CONFIRMED)
    # Confirmed on Tuesday, over when Friday is.
    assert (notices(street)[0]["notice_until"], notices(street)[0]["days_left"]) == ("2026-11-27T16:00:00Z", 4)
    street.clock.at = datetime(2026, 11, 27, 15, 59, tzinfo=UTC)
    assert notices(street)[0]["days_left"] == 1
    # The record itself counts as the notice board does.
    assert street.as_("elder").get(f"…/records/{record_id}").get_json()["days_left"] == 1


def new_year(street: Street, hour: int = 1) -> str:
    """Put a record on notice on the last day of a year after which no calendar is known; return its id."""
    street.clock.at = datetime(2026, 12, 30, hour, 0, tzinfo=UTC)
    with street.work() as uow:
        shift_id = make_shift(uow, street["staff"], leader_member_id=street["leader"].member_id)
    for who in ("volunteer", "peer"):
        street.sign_up(who, shift_id)
    record_id = street.serve(shift_id, "volunteer", "peer")["volunteer"]
    for who, move in CONFIRMED:
        street.move(who, record_id, move)
    return str(record_id)


def test_beyond_the_calendar_weekdays_count_and_everybody_reads_so(street: Street) -> None:
    record_id = new_year(street)
    note = "2027年放假安排尚未公布，按周一至周五计算"
    # 1, 4 and 5 January are weekdays.
    assert (notices(street)[0]["notice_until"], notices(street)[0]["calendar_note"]) == ("2027-01-05T16:00:00Z", note)
    assert street.as_("volunteer").get(f"…/records/{record_id}").get_json()["calendar_note"] == note


def test_staff_are_told_once_of_a_year_without_a_calendar(street: Street) -> None:
    new_year(street)
    new_year(street, hour=5)
    street.run_due("outbox")
    titles = [item["title"] for item in street.as_("staff").get("…/inbox").get_json()["items"]]
    assert titles.count("2027年放假安排尚未公布") == 1


def test_a_calendar_that_comes_later_moves_no_end(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    record_id = new_year(street)
    monkeypatch.setattr("chinese_calendar.get_holiday_detail", lambda day: (True, "元旦"))
    shown = street.as_("volunteer").get(f"…/records/{record_id}").get_json()
    assert (shown["notice_until"], shown["calendar_note"]) == ("2027-01-05T16:00:00Z", None)
    street.clock.at = datetime(2027, 1, 5, 16, 0, tzinfo=UTC)
    street.run_due("volunteering.enter")
    with street.work() as uow:
        states = select(ServiceRecord.state).where(ServiceRecord.id == shown["id"])
        assert uow.session.scalars(states).all() == ["entered"]


def test_the_board_gets_paper_and_a_table_that_name_nobody_unasked(street: Street) -> None:
    street.served(*CONFIRMED)
    paper = street.as_("staff").get("…/notices/print", format="pdf")
    assert (paper.status_code, paper.get_data()[:5]) == (200, b"%PDF-")
    table = street.as_("staff").get("…/notices/print", format="xlsx")
    rows = list(openpyxl.load_workbook(io.BytesIO(table.get_data())).active.values)
    assert rows[1][1:] == ("王*", "陪诊志愿行动", "2026-11-24", 120, "2026-11-27")
    refused(street.as_("neighbour").get("…/notices/print", format="pdf"), 403, "forbidden")
