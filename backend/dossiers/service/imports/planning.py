"""What a file would bring: every row matched with a member and compared with what is kept. It stores nothing.

The check and the taking over both ask it, so that what was shown is what is done.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.core.clock import local_date
from backend.dossiers.models import Dossier, DossierEntry, DossierImport, DossierImportRow, OutsideRecord
from backend.dossiers.rules.fingerprint import entry_fingerprint, outside_fingerprint
from backend.dossiers.service.imports.matching import Matcher
from backend.dossiers.service.imports.reading import Fault, SheetReader
from backend.dossiers.service.store import EVER
from backend.dossiers.types import EntryKind, Part
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering

ENTRY_PARTS = {Part.TRAINING: EntryKind.TRAINING, Part.COMMENDATION: EntryKind.COMMENDATION}
OURS_CHANGED = "本社区的服务记录不能用文件改动，请在服务记录里办理更正"


@dataclass(frozen=True, slots=True)
class Told:
    """A row that was read: where it stands, whose it is, what it says."""

    sheet: SheetReader
    number: int
    member_id: UUID
    values: dict[str, Any]


@dataclass
class Plan:
    """What is to be written, rows counted by what they bring (new, changed, same, kept), and what is wrong."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    outside: list[dict[str, Any]] = field(default_factory=list)
    fills: dict[UUID, dict[str, list[str]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    errors: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, sheet: SheetReader, number: int, fault: Fault) -> None:
        """Note what is wrong in a cell, by the names that the file itself uses."""
        where = {"sheet": sheet.name, "row": number, "heading": sheet.heading(fault.path)}
        self.errors.append({**where, "message": fault.message})


def sheets_of(table: DossierImport) -> list[SheetReader]:
    """Return what reads the sheets of a file."""
    return [
        SheetReader(each["name"], Part(each["part"]), each["headings"], each["paths"], each["heading_row"])
        for each in table.sheets
    ]


def plan_import(uow: UnitOfWork, table: DossierImport) -> Plan:
    """Return what the file would bring as things stand now."""
    plan = Plan()
    told = list(_read(uow, table, plan))
    kept = _Kept.of(uow, table.community_id, {each.member_id for each in told}, told)
    today = local_date(uow.now)
    for each in told:
        if each.sheet.part in ENTRY_PARTS:
            _plan_entry(plan, kept, each, today)
        elif each.sheet.part is Part.SERVICE:
            _plan_service(plan, kept, each, today)
        elif each.sheet.part in (Part.SKILLS, Part.TIMES):
            _plan_fill(plan, kept, each)
        else:
            # Contact and number are the volunteer's own to give; how a service was found, its people's.
            plan.counts["kept" if each.sheet.part is not Part.IDENTITY else "same"] += 1
    return plan


def _read(uow: UnitOfWork, table: DossierImport, plan: Plan) -> Iterator[Told]:
    """Yield the rows that can be read and whose member is found; note what is wrong with the others."""
    sheets = sheets_of(table)
    rows = uow.session.scalars(
        select(DossierImportRow)
        .where(DossierImportRow.community_id == table.community_id, DossierImportRow.import_id == table.id)
        .order_by(DossierImportRow.position)
    ).all()
    readable = {place for place, sheet in enumerate(sheets) if not sheet.missing()}
    for sheet in sheets:
        for fault in sheet.missing():
            plan.refuse(sheet, sheet.heading_row, fault)
    kept = [(sheets[row.sheet], row) for row in rows if row.sheet in readable]
    read = [(sheet, row.number, *sheet.read(row.cells)) for sheet, row in kept]
    matcher = Matcher.of(uow, table.community_id, [values for _, _, values, _ in read], imported_by=table.created_by)
    for sheet, number, values, faults in read:
        found = matcher.find(values, sheet.part)
        wrong = [*faults, found] if isinstance(found, Fault) else faults
        for each in wrong:
            plan.refuse(sheet, number, each)
        if not isinstance(found, Fault) and not wrong:
            yield Told(sheet, number, found, values)


@dataclass
class _Kept:
    """What is kept of the members of a file, and what of it has been planned already."""

    dossiers: dict[UUID, Dossier]
    entries: set[bytes]
    outside: set[bytes]
    served: dict[str, volunteering.EnteredLine]

    @classmethod
    def of(cls, uow: UnitOfWork, community_id: int, ids: set[UUID], told: Sequence[Told]) -> "_Kept":
        dossiers = uow.session.scalars(select(Dossier).where(Dossier.community_id == community_id, Dossier.id.in_(ids)))
        entries = uow.session.scalars(
            select(DossierEntry.fingerprint).where(
                DossierEntry.community_id == community_id, DossierEntry.member_id.in_(ids)
            )
        )
        outside = uow.session.scalars(
            select(OutsideRecord.fingerprint).where(
                OutsideRecord.community_id == community_id, OutsideRecord.member_id.in_(ids)
            )
        )
        days = [each.values["served_on"] for each in told if each.sheet.part is Part.SERVICE] or [EVER]
        lines = volunteering.entered_of(uow, community_id, ids, min(days), max(days))
        served = {line.number: line for line in lines}
        return cls({each.id: each for each in dossiers}, set(entries), set(outside), served)

    def has_served(self, told: Told) -> bool:
        """Tell whether these hours stand in our own records: another system may tell us of them."""
        said = told.values
        return any(
            line.member_id == told.member_id
            and line.served_on == said["served_on"]
            and line.title == said["title"]
            and abs(line.minutes - said["minutes"]) <= 1
            for line in self.served.values()
        )


def _plan_entry(plan: Plan, kept: _Kept, told: Told, today: date) -> None:
    said, kind = told.values, ENTRY_PARTS[told.sheet.part]
    facts = {
        "title": said["title"],
        "by_whom": said["by_whom"],
        "happened_on": said["happened_on"],
        "minutes": said.get("minutes"),
        "document": said.get("document", ""),
    }
    if said["happened_on"] > today:
        plan.refuse(told.sheet, told.number, Fault("happened_on", "日期不能晚于今天"))
        return
    mark = entry_fingerprint(kind, told.member_id, **facts)
    if mark in kept.entries:
        plan.counts["same"] += 1
        return
    kept.entries.add(mark)
    plan.counts["new"] += 1
    plan.entries.append({**facts, "kind": kind.value, "member_id": told.member_id, "fingerprint": mark})


def _plan_service(plan: Plan, kept: _Kept, told: Told, today: date) -> None:
    """Compare what bears one of our numbers with our own record; all else was served elsewhere."""
    said = told.values
    if number := said.get("record_number"):
        _compare_with_ours(plan, kept, told, number)
        return
    if said["served_on"] > today:
        plan.refuse(told.sheet, told.number, Fault("served_on", "日期不能晚于今天"))
        return
    facts = {name: said[name] for name in ("title", "organiser", "served_on", "minutes")}
    mark = outside_fingerprint(told.member_id, **facts)
    if mark in kept.outside or kept.has_served(told):
        plan.counts["same"] += 1
        return
    kept.outside.add(mark)
    plan.counts["new"] += 1
    plan.outside.append({**facts, "member_id": told.member_id, "fingerprint": mark, "row_number": told.number})


def _compare_with_ours(plan: Plan, kept: _Kept, told: Told, number: str) -> None:
    said, ours = told.values, kept.served.get(number)
    if ours is None or ours.member_id != told.member_id:
        plan.refuse(told.sheet, told.number, Fault("record_number", "没有这条服务记录；他处的记录请把这一格空着"))
    elif (ours.title, ours.served_on, ours.minutes) != (said["title"], said["served_on"], said["minutes"]):
        plan.refuse(told.sheet, told.number, Fault("record_number", OURS_CHANGED))
    else:
        plan.counts["same"] += 1


def _plan_fill(plan: Plan, kept: _Kept, told: Told) -> None:
    """Fill what the volunteer has said nothing of; what they said stands."""
    names = ("times",) if told.sheet.part is Part.TIMES else ("skills", "skill_words")
    dossier = kept.dossiers.get(told.member_id)
    planned = plan.fills.setdefault(told.member_id, {})
    had = {name: planned.get(name) or (list(getattr(dossier, name)) if dossier else []) for name in names}
    says = {name: list(dict.fromkeys(told.values.get(name, []))) for name in names}
    if all(set(says[name]) <= set(had[name]) for name in names):
        plan.counts["same"] += 1
    elif any(had.values()):
        plan.counts["kept"] += 1
    else:
        planned.update(says)
        plan.counts["changed" if dossier else "new"] += 1
