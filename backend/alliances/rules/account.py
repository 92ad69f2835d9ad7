"""What a unit gave and got, put together from what other features tell; amounts in the same measures on both sides."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.agreements.types import AcceptedWork, EvidenceKind, TermFigures
from backend.alliances.types import SOURCE_NAMES, Account, Line, Measure, Side, Source, Terms

HOUR = Measure("hour", "小时", 60)
SLOT = Measure("slot", "次")
ITEM = Measure("item", "件")
YUAN = Measure("yuan", "元", 100)
KNOWN = (HOUR, SLOT, ITEM, YUAN)
# How people write the four measures of the tariff; any other word is a measure of its own.
_WORDS = {
    HOUR: ("小时", "时", "钟头", "hour", "hours", "h"),
    SLOT: ("次", "场", "场次", "时段", "回", "节", "slot"),
    ITEM: ("件", "份", "个", "套", "只", "台", "盒", "袋", "本", "项", "item"),
    YUAN: ("元", "块", "yuan", "hundred_yuan"),
}
_BY_WORD = {word: measure for measure, words in _WORDS.items() for word in words}
# Such evidence is told by its own source: the record among the employees' hours, the booking among what was opened.
TOLD_ELSEWHERE = frozenset({EvidenceKind.RECORD, EvidenceKind.BOOKING})


def _is_told_by_records(work: AcceptedWork, measure: Measure) -> bool:
    """Tell whether records alone count: hours of a unit's people, of which photos show what a record may tell, too."""
    return measure == HOUR and work.kind == EvidenceKind.PHOTO and work.giver_unit_id is not None


def measure_of(word: str) -> Measure:
    """Return the measure that a word means."""
    plain = word.strip()
    return _BY_WORD.get(plain.lower(), Measure(plain, plain))


def amount_in(word: str, amount: int) -> tuple[Measure, int]:
    """Return the measure and the amount in its smallest part; a hundred yuan is ten thousand fen."""
    measure = measure_of(word)
    hundred = 100 if word.strip().lower() == "hundred_yuan" else 1
    return measure, amount * measure.per * hundred


def duty_lines(work: Iterable[AcceptedWork]) -> dict[UUID, list[Line]]:
    """Return by unit what was accepted of duties: for who gave it and for who got it."""
    lines: defaultdict[UUID, list[Line]] = defaultdict(list)
    for each in work:
        measure, amount = amount_in(each.measure, each.amount)
        if _is_told_by_records(each, measure):
            continue
        fields = (Source.DUTY, each.text, measure, amount, each.times, each.agreement_id)
        if each.giver_unit_id is not None and each.kind not in TOLD_ELSEWHERE:
            lines[each.giver_unit_id].append(Line(Side.GAVE, *fields))
        if each.receiver_unit_id is not None:
            lines[each.receiver_unit_id].append(Line(Side.GOT, *fields))
    return lines


def terms_of(figures: Iterable[TermFigures]) -> tuple[dict[UUID, Terms], dict[UUID, Terms]]:
    """Return by unit the terms it owed, and those that others owed it."""
    own: dict[UUID, Terms] = {}
    owed_to: dict[UUID, Terms] = {}
    for each in figures:
        if each.giver_unit_id is not None:
            own[each.giver_unit_id] = _plus(own.get(each.giver_unit_id, Terms()), each)
        if each.receiver_unit_id is not None:
            owed_to[each.receiver_unit_id] = _plus(owed_to.get(each.receiver_unit_id, Terms()), each)
    return own, owed_to


def _plus(terms: Terms, more: TermFigures) -> Terms:
    return Terms(terms.due + more.due, terms.kept + more.kept, terms.excused + more.excused)


def sides_of(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return what was given and got by measure: the four known ones first, each with text for people."""
    sums: defaultdict[Measure, dict[Side, int]] = defaultdict(lambda: {Side.GAVE: 0, Side.GOT: 0})
    for line in lines:
        sums[line.measure][line.side] += line.amount
    known = [measure for measure in KNOWN if measure in sums]
    own = sorted((measure for measure in sums if measure not in KNOWN), key=lambda measure: measure.code)
    return [
        {
            "measure": measure.code,
            "measure_name": measure.name,
            "gave": sums[measure][Side.GAVE],
            "got": sums[measure][Side.GOT],
            "gave_text": amount_text(measure, sums[measure][Side.GAVE]),
            "got_text": amount_text(measure, sums[measure][Side.GOT]),
        }
        for measure in (*known, *own)
    ]


def amount_text(measure: Measure, amount: int) -> str:
    """Return an amount for people: 2.5 小时, 300 元; hours are rounded to a tenth."""
    whole, rest = divmod(abs(amount), measure.per)
    sign = "-" if amount < 0 else ""
    if not rest:
        return f"{sign}{whole} {measure.name}"
    digits = 2 if measure == YUAN else 1
    return f"{sign}{abs(amount) / measure.per:.{digits}f} {measure.name}"


def show_account(account: Account) -> dict[str, Any]:
    """Return an account as JSON: sides by measure, lines, terms."""
    return {
        "sides": sides_of(account.lines),
        "lines": [
            {
                "side": line.side.value,
                "source": line.source.value,
                "source_name": SOURCE_NAMES[line.source],
                "text": line.text,
                "amount_text": amount_text(line.measure, line.amount),
                "times": line.times,
                "agreement_id": None if line.agreement_id is None else str(line.agreement_id),
            }
            for line in account.lines
        ],
        "own_terms": show_terms(account.own),
        "terms_owed_to": show_terms(account.owed_to),
    }


def show_terms(terms: Terms) -> dict[str, int | None]:
    """Return terms as JSON."""
    return {"due": terms.due, "kept": terms.kept, "excused": terms.excused, "percent": terms.percent}


def put_together(
    parts: Sequence[Mapping[UUID, Sequence[Line]]], own: Mapping[UUID, Terms], owed_to: Mapping[UUID, Terms]
) -> dict[UUID, Account]:
    """Return accounts by unit."""
    units = {unit for part in (*parts, own, owed_to) for unit in part}
    return {
        unit: Account(
            [line for part in parts for line in part.get(unit, ())], own.get(unit, Terms()), owed_to.get(unit, Terms())
        )
        for unit in units
    }
