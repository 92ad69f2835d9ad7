"""Dossiers by member: made at their first use, locked in the order of members."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert

from backend.communities import service as communities
from backend.core.clock import local_date
from backend.dossiers.models import Dossier, DossierEntry, DossierVoid
from backend.dossiers.types import EntryKind, Offering, Skill, Training
from backend.infra import numbers
from backend.infra.uow import UnitOfWork

# Before the first neighbourhood wrote anything down, and the day after any that can be written today.
EVER = date(1949, 10, 1)
NOT_VOID = ~exists().where(DossierVoid.community_id == DossierEntry.community_id, DossierVoid.id == DossierEntry.id)


def dossier_number(number: int) -> str:
    """Return the number people use: 档-000012."""
    return f"档-{number:06d}"


def read_number(text: str) -> int | None:
    """Return the number that people wrote, or None where it is none."""
    digits = text.strip().removeprefix("档").lstrip("-－— ")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else None


def find_dossier(uow: UnitOfWork, community_id: int, member_id: UUID) -> Dossier | None:
    """Return a member's dossier, or None before its first use."""
    return uow.session.get(Dossier, (community_id, member_id), populate_existing=True)


def lock_dossiers(uow: UnitOfWork, community_id: int, member_ids: Collection[UUID]) -> dict[UUID, Dossier]:
    """Return the dossiers of members, made where there was none, locked in the order of members until commit."""
    if not member_ids:
        return {}
    if new := without_dossier(uow, community_id, member_ids):
        first = numbers.next_numbers(uow, community_id, "dossier", count=len(new))
        rows = [_empty(uow, community_id, id_, number) for number, id_ in enumerate(new, first)]
        uow.session.execute(insert(Dossier).on_conflict_do_nothing(), rows)
    found = uow.session.scalars(
        select(Dossier)
        .where(Dossier.community_id == community_id, Dossier.id.in_(set(member_ids)))
        .order_by(Dossier.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in found}


def without_dossier(uow: UnitOfWork, community_id: int, member_ids: Collection[UUID]) -> list[UUID]:
    """Return those of the members who have none yet, in their order."""
    known = select(Dossier.id).where(Dossier.community_id == community_id, Dossier.id.in_(set(member_ids)))
    return sorted(set(member_ids) - set(uow.session.scalars(known)))


def _empty(uow: UnitOfWork, community_id: int, member_id: UUID, number: int) -> dict[str, object]:
    return {
        "community_id": community_id,
        "id": member_id,
        "number": number,
        "skills": [],
        "skill_words": [],
        "times": [],
        "contact": None,
        "identity_number": None,
        "may_report": False,
        "created_at": uow.now,
        "updated_at": uow.now,
    }


def get_member_name(uow: UnitOfWork, community_id: int, member_id: UUID) -> str:
    """Return a member's name; raises NotFoundError."""
    return communities.get_member(uow, community_id, member_id).name


def tomorrow(uow: UnitOfWork) -> date:
    """Return the day after today: a period that ends with it leaves nothing out."""
    return local_date(uow.now) + timedelta(days=1)


def skills_of(uow: UnitOfWork, community_id: int, member_ids: Collection[UUID]) -> dict[UUID, Offering]:
    """Return what members say they can do and when, for matching; who has said nothing is left out."""
    if not member_ids:
        return {}
    rows = uow.session.execute(
        select(Dossier.id, Dossier.skills, Dossier.skill_words, Dossier.times).where(
            Dossier.community_id == community_id, Dossier.id.in_(set(member_ids))
        )
    )
    return {id_: Offering([Skill(code) for code in skills], words, times) for id_, skills, words, times in rows}


def training_of(uow: UnitOfWork, community_id: int, member_id: UUID) -> list[Training]:
    """Return a member's trainings in force, oldest first."""
    rows = uow.session.scalars(
        select(DossierEntry)
        .where(
            DossierEntry.community_id == community_id,
            DossierEntry.member_id == member_id,
            DossierEntry.kind == EntryKind.TRAINING.value,
            NOT_VOID,
        )
        .order_by(DossierEntry.happened_on, DossierEntry.id)
    )
    return [Training(row.title, row.by_whom, row.happened_on, row.minutes or 0) for row in rows]
