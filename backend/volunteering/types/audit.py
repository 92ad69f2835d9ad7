"""Values of audits: rounds, cases and what is found."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class RoundState(StrEnum):
    """How far a round has come: its seed is committed, its sample drawn, every case found."""

    COMMITTED = "committed"
    DRAWN = "drawn"
    CLOSED = "closed"


class CaseState(StrEnum):
    """How far a case has come; `open` has nobody impartial yet."""

    OPEN = "open"
    ASSIGNED = "assigned"
    PASSED = "passed"
    FAILED = "failed"
    UNDECIDABLE = "undecidable"


class Verdict(StrEnum):
    """What an audit comes to."""

    PASSED = "passed"
    FAILED = "failed"
    UNDECIDABLE = "undecidable"


class Way(StrEnum):
    """How it was checked."""

    CALL = "call"
    VISIT = "visit"
    PAPERS = "papers"


class DrawnBy(StrEnum):
    """Why a record is in the sample."""

    LOT = "lot"
    FLAG = "flag"


ROUND_STATE_NAMES = {
    RoundState.COMMITTED: "等待抽取",
    RoundState.DRAWN: "核查中",
    RoundState.CLOSED: "已办结",
}
CASE_STATE_NAMES = {
    CaseState.OPEN: "等待监督员接手",
    CaseState.ASSIGNED: "核查中",
    CaseState.PASSED: "属实",
    CaseState.FAILED: "不属实",
    CaseState.UNDECIDABLE: "无法判断",
}
DRAWN_BY_NAMES = {DrawnBy.LOT: "抽签抽中", DrawnBy.FLAG: "有疑点，一并核查"}
WAY_NAMES = {Way.CALL: "打电话", Way.VISIT: "上门", Way.PAPERS: "看材料"}
UNFOUND = (CaseState.OPEN, CaseState.ASSIGNED)


@dataclass(frozen=True, slots=True)
class NewAudit:
    """What a supervisor says of the coming round; its first day follows from the round before."""

    ends_on: date


@dataclass(frozen=True, slots=True)
class NewFinding:
    """What a supervisor found: ``minutes`` are the true ones of what failed."""

    verdict: Verdict
    ways: tuple[Way, ...]
    checked: str
    minutes: int | None = None
    performer_word: str | None = None
    beneficiary_word: str | None = None
    reason: str | None = None
    photos: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are asked for."""

    mine: bool = False
    audit_id: UUID | None = None
    unfound: bool = False
