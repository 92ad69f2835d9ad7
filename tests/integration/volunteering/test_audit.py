"""Audits on real servers: a sample nobody can choose or foresee, hands kept apart, findings that have a consequence."""

import base64
import gzip
import hashlib
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from backend.books import service as books
from backend.communities.models import Member
from backend.core.actor import Role
from backend.infra.uow import UnitOfWork
from backend.volunteering import service
from backend.volunteering.errors import (
    AuditAheadError,
    AuditorHandsError,
    AuditorOtherError,
    CorrectionPendingError,
    NotDrawnYetError,
)
from backend.volunteering.models import AuditCase, AuditRound, AuditSeed, MoveRow, ServiceRecord
from backend.volunteering.moves import CaseMove, RecordMove
from backend.volunteering.service.check import CHECKS
from backend.volunteering.service.flagging import raise_flags
from backend.volunteering.types import Flag, RaisedFlag
from tests.factories.audit import (
    DAY,
    PASSED,
    UNDECIDABLE,
    Audited,
    commit_tomorrow,
    drawn_round,
    enter_some,
    failed,
    find,
    round_of,
)
from tests.factories.volunteering import Street, make_records_on_notice
from tests.integration.volunteering.threads import at_once
from tests.statements import counted_statements

CHECK_VIOLATION, NO_PRIVILEGE = "23514", "42501"
SCRIPT = Path(__file__).parents[3] / "docs" / "draw_audit.py"


def published(street: Street, audit_id: UUID) -> dict[str, Any]:
    answer = street.as_("stranger").get(f"…/audits/{audit_id}/draw")
    assert answer.status_code == 200, answer.get_json()
    draw: dict[str, Any] = answer.get_json()
    return draw


def redraw(draw: dict[str, Any], *records: UUID) -> "subprocess.CompletedProcess[str]":
    """Run the published script on a published draw."""
    command = [sys.executable, str(SCRIPT), *map(str, records)]
    return subprocess.run(command, input=json.dumps(draw), capture_output=True, text=True, check=False)  # ours


def test_anybody_draws_the_same_sample_with_the_script(street: Street) -> None:
    audited = drawn_round(street, 70)
    draw = published(street, audited.audit_id)
    assert len(draw["lot"]) == 4  # one in twenty of 70, rounded up
    assert {str(case.record_id) for case in audited.cases()} == set(draw["lot"])
    script = redraw(draw, audited.record_ids[0])
    assert (script.returncode, script.stderr) == (0, ""), script.stdout


def test_flagged_records_are_audited_beside_the_lot(street: Street) -> None:
    audit_id, ids = enter_some(street, 8)
    with street.work() as uow:
        raise_flags(uow, street.community_id, [RaisedFlag(id_, Flag.FENCE_OUTSIDE, {}) for id_ in ids])
    street.run_due("books.seals", "volunteering.audit_draw")
    round_ = round_of(street, audit_id)
    assert (round_.records, round_.lot, round_.flagged) == (8, 3, 5)
    assert redraw(published(street, audit_id)).returncode == 0


@pytest.mark.parametrize(
    ("forge", "says"),
    [
        (lambda draw: draw.update(seed="00" * 32), "the seed is not the one"),
        (lambda draw: draw["lot"].pop(), "the sample is another"),
        (lambda draw: (draw["seals"][0]["records"].pop(), draw["seals"][0]["places"].pop()), "the sample is another"),
        (lambda draw: draw["seals"][0]["places"].pop(), "are not each one of its leaves"),
        (lambda draw: draw["seals"][0].update(leaves=base64.b64encode(bytes(32)).decode()), "does not hold these"),
        (lambda draw: draw["seals"][0].update(hash="00" * 32), "not what follows"),
        (lambda draw: draw["seal"].update(hash="00" * 32), "not the one that the sample"),
    ],
)
def test_the_script_sees_a_forged_draw(street: Street, forge: Any, says: str) -> None:
    audited = drawn_round(street, 3)
    draw = published(street, audited.audit_id)
    left_out = UUID(draw["seals"][0]["records"][-1])
    forge(draw)
    script = redraw(draw, left_out)
    assert script.returncode == 1
    assert says in script.stdout


@pytest.fixture
def owner(owner_url: str) -> Iterator[psycopg.Connection[Any]]:
    """The hand of who has the database itself."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        yield connection


def broken(street: Street) -> str:
    """Return what the books' own check names."""
    with street.work() as uow:
        found = books.self_check(uow, street.community_id)
    return "\n".join(example for each in found for example in each.examples)


def test_what_is_slipped_in_or_changed_under_the_seal_is_not_drawn_from_and_is_named(
    street: Street, owner: psycopg.Connection[Any]
) -> None:
    audit_id, ids = enter_some(street, 4)
    street.run_due("books.seals")
    (late,) = make_records_on_notice(street, 1, members=1)
    street.run_due("volunteering.enter")
    cid = street.community_id
    owner.execute("UPDATE entered_records SET minutes = 61 WHERE community_id = %s AND id = %s", [cid, ids[0]])
    move = "UPDATE entered_records SET entered_at = entered_at - interval '1 day' WHERE community_id = %s AND id = %s"
    owner.execute(move, [cid, late])
    street.run_due("volunteering.audit_draw")
    assert round_of(street, audit_id).records == 4
    draw = published(street, audit_id)
    assert (redraw(draw).returncode, redraw(draw, late).returncode) == (0, 1)
    named = broken(street)
    assert re.search(f"row {ids[0]} of seal .* was changed", named)
    assert f"row {late} came after seal" in named


def everything_stored(owner: psycopg.Connection[Any], cid: int) -> str:
    """Return all rows of all tables of a community as text."""
    tables = owner.execute(
        "SELECT table_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name = 'community_id'"
    ).fetchall()
    texts = [
        row[0]
        for (table,) in tables
        for row in owner.execute(f"SELECT t::text FROM {table} t WHERE community_id = %s", [cid])
    ]
    return "\n".join(texts)


def forms_of(seed: bytes) -> list[str]:
    return [
        seed.hex(),
        base64.b64encode(seed).decode().rstrip("="),
        base64.urlsafe_b64encode(seed).decode().rstrip("="),
    ]


def seed_of(street: Street, audit_id: UUID) -> bytes:
    """Return the seed as only the application with its keys can read it."""
    with street.work() as uow:
        return bytes.fromhex(uow.session.get_one(AuditSeed, (street.community_id, audit_id)).seed)


def test_nobody_reads_the_seed_before_the_draw(
    street: Street, owner: psycopg.Connection[Any], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    audit_id, _ = enter_some(street, 3)
    told = ""
    for who in ("volunteer", "staff", "lead", "supervisor"):
        caller = street.as_(who)
        paths = ["audits", f"audits/{audit_id}", f"audits/{audit_id}/draw", "audit-cases", f"proofs/{audit_id}"]
        told += "".join(caller.get(f"…/{path}").get_data(as_text=True) for path in paths)
    written = everything_stored(owner, street.community_id) + caplog.text + "".join(capfd.readouterr())
    seed = seed_of(street, audit_id)
    assert hashlib.sha256(seed).hexdigest() in told
    assert [form for form in forms_of(seed) if form in told + written] == []
    street.run_due("books.seals", "volunteering.audit_draw")
    assert published(street, audit_id)["seed"] == seed.hex()


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({"commitment": bytes(32)}, NO_PRIVILEGE),
        ({"ends_on": date(2027, 1, 1)}, NO_PRIVILEGE),
        ({"state": "drawn"}, CHECK_VIOLATION),
        ({"drawn_at": None}, CHECK_VIOLATION),
    ],
)
def test_the_database_refuses_another_commitment_and_half_a_draw(
    street: Street, values: dict[str, Any], state: str
) -> None:
    audit_id = drawn_round(street, 3).audit_id if "drawn_at" in values else commit_tomorrow(street)
    assert refused_by_database(street, AuditRound, audit_id, **values) == state


def refused_by_database(street: Street, model: Any, id_: UUID, **values: Any) -> str | None:
    """Write as somebody with the application's rights would who goes round the service; return the refusal."""
    with pytest.raises(DBAPIError) as refusal, street.work() as uow:
        uow.session.execute(
            update(model).where(model.community_id == street.community_id, model.id == id_).values(**values)
        )
    return getattr(refusal.value.orig, "sqlstate", None)


def drawn_values(seed: bytes, drawn_at: datetime) -> dict[str, Any]:
    counts = {"after_seal": 0, "seal_number": 1, "records": 0, "lot": 0, "flagged": 0}
    return {"state": "drawn", "seed": seed, "drawn_at": drawn_at, **counts}


def test_the_database_refuses_another_seed_and_an_early_draw(street: Street) -> None:
    audit_id, _ = enter_some(street, 3)
    street.run_due("books.seals")
    seed, now = seed_of(street, audit_id), street.clock.at
    assert refused_by_database(street, AuditRound, audit_id, **drawn_values(bytes(32), now)) == CHECK_VIOLATION
    assert refused_by_database(street, AuditRound, audit_id, **drawn_values(seed, now - DAY)) == CHECK_VIOLATION


def test_the_commitment_stands_in_a_seal_made_before_the_period_was_over(street: Street) -> None:
    audit_id, _ = enter_some(street, 3)
    street.run_due("books.seals", "volunteering.audit_draw")
    proof = street.as_("volunteer").get(f"…/proofs/{audit_id}").get_json()
    assert json.loads(proof["leaf"])["commitment"] == published(street, audit_id)["commitment"]
    assert proof["leaf_hash"] == proof["sealed_hash"]


def test_the_draw_waits_for_the_seal(street: Street) -> None:
    audit_id, _ = enter_some(street, 3)
    street.run_due("volunteering.audit_draw")
    assert round_of(street, audit_id).state == "committed"
    with pytest.raises(NotDrawnYetError), street.work() as uow:
        service.publish_draw(uow, street["lead"].actor, street.community_id, audit_id, is_seen=lambda _: False)
    street.run_due("books.seals")
    street.clock.at += timedelta(minutes=10)
    street.run_due("volunteering.audit_draw")
    assert round_of(street, audit_id).state == "drawn"


def test_one_round_at_a_time_even_of_two_supervisors_at_once(street: Street) -> None:
    street.shift()
    tasks = [lambda: commit_tomorrow(street)] * 2
    assert sorted(at_once(tasks)) == ["audit_ahead", "done"]
    with pytest.raises(AuditAheadError):
        commit_tomorrow(street)


def test_a_round_is_committed_every_month_and_leaves_no_day_out(street: Street) -> None:
    street.shift()
    for _ in range(40):
        street.run_due("volunteering.audit_commit")
        street.clock.at += DAY
    rounds = street.as_("volunteer").get("…/audits").get_json()["items"]
    spans = [(each["starts_on"], each["ends_on"]) for each in reversed(rounds)]
    assert spans == [("2026-11-24", "2026-11-30"), ("2026-12-01", "2026-12-31"), ("2027-01-01", "2027-01-31")]
    assert all(each["committed_at"][:10] < each["starts_on"] for each in rounds)


def test_what_is_sealed_late_is_in_the_next_round(street: Street) -> None:
    """The machine stood still over the end of a round: its last records are in the first seal after it."""
    street.shift()
    commit_tomorrow(street)
    street.clock.at += DAY
    street.run_due("books.seals", "volunteering.audit_commit")
    ids = make_records_on_notice(street, 3, members=3)
    street.run_due("volunteering.enter")
    street.clock.at += 3 * DAY
    street.run_due("books.seals", "volunteering.audit_draw")
    street.clock.at += 9 * DAY
    street.run_due("books.seals", "volunteering.audit_draw")
    rounds = street.as_("volunteer").get("…/audits").get_json()["items"]
    assert [each["records"] for each in reversed(rounds) if each["records"] is not None] == [0, len(ids)]


def test_nobody_audits_what_they_had_a_hand_in(street: Street) -> None:
    with street.work() as uow:
        set_roles(uow, street, [Role.SUPERVISOR, Role.STAFF], "peer", "leader", "staff")  # each had a hand in them all
    audited = drawn_round(street, 3)
    assert {case.assigned_to for case in audited.cases()} == {street["supervisor"].member_id}
    (case, *_) = audited.cases()
    assert refused_by_database(street, AuditCase, case.id, assigned_to=street["peer"].member_id) == CHECK_VIOLATION


def set_roles(uow: UnitOfWork, street: Street, roles: list[Role], *people: str) -> None:
    """Give people these roles and no other, and tell the street."""
    for who in people:
        member = uow.session.get_one(Member, (street.community_id, street[who].member_id))
        member.roles = [role.value for role in roles]
        street.people[who] = replace(street[who], roles=frozenset({Role.MEMBER, *roles}))


def case_of(audited: Audited, place: int = 0) -> UUID:
    return audited.cases()[place].id


def take(street: Street, who: str, case_id: UUID) -> None:
    with street.work() as uow:
        service.move_audit_case(uow, street[who].actor, street.community_id, case_id, CaseMove.TAKE)


def test_a_case_without_an_impartial_supervisor_waits_for_one_to_come(street: Street) -> None:
    audit_id, _ = enter_some(street, 3)
    with street.work() as uow:
        set_roles(uow, street, [], "supervisor")
        set_roles(uow, street, [Role.SUPERVISOR], "peer")
    street.run_due("books.seals", "volunteering.audit_draw")
    audited = Audited(street, audit_id, [])
    assert {case.state for case in audited.cases()} == {"open"}
    with street.work() as uow:
        set_roles(uow, street, [Role.SUPERVISOR], "peer", "neighbour")
    with pytest.raises(AuditorHandsError):
        take(street, "peer", case_of(audited))
    take(street, "neighbour", case_of(audited))
    find(street, "neighbour", case_of(audited))
    assert audited.cases()[0].state == "passed"


def test_another_supervisor_takes_over_only_what_is_overdue(street: Street) -> None:
    audited = drawn_round(street, 3)
    with street.work() as uow:
        set_roles(uow, street, [Role.SUPERVISOR], "neighbour")
    for act in (take, find):
        with pytest.raises(AuditorOtherError):
            act(street, "neighbour", case_of(audited))
    street.clock.at = audited.cases()[0].due_at
    take(street, "neighbour", case_of(audited))
    assert audited.cases()[0].assigned_to == street["neighbour"].member_id


def test_a_failed_case_ends_in_a_correction(street: Street) -> None:
    audited = drawn_round(street, 3)
    find(street, "supervisor", case_of(audited), failed(20))
    case = audited.cases()[0]
    with street.work() as uow:
        correction = uow.session.scalars(
            select(ServiceRecord).where(
                ServiceRecord.community_id == street.community_id, ServiceRecord.corrects_id == case.record_id
            )
        ).one()
    assert (case.state, correction.minutes, correction.recorded_by) == (
        "failed",
        20,
        street["supervisor"].member_id,
    )


def test_what_was_corrected_since_the_draw_is_corrected_where_it_stands_now(street: Street) -> None:
    """Nobody shields a drawn record by correcting it a little first: the finding corrects the correction."""
    audited = drawn_round(street, 3)
    record_id = audited.cases()[0].record_id
    cid = street.community_id
    with street.work() as uow:
        service.file_correction(uow, street["staff"].actor, cid, record_id, minutes=59, reason="写错了一分钟")
    with pytest.raises(CorrectionPendingError):
        find(street, "supervisor", case_of(audited), failed(0))
    assert audited.cases()[0].state == "assigned"
    with street.work() as uow:
        pending = uow.session.scalars(
            select(ServiceRecord).where(ServiceRecord.community_id == cid, ServiceRecord.corrects_id == record_id)
        ).one()
    street.move("lead", pending.id, RecordMove.CONFIRM)
    street.clock.at += 7 * DAY
    street.run_due("volunteering.enter")
    find(street, "supervisor", case_of(audited), failed(0))
    with street.work() as uow:
        by_finding = uow.session.scalars(
            select(ServiceRecord).where(ServiceRecord.community_id == cid, ServiceRecord.corrects_id == pending.id)
        ).one()
    assert by_finding.minutes == 0


def test_the_last_finding_closes_the_round_and_everybody_is_told(street: Street) -> None:
    audited = drawn_round(street, 3)
    assert audited.round().state == "drawn"
    for case, new in zip(audited.cases(), (PASSED, UNDECIDABLE, failed(0)), strict=True):
        find(street, "supervisor", case.id, new)
    shown = street.as_("volunteer").get(f"…/audits/{audited.audit_id}").get_json()
    assert shown["state"] == "closed"
    assert shown["sums"] == {"passed": 1, "failed": 1, "undecidable": 1, "open": 0, "overdue": 0}
    (drawn,) = street.events("volunteering.audit_drawn")
    assert len(drawn["items"]) == 3
    assert [event["count"] for event in street.events("volunteering.audit_assigned")] == [3]
    assert [event["verdict"] for event in street.events("volunteering.audit_found")] == [
        "passed",
        "undecidable",
        "failed",
    ]
    (closed,) = street.events("volunteering.audit_closed")
    assert closed["failed"] == 1
    with street.work() as uow:
        lines = uow.session.scalars(
            select(MoveRow.move)
            .where(MoveRow.community_id == street.community_id, MoveRow.subject_id == audited.audit_id)
            .order_by(MoveRow.id)
        ).all()
    assert lines == ["draw", "close"]


def test_a_round_without_records_is_closed_at_its_draw(street: Street) -> None:
    street.shift()
    audit_id = commit_tomorrow(street)
    street.clock.at += 2 * DAY
    street.run_due("books.seals", "volunteering.audit_draw")
    assert round_of(street, audit_id).state == "closed"


def test_two_findings_of_one_case_at_once_are_one(street: Street) -> None:
    audited = drawn_round(street, 3)
    tasks = [lambda: find(street, "supervisor", case_of(audited))] * 3
    assert sorted(at_once(tasks)) == ["done", "move_not_allowed", "move_not_allowed"]


def test_the_auditor_is_reminded_and_what_is_overdue_is_shown_to_all(street: Street) -> None:
    audited = drawn_round(street, 3)
    street.clock.at = audited.cases()[0].due_at
    for _ in range(2):
        street.run_due("volunteering.audit_remind")
    (told,) = street.events("volunteering.audit_due")
    assert (told["count"], told["overdue"], told["member_ids"]) == (3, 3, [str(street["supervisor"].member_id)])
    shown = street.as_("stranger").get(f"…/audits/{audited.audit_id}").get_json()
    assert shown["sums"]["overdue"] == 3
    rows = street.as_("supervisor").get("…/supervision").get_json()["rows"]
    assert {row["code"]: row["count"] for row in rows}["audits"] == 3


def test_the_people_of_a_record_see_its_audit_and_the_trace_leads_to_it(street: Street) -> None:
    audited = drawn_round(street, 3)
    find(street, "supervisor", case_of(audited), UNDECIDABLE)
    record_id = audited.cases()[0].record_id
    with street.work() as uow:
        record = uow.session.get_one(ServiceRecord, (street.community_id, record_id))
        person_id = uow.session.get_one(Member, (street.community_id, record.performed_by)).person_id
    own = street.as_("volunteer").as_person(person_id, street.community_id)
    mark = own.get(f"…/records/{record_id}").get_json()["audit"]
    assert (mark["state_name"], mark["reason"]) == ("无法判断", "联系不上受助人")
    assert "word" not in str(mark)
    stops = own.get(f"…/trace/record/{record_id}").get_json()["nodes"]
    assert "抽查：无法判断" in [stop["title"] for stop in stops]


def test_pages_cost_as_many_statements_however_long_they_are(street: Street) -> None:
    audited = drawn_round(street, 60)
    counts = []
    for limit in (1, 3):
        with counted_statements() as seen:
            answer = street.as_("supervisor").get("…/audit-cases", limit=limit)
        assert len(answer.get_json()["items"]) == limit
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert len(audited.cases()) == 3


def test_the_draw_is_written_down_once_and_sent_in_pieces_or_not_at_all(street: Street) -> None:
    audited = drawn_round(street, 3)
    path = f"…/audits/{audited.audit_id}/draw"
    with counted_statements() as seen:
        plain = street.as_("stranger").get(path)
    assert not [statement for statement in seen if "entered_records" in statement or "audit_cases" in statement]
    packed = street.as_("stranger").call("GET", path, headers={"Accept-Encoding": "gzip"})
    assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert gzip.decompress(packed.get_data()) == plain.get_data()
    with counted_statements() as seen:
        again = street.as_("stranger").call("GET", path, headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")
    assert not [statement for statement in seen if "audit_draws.content" in statement]


def test_a_round_drawn_before_draws_were_kept_is_written_down_when_it_is_asked_for(
    street: Street, owner: psycopg.Connection[Any]
) -> None:
    audited = drawn_round(street, 3)
    draw = published(street, audited.audit_id)
    owner.execute("DELETE FROM audit_draws WHERE community_id = %s", [street.community_id])
    assert published(street, audited.audit_id) == draw
    count = owner.execute("SELECT count(*) FROM audit_draws WHERE community_id = %s", [street.community_id]).fetchone()
    assert count == (1,)


def test_the_draw_is_asked_for_so_often_a_minute(street: Street) -> None:
    audit_id = commit_tomorrow(street)
    caller, path = street.as_("stranger"), f"…/audits/{audit_id}/draw"
    here = {"environ_base": {"REMOTE_ADDR": "203.0.113.77"}}
    answers = [caller.call("GET", path, **here) for _ in range(61)]
    assert {answer.status_code for answer in answers[:60]} == {409}
    assert answers[60].get_json()["code"] == "too_often"


def correction_of(street: Street, audited: Audited) -> UUID:
    with street.work() as uow:
        return uow.session.scalars(
            select(ServiceRecord.id).where(
                ServiceRecord.community_id == street.community_id,
                ServiceRecord.corrects_id == audited.cases()[0].record_id,
            )
        ).one()


def reminded(street: Street) -> list[str]:
    street.run_due("outbox")
    inbox = street.as_("supervisor").get("…/inbox").get_json()["items"]
    return [message["title"] for message in inbox if message["title"].startswith("抽查的更正")]


def test_supervisors_hear_of_an_audits_correction_that_nobody_confirms(street: Street) -> None:
    audited = drawn_round(street, 3)
    find(street, "supervisor", case_of(audited), failed(20))
    street.clock.at += 2 * DAY
    assert reminded(street) == []
    street.clock.at += 4 * DAY
    assert len(reminded(street)) == 1
    assert "已等了3个工作日" in reminded(street)[0]
    street.move("lead", correction_of(street, audited), RecordMove.CONFIRM)
    street.clock.at += 20 * DAY
    assert len(reminded(street)) == 1


def test_a_failed_case_without_its_correction_is_named_unless_a_ruling_says_why(
    street: Street, owner: psycopg.Connection[Any]
) -> None:
    audited = drawn_round(street, 3)
    for case, new in zip(audited.cases(), (failed(20), PASSED, PASSED), strict=True):
        find(street, "supervisor", case.id, new)
    case_id = audited.cases()[0].id
    assert uncorrected(street) == ""
    street.move("lead", correction_of(street, audited), RecordMove.REJECT)
    assert uncorrected(street) == ""
    owner.execute("DELETE FROM corrections WHERE community_id = %s", [street.community_id])
    assert f"audit case {case_id}" in uncorrected(street)


def uncorrected(street: Street) -> str:
    """Return what the self-check of records names."""
    with street.work() as uow:
        return "\n".join(str(found) for found in books.ask_checks(uow, street.community_id, CHECKS))
