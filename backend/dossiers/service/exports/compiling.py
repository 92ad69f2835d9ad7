"""The rows of some members' dossiers, part by part: a number of statements that does not grow with them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date, local_day
from backend.dossiers.models import Dossier, DossierEntry, Evaluation, OutsideRecord
from backend.dossiers.policy import POLICY, A
from backend.dossiers.rules.parts import HERE, hours
from backend.dossiers.service.exports.writing import write_file
from backend.dossiers.service.store import EVER, NOT_VOID, dossier_number, lock_dossiers, tomorrow
from backend.dossiers.types import (
    ASSESSOR_NAMES,
    SKILL_NAMES,
    TIME_NAMES,
    Assessor,
    EntryKind,
    FileFormat,
    OutsideState,
    Part,
    Skill,
)
from backend.infra.documents import Document
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.volunteering import service as volunteering

Row = list[Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is compiled: which parts, of which local days, and whether the numbers go along unasked (one's own file)."""

    parts: Collection[Part]
    since: date
    until: date
    own: bool = False


def export_own(uow: UnitOfWork, actor: Actor, community_id: int, format_: FileFormat) -> Document:
    """Return all that is kept of the caller as a file of their own (个人信息保护法 Art. 45)."""
    POLICY.permit(actor, A.EXPORT_OWN)
    assert actor.member_id is not None  # whom the policy lets in is a member
    dossier = lock_dossiers(uow, community_id, [actor.member_id])[actor.member_id]
    rows = compile_rows(uow, community_id, [dossier], Scope(list(Part), EVER, tomorrow(uow), own=True))
    return write_file(f"dossier-{local_date(uow.now)}", rows, format_)


def compile_rows(
    uow: UnitOfWork, community_id: int, dossiers: Sequence[Dossier], scope: Scope
) -> dict[Part, list[Row]]:
    """Return the rows of each part asked for, under HEADINGS, in the order of members."""
    ids = [dossier.id for dossier in dossiers]
    names = {id_: each.name for id_, each in communities.members_by_ids(uow, community_id, ids).items()}
    heads = {dossier.id: [dossier_number(dossier.number), names.get(dossier.id, "")] for dossier in dossiers}
    rows: dict[Part, list[Row]] = {part: [] for part in Part if part in scope.parts}
    _compile_given(uow, community_id, dossiers, scope, heads, rows)
    if Part.SERVICE in rows:
        rows[Part.SERVICE] = _services(uow, community_id, ids, scope, heads)
    if Part.TRAINING in rows or Part.COMMENDATION in rows:
        for row in _entries(uow, community_id, ids, scope):
            part = Part(EntryKind(row.kind).value)
            if part in rows:
                last = hours(row.minutes) if row.minutes is not None else row.document
                said = [row.title, row.by_whom, row.happened_on.isoformat(), last]
                rows[part].append([*heads[row.member_id], *said])
    if Part.EVALUATION in rows:
        rows[Part.EVALUATION] = _evaluations(uow, community_id, ids, scope, heads)
    return rows


def _compile_given(
    uow: UnitOfWork,
    community_id: int,
    dossiers: Sequence[Dossier],
    scope: Scope,
    heads: dict[UUID, Row],
    rows: dict[Part, list[Row]],
) -> None:
    """Add what volunteers gave: contact and number only where they agreed that these are reported."""
    if Part.IDENTITY in rows:
        born = communities.birth_dates(uow, community_id, list(heads))
        rows[Part.IDENTITY] = [
            [
                *heads[each.id],
                born[each.id].isoformat() if each.id in born else "",
                (each.identity_number or "") if scope.own or each.may_report else "",
            ]
            for each in dossiers
        ]
    if Part.SKILLS in rows:
        rows[Part.SKILLS] = [
            [
                *heads[each.id],
                "、".join(SKILL_NAMES[Skill(code)] for code in each.skills),
                "、".join(each.skill_words),
            ]
            for each in dossiers
            if each.skills or each.skill_words
        ]
    if Part.TIMES in rows:
        rows[Part.TIMES] = [
            [*heads[each.id], "、".join(TIME_NAMES[code] for code in each.times)] for each in dossiers if each.times
        ]
    if Part.CONTACT in rows:
        rows[Part.CONTACT] = [
            [*heads[each.id], each.contact] for each in dossiers if each.contact and (scope.own or each.may_report)
        ]


def _services(
    uow: UnitOfWork, community_id: int, ids: Sequence[UUID], scope: Scope, heads: dict[UUID, Row]
) -> list[Row]:
    """Return entered records by their number, then what was served elsewhere without one, apart by their origin."""
    categories = lists.category_names(uow)
    here = communities.get_community(uow, community_id).name
    rows = [
        [
            *heads[line.member_id],
            line.number,
            line.title,
            categories.get(line.category, ""),
            line.served_on.isoformat(),
            hours(line.minutes),
            here,
            HERE,
        ]
        for line in volunteering.entered_of(uow, community_id, ids, scope.since, scope.until)
    ]
    elsewhere = uow.session.scalars(
        select(OutsideRecord)
        .where(
            OutsideRecord.community_id == community_id,
            OutsideRecord.member_id.in_(ids),
            OutsideRecord.served_on.between(scope.since, scope.until),
            OutsideRecord.state == OutsideState.CONFIRMED.value,
        )
        .order_by(OutsideRecord.member_id, OutsideRecord.served_on, OutsideRecord.id)
    )
    rows += [
        [
            *heads[each.member_id],
            "",
            each.title,
            "",
            each.served_on.isoformat(),
            hours(each.minutes),
            each.organiser,
            f"他处：{each.origin}",
        ]
        for each in elsewhere
    ]
    return rows


def _entries(uow: UnitOfWork, community_id: int, ids: Sequence[UUID], scope: Scope) -> Sequence[DossierEntry]:
    return uow.session.scalars(
        select(DossierEntry)
        .where(
            DossierEntry.community_id == community_id,
            DossierEntry.member_id.in_(ids),
            DossierEntry.happened_on.between(scope.since, scope.until),
            NOT_VOID,
        )
        .order_by(DossierEntry.member_id, DossierEntry.happened_on, DossierEntry.id)
    ).all()


def _evaluations(
    uow: UnitOfWork, community_id: int, ids: Sequence[UUID], scope: Scope, heads: dict[UUID, Row]
) -> list[Row]:
    start, end = local_day(scope.since)[0], local_day(scope.until)[1]
    found = uow.session.scalars(
        select(Evaluation)
        .where(
            Evaluation.community_id == community_id,
            Evaluation.member_id.in_(ids),
            Evaluation.written_at >= start,
            Evaluation.written_at < end,
        )
        .order_by(Evaluation.member_id, Evaluation.written_at, Evaluation.id)
    ).all()
    numbers = volunteering.record_numbers(uow, community_id, [each.record_id for each in found])
    return [
        [
            *heads[each.member_id],
            numbers.get(each.record_id, ""),
            ASSESSOR_NAMES[Assessor(each.assessor)],
            each.score,
            each.words,
            local_date(each.written_at).isoformat(),
            each.answer or "",
        ]
        for each in found
    ]
