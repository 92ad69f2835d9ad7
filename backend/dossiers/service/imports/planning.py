"""What a file would bring: every row matched with a member and compared with what is kept. It stores nothing.

The check and the taking over both ask it, so that what was shown is what is done.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
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
from backend.infra.db import among
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
class Read:
    """The rows of a file that can be read and whose member is found, and what is wrong with the others."""

    told: list[Told] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, sheet: SheetReader, number: int, fault: Fault) -> None:
        """Note what is wrong in a cell, by the names that the file itself uses."""
        self.errors.append(told_wrong(sheet, number, fault))


@dataclass
class Plan:
    """What is to be written, rows counted by what they bring (new, changed, same, kept), and what is wrong."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    outside: list[dict[str, Any]] = field(default_factory=list)
    fills: dict[UUID, dict[str, list[str]]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    errors: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, sheet: SheetReader, number: int, fault: Fault) -> None:
        """Note what is wrong in a cell."""
        self.errors.append(told_wrong(sheet, number, fault))


def told_wrong(sheet: SheetReader, number: int, fault: Fault) -> dict[str, Any]:
    """Return what is wrong in a cell, by the names that the file itself uses."""
    where = {"sheet": sheet.name, "row": number, "heading": sheet.heading(fault.path)}
    return {**where, "message": fault.message}


def sheets_of(table: DossierImport) -> list[SheetReader]:
    """Return what reads the sheets of a file."""
    return [
        SheetReader(each["name"], Part(each["part"]), each["headings"], each["paths"], each["heading_row"])
        for each in table.sheets
    ]


def plan_rows(uow: UnitOfWork, table: DossierImport, read: Read) -> Plan:
    """Return what the file would bring as things stand now; its time grows with its rows alone."""
    plan = Plan(errors=list(read.errors))
    kept = _Kept.of(uow, table.community_id, read.told)
    today = local_date(uow.now)
    for each in read.told:
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


def read_rows(uow: UnitOfWork, table: DossierImport) -> Read:
    """Return the rows as they say it, each with its member."""
    found = Read()
    sheets = sheets_of(table)
    rows = uow.session.scalars(
        select(DossierImportRow)
        .where(DossierImportRow.community_id == table.community_id, DossierImportRow.import_id == table.id)
        .order_by(DossierImportRow.position)
    ).all()
    readable = {place for place, sheet in enumerate(sheets) if not sheet.missing()}
    for sheet in sheets:
        for fault in sheet.missing():
            found.refuse(sheet, sheet.heading_row, fault)
    kept = [(sheets[row.sheet], row) for row in rows if row.sheet in readable]
    read = [(sheet, row.number, *sheet.read(row.cells)) for sheet, row in kept]
    matcher = Matcher.of(uow, table.community_id, [values for _, _, values, _ in read], imported_by=table.created_by)
    for sheet, number, values, faults in read:
        whose = matcher.find(values, sheet.part)
        for each in [*faults, whose] if isinstance(whose, Fault) else faults:
            found.refuse(sheet, number, each)
        if not isinstance(whose, Fault) and not faults:
            found.told.append(Told(sheet, number, whose, values))
    return found


@dataclass
class _Kept:
    """What is kept of the members of a file, and what of it has been planned already.

    ``served`` are our own records by number; ``minutes`` how long they took, by member, day and title.
    """

    dossiers: dict[UUID, Dossier]
    entries: set[bytes]
    outside: set[bytes]
    served: dict[str, volunteering.EnteredLine]
    minutes: dict[tuple[UUID, date, str], set[int]]

    @classmethod
    def of(cls, uow: UnitOfWork, community_id: int, told: Sequence[Told]) -> "_Kept":
        ids = {each.member_id for each in told}
        dossiers = uow.session.scalars(
            select(Dossier).where(Dossier.community_id == community_id, among(Dossier.id, ids))
        )
        days = [each.values["served_on"] for each in told if each.sheet.part is Part.SERVICE] or [EVER]
        lines = volunteering.entered_of(uow, community_id, ids, min(days), max(days))
        minutes: dict[tuple[UUID, date, str], set[int]] = defaultdict(set)
        for line in lines:
            minutes[line.member_id, line.served_on, line.title].add(line.minutes)
        return cls(
            {each.id: each for each in dossiers},
            _fingerprints(uow, DossierEntry, community_id, ids),
            _fingerprints(uow, OutsideRecord, community_id, ids),
            {line.number: line for line in lines},
            minutes,
        )

    def has_served(self, told: Told) -> bool:
        """Tell whether these hours stand in our own records: another system may tell us of them, rounded otherwise."""
        said = told.values
        ours = self.minutes.get((told.member_id, said["served_on"], said["title"]), ())
        return any(abs(minutes - said["minutes"]) <= 1 for minutes in ours)


def _fingerprints(
    uow: UnitOfWork, table: type[DossierEntry | OutsideRecord], community_id: int, ids: Collection[UUID]
) -> set[bytes]:
    """Return the marks of what is kept of members."""
    return set(
        uow.session.scalars(
            select(table.fingerprint).where(table.community_id == community_id, among(table.member_id, ids))
        )
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
