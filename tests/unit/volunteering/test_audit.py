"""The audit's rules: whatever the records, the published script draws what the server drew; nobody audits their own."""

import importlib.util
from datetime import date
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import TypeVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.errors import InvalidError, MoveNotAllowedError
from backend.core.moves import MoveTable
from backend.volunteering.moves import AUDIT_MOVES, CASE_MOVES, AuditMove, CaseMove
from backend.volunteering.rules.audit import (
    LOT_MIN,
    ONE_IN,
    check_finding,
    choose_auditor,
    draw_lot,
    first_day,
    lot_size,
    month_end,
)
from backend.volunteering.types.audit import (
    CASE_STATE_NAMES,
    ROUND_STATE_NAMES,
    CaseState,
    NewFinding,
    RoundState,
    Verdict,
    Way,
)

S = TypeVar("S", RoundState, CaseState)
M = TypeVar("M", AuditMove, CaseMove)
SECRET = st.binary(min_size=32, max_size=32)
IDS = st.lists(st.uuids(), max_size=80, unique=True)
ROUND = {("committed", "draw"): "drawn", ("drawn", "close"): "closed"}
CASE = {
    ("open", "take"): "assigned",
    ("assigned", "take"): "assigned",
    ("assigned", "pass"): "passed",
    ("assigned", "fail"): "failed",
    ("assigned", "leave"): "undecidable",
}


def script() -> ModuleType:
    """Return docs/draw_audit.py as a module: it may use nothing of ours."""
    place = Path(__file__).parents[3] / "docs" / "draw_audit.py"
    spec = importlib.util.spec_from_file_location("draw_audit", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = script()


@given(SECRET, SECRET, st.integers(1, 10**12), IDS)
def test_the_script_draws_what_the_server_draws(
    seed: bytes, seal_hash: bytes, community_id: int, record_ids: list[UUID]
) -> None:
    draw = {
        "community_id": community_id,
        "seal": {"hash": seal_hash.hex()},
        "rule": {"lot_min": LOT_MIN, "one_in": ONE_IN},
    }
    drawn = draw_lot(seed, community_id, record_ids, seal_hash)
    assert SCRIPT.lot_of(seed, draw, [str(id_) for id_ in record_ids]) == [str(id_) for id_ in drawn]
    assert len(drawn) == lot_size(len(record_ids))


@given(SECRET, SECRET, st.lists(st.uuids(), min_size=2, max_size=40, unique=True))
def test_the_order_in_which_records_are_told_changes_nothing(seed: bytes, seal_hash: bytes, ids: list[UUID]) -> None:
    assert draw_lot(seed, 1, ids, seal_hash) == draw_lot(seed, 1, ids[::-1], seal_hash)


@pytest.mark.parametrize(("records", "drawn"), [(0, 0), (2, 2), (3, 3), (60, 3), (61, 4), (100_000, 5_000)])
def test_one_in_twenty_and_three_at_least_are_drawn(records: int, drawn: int) -> None:
    assert lot_size(records) == drawn


@given(SECRET, st.lists(st.uuids(), max_size=6), st.lists(st.uuids(), max_size=6))
def test_no_auditor_had_a_hand_in_it(ticket: bytes, supervisors: list[UUID], others: list[UUID]) -> None:
    hands = [*others, *supervisors[::2]]
    auditor = choose_auditor(ticket, supervisors, hands)
    free = set(supervisors) - set(hands)
    assert auditor in free if free else auditor is None


@pytest.mark.parametrize(
    ("last_end", "today", "first"),
    [
        (None, date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 30), date(2026, 11, 30), date(2026, 12, 1)),
        (date(2026, 12, 10), date(2026, 11, 30), date(2026, 12, 11)),
        (date(2026, 9, 30), date(2026, 11, 30), date(2026, 12, 1)),
    ],
)
def test_a_round_begins_after_the_one_before_and_never_today(last_end: date | None, today: date, first: date) -> None:
    assert first_day(last_end, today) == first


def test_a_round_that_nobody_asked_for_ends_with_its_month() -> None:
    assert [month_end(day) for day in (date(2026, 12, 1), date(2027, 2, 28))] == [date(2026, 12, 31), date(2027, 2, 28)]


@pytest.mark.parametrize(
    ("verdict", "minutes", "reason", "wrong"),
    [
        (Verdict.PASSED, None, None, None),
        (Verdict.FAILED, 0, "没有来", None),
        (Verdict.FAILED, None, "没有来", "minutes"),
        (Verdict.FAILED, 60, "没有来", "minutes"),
        (Verdict.FAILED, 0, None, "reason"),
        (Verdict.UNDECIDABLE, None, None, "reason"),
        (Verdict.UNDECIDABLE, 5, "联系不上", "minutes"),
    ],
)
def test_a_finding_is_whole(verdict: Verdict, minutes: int | None, reason: str | None, wrong: str | None) -> None:
    new = NewFinding(verdict, (Way.CALL,), "电话问过", minutes, reason=reason)
    if wrong is None:
        check_finding(new, minutes=60)
        return
    with pytest.raises(InvalidError) as refusal:
        check_finding(new, minutes=60)
    assert wrong in refusal.value.extras["errors"]


def end_of(table: MoveTable[S, M], state: S, move: M) -> str | None:
    try:
        return table.next(state, move).value
    except MoveNotAllowedError:
        return None


@pytest.mark.parametrize(("state", "move"), list(product(RoundState, AuditMove)))
def test_moves_of_a_round(state: RoundState, move: AuditMove) -> None:
    assert end_of(AUDIT_MOVES, state, move) == ROUND.get((state.value, move.value))


@pytest.mark.parametrize(("state", "move"), list(product(CaseState, CaseMove)))
def test_moves_of_a_case(state: CaseState, move: CaseMove) -> None:
    assert end_of(CASE_MOVES, state, move) == CASE.get((state.value, move.value))


def test_every_state_has_a_name() -> None:
    assert set(ROUND_STATE_NAMES) == set(RoundState)
    assert set(CASE_STATE_NAMES) == set(CaseState)
