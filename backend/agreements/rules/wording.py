"""Clauses and changes in plain Chinese; pure."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from backend.agreements.moves.agreements import SCHEDULE_NAMES
from backend.agreements.types.agreements import AgreementText, Clause, Schedule
from backend.agreements.types.duties import EvidenceKind

EVIDENCE_NAMES = {
    EvidenceKind.PHOTO: "照片",
    EvidenceKind.RECORD: "服务记录",
    EvidenceKind.TRANSFER: "积分或时间币流水",
    EvidenceKind.BOOKING: "场地或资源预约",
}
Names = Mapping[int, str]
Named = tuple[AgreementText, Names]


class Change(NamedTuple):
    """One difference between two texts: ``kind`` is added, removed or changed; ``no`` the clause, None for the head."""

    no: int | None
    kind: str
    text: str


def day(value: date) -> str:
    """Return a day as people read it."""
    return f"{value.year}年{value.month}月{value.day}日"


def when(clause: Clause) -> str:
    """Return by when, or from when to when."""
    if clause.until_on is None:
        return f"{day(clause.due_on)}前"
    return f"{day(clause.due_on)}至{day(clause.until_on)}"


def how_much(clause: Clause) -> str:
    """Return how much by then, or how much each time: 4 次, 每月 20 袋."""
    each = "" if clause.schedule is Schedule.ONCE else f"{SCHEDULE_NAMES[clause.schedule]} "
    return f"{each}{clause.amount} {clause.measure}"


def proof(clause: Clause, names: Names) -> str:
    """Return who accepts by what evidence, and what comes first."""
    shown = "、".join(EVIDENCE_NAMES[kind] for kind in clause.evidence)
    first = f"，第{clause.after_no}条完成以后" if clause.after_no else ""
    return f"由{names[clause.accepter]}凭{shown}验收{first}"


def sentence(clause: Clause, names: Names) -> str:
    """Return a clause in one sentence."""
    giver, receiver = names[clause.giver], names[clause.receiver]
    return f"{giver}为{receiver}：{clause.text}，{how_much(clause)}，{when(clause)}，{proof(clause, names)}。"


def changes(old: Named, new: Named) -> list[Change]:
    """Return what the new text changes, the head first, then clause by clause; each with its parties' names."""
    return [*_head(old[0], new[0]), *_clauses(old, new)]


def _head(old: AgreementText, new: AgreementText) -> Iterator[Change]:
    if old.title != new.title:
        yield Change(None, "changed", f"名称由“{old.title}”改为“{new.title}”")
    if old.starts_on != new.starts_on:
        yield Change(None, "changed", f"{day(new.starts_on)}起按这份文本办理")
    if old.ends_on != new.ends_on:
        yield Change(None, "changed", f"截止日期由{day(old.ends_on)}改为{day(new.ends_on)}")
    if (old.preamble or "") != (new.preamble or ""):
        yield Change(None, "changed", f"说明改为：{new.preamble}" if new.preamble else "删去说明")


def _clauses(old: Named, new: Named) -> Iterator[Change]:
    before = {clause.no: clause for clause in old[0].clauses}
    after = {clause.no: clause for clause in new[0].clauses}
    for no in sorted(before | after):
        if no not in after:
            yield Change(no, "removed", f"删去：{sentence(before[no], old[1])}")
        elif no not in before:
            yield Change(no, "added", f"新增：{sentence(after[no], new[1])}")
        else:
            yield from (Change(no, "changed", text) for text in _within(before[no], old[1], after[no], new[1]))


def _within(old: Clause, were: Names, new: Clause, names: Names) -> Iterator[str]:
    shown = (
        ("给的一方", were[old.giver], names[new.giver]),
        ("受的一方", were[old.receiver], names[new.receiver]),
        ("内容", f"“{old.text}”", f"“{new.text}”"),
        ("数量", how_much(old), how_much(new)),
        ("时间", when(old), when(new)),
        ("验收", proof(old, were), proof(new, names)),
    )
    return (f"{what}由{_apart(was)}改为{_apart(is_)}" for what, was, is_ in shown if was != is_)


def _apart(words: str) -> str:
    """Keep a figure apart from the word before it."""
    return f" {words}" if words[0].isdigit() else words
