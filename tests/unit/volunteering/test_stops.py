"""The line of stops: what was reached, where it stands, what is to come."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from backend.core.ids import new_id
from backend.volunteering.models import MoveRow, ServiceRecord
from backend.volunteering.service.stops import Tied, line_of_stops

AT = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
MEMBER = UUID(int=1)


def stops(state: str, *reached: str) -> list[tuple[str, str]]:
    """Return (state, status) of a record whose history reached these states one after the other."""
    record = ServiceRecord(performed_by=MEMBER, checked_in_at=AT, state=state)
    moves = [MoveRow(id=new_id(), move="x", from_state="x", to_state=to, by_member_id=None, at=AT) for to in reached]
    line = line_of_stops(record, moves, _named, lambda by: True, Tied())
    return [(stop["state"], stop["status"]) for stop in line]


def _named(id_: UUID | None) -> dict[str, Any] | None:
    return None if id_ is None else {"id": id_, "name": "王小明"}


def test_a_new_record_has_all_ahead() -> None:
    assert stops("checked_in") == [
        ("checked_in", "now"),
        ("checked_out", "to_come"),
        ("witnessed", "to_come"),
        ("confirmed", "to_come"),
        ("on_notice", "to_come"),
        ("entered", "to_come"),
    ]


def test_an_entered_record_has_all_behind() -> None:
    line = stops("entered", "checked_out", "witnessed", "confirmed", "on_notice", "entered")
    assert {status for _, status in line} == {"done"}
    assert len(line) == 6


def test_a_dispute_is_a_stop_of_its_own() -> None:
    line = stops("disputed", "checked_out", "witnessed", "confirmed", "on_notice", "disputed")
    assert line[-3:] == [("on_notice", "done"), ("disputed", "now"), ("entered", "to_come")]


def test_a_held_record_still_has_its_notice_ahead() -> None:
    line = stops("held", "checked_out", "witnessed", "confirmed", "held")
    assert line[-3:] == [("held", "now"), ("on_notice", "to_come"), ("entered", "to_come")]


def test_after_a_rejection_nothing_is_to_come() -> None:
    assert stops("rejected", "checked_out", "rejected")[-1] == ("rejected", "done")


def test_a_correction_has_a_line_of_its_own_and_what_it_replaces_ends_with_it() -> None:
    ref = {"id": MEMBER, "number": "时-000012"}
    new = ServiceRecord(recorded_by=MEMBER, created_at=AT, state="filed")
    names = [stop["name"] for stop in line_of_stops(new, [], _named, lambda by: True, Tied(corrects=ref))]
    assert names == ["更正了 时-000012", "已确认", "公示中", "已入账"]
    old = ServiceRecord(performed_by=MEMBER, checked_in_at=AT, state="corrected")
    moves = [MoveRow(to_state=to, by_member_id=None, at=AT) for to in ("checked_out", "entered", "corrected")]
    line = line_of_stops(old, moves, _named, lambda by: True, Tied(corrected_by=ref))
    assert (line[-1]["name"], line[-1]["status"]) == ("由 时-000012 更正", "done")
