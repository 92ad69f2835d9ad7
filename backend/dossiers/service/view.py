"""A dossier as the volunteer and the desk see it: the latest of each part, all of it in the file that leaves."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.dossiers.models import Dossier, DossierEntry, DossierExport, DossierVoid, Evaluation, OutsideRecord
from backend.dossiers.policy import POLICY, A
from backend.dossiers.rules.identity_number import mask_contact, mask_identity_number
from backend.dossiers.service.store import dossier_number, find_dossier, get_member_name
from backend.dossiers.types import (
    ASSESSOR_NAMES,
    OUTSIDE_STATE_NAMES,
    SKILL_NAMES,
    TIME_NAMES,
    Assessor,
    EntryKind,
    OutsideState,
    Skill,
)
from backend.infra.uow import UnitOfWork

# What a page shows of each part; the file holds all.
SHOWN_MAX = 50
EXPORTS_SHOWN = 5


def show_dossier(uow: UnitOfWork, actor: Actor, community_id: int, member_id: UUID) -> dict[str, Any]:
    """Return a member's dossier for the desk; raises NotFoundError."""
    POLICY.permit(actor, A.READ)
    return view_dossier(uow, actor, community_id, member_id)


def view_dossier(uow: UnitOfWork, actor: Actor, community_id: int, member_id: UUID) -> dict[str, Any]:
    """Return the dossier with its numbers masked; raises NotFoundError for no such member."""
    name = get_member_name(uow, community_id, member_id)
    entries = _entries(uow, community_id, member_id)
    evaluations = _latest(uow, Evaluation, community_id, member_id, Evaluation.written_at)
    outside = _latest(uow, OutsideRecord, community_id, member_id, OutsideRecord.served_on)
    exports = _exports(uow, community_id)
    people = {row.recorded_by for row, _ in entries} | {row.imported_by for row in outside}
    people |= {row.asked_by for row in exports} | {void.voided_by for _, void in entries if void}
    people |= {row.written_by for row in evaluations}
    names = {id_: each.name for id_, each in communities.members_by_ids(uow, community_id, people).items()}
    shown = [_entry(actor, row, void, names) for row, void in entries]
    return {
        **_given(find_dossier(uow, community_id, member_id)),
        "member": {"id": member_id, "name": name},
        "trainings": [each for each in shown if each["kind"] == EntryKind.TRAINING],
        "commendations": [each for each in shown if each["kind"] == EntryKind.COMMENDATION],
        "evaluations": [view_evaluation(row, names) for row in evaluations],
        "outside": [_outside(row, names) for row in outside],
        "outside_minutes": _outside_minutes(uow, community_id, member_id),
        "exports": [
            {"at": row.asked_at, "purpose": row.purpose, "by_name": names.get(row.asked_by, "")} for row in exports
        ],
        "skill_options": [{"code": code.value, "name": name} for code, name in SKILL_NAMES.items()],
        "time_options": [{"code": code, "name": name} for code, name in TIME_NAMES.items()],
        "may_keep": POLICY.allows(actor, A.KEEP) and actor.member_id != member_id,
    }


def _given(dossier: Dossier | None) -> dict[str, Any]:
    """Return what the volunteer gave; before the first word an empty dossier without a number."""
    contact = dossier.contact if dossier else None
    identity = dossier.identity_number if dossier else None
    return {
        "number": dossier_number(dossier.number) if dossier else None,
        "skills": [{"code": code, "name": SKILL_NAMES[Skill(code)]} for code in dossier.skills] if dossier else [],
        "skill_words": dossier.skill_words if dossier else [],
        "times": [{"code": code, "name": TIME_NAMES[code]} for code in dossier.times] if dossier else [],
        "contact_masked": mask_contact(contact) if contact else None,
        "identity_masked": mask_identity_number(identity) if identity else None,
        "may_report": bool(dossier and dossier.may_report),
    }


def _entries(uow: UnitOfWork, community_id: int, member_id: UUID) -> Sequence[tuple[DossierEntry, DossierVoid | None]]:
    rows = uow.session.execute(
        select(DossierEntry, DossierVoid)
        .outerjoin(
            DossierVoid,
            (DossierVoid.community_id == DossierEntry.community_id) & (DossierVoid.id == DossierEntry.id),
        )
        .where(DossierEntry.community_id == community_id, DossierEntry.member_id == member_id)
        .order_by(DossierEntry.happened_on.desc(), DossierEntry.id.desc())
        .limit(SHOWN_MAX)
    )
    return [(entry, void) for entry, void in rows]


def _latest(uow: UnitOfWork, table: Any, community_id: int, member_id: UUID, by: Any) -> Sequence[Any]:
    return uow.session.scalars(
        select(table)
        .where(table.community_id == community_id, table.member_id == member_id)
        .order_by(by.desc(), table.id.desc())
        .limit(SHOWN_MAX)
    ).all()


def _exports(uow: UnitOfWork, community_id: int) -> Sequence[DossierExport]:
    """Return when dossiers last left the house: everybody's did, so each may know (志愿服务条例 Art. 20)."""
    return uow.session.scalars(
        select(DossierExport)
        .where(DossierExport.community_id == community_id)
        .order_by(DossierExport.asked_at.desc(), DossierExport.id.desc())
        .limit(EXPORTS_SHOWN)
    ).all()


def _outside_minutes(uow: UnitOfWork, community_id: int, member_id: UUID) -> int:
    total = select(func.coalesce(func.sum(OutsideRecord.minutes), 0)).where(
        OutsideRecord.community_id == community_id,
        OutsideRecord.member_id == member_id,
        OutsideRecord.state == OutsideState.CONFIRMED.value,
    )
    return int(uow.session.execute(total).scalar_one())


def _entry(actor: Actor, row: DossierEntry, void: DossierVoid | None, names: dict[UUID, str]) -> dict[str, Any]:
    return {
        "id": row.id,
        "kind": EntryKind(row.kind),
        "title": row.title,
        "by_whom": row.by_whom,
        "happened_on": row.happened_on,
        "minutes": row.minutes,
        "document": row.document,
        "recorded_by_name": names.get(row.recorded_by, ""),
        "recorded_at": row.recorded_at,
        "from_file": row.import_id is not None,
        "void": {"reason": void.reason, "by_name": names.get(void.voided_by, ""), "at": void.voided_at}
        if void
        else None,
        "may_void": void is None and actor.member_id != row.member_id and POLICY.allows(actor, A.KEEP),
    }


def view_evaluation(row: Evaluation, names: dict[UUID, str]) -> dict[str, Any]:
    """Return an evaluation; who reads it may know who wrote it."""
    return {
        "id": row.id,
        "record_id": row.record_id,
        "assessor": row.assessor,
        "assessor_name": ASSESSOR_NAMES[Assessor(row.assessor)],
        "by_name": names.get(row.written_by, ""),
        "score": row.score,
        "words": row.words,
        "written_at": row.written_at,
        "answer": row.answer,
        "answered_at": row.answered_at,
    }


def _outside(row: OutsideRecord, names: dict[UUID, str]) -> dict[str, Any]:
    state = OutsideState(row.state)
    return {
        "id": row.id,
        "title": row.title,
        "organiser": row.organiser,
        "served_on": row.served_on,
        "minutes": row.minutes,
        "origin": row.origin,
        "file_name": row.file_name,
        "imported_by_name": names.get(row.imported_by, ""),
        "state": state,
        "state_name": OUTSIDE_STATE_NAMES[state],
    }


def names_of(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, str]:
    """Return members' names by id."""
    return {id_: each.name for id_, each in communities.members_by_ids(uow, community_id, ids).items()}
