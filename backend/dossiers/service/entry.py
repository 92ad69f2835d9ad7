"""Trainings and commendations: entered by the desk, never one's own, voided and never changed."""

from typing import Any
from uuid import UUID

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.dossiers import events
from backend.dossiers.errors import EntryDayError, EntryVoidError, OwnEntryError
from backend.dossiers.models import DossierEntry, DossierVoid
from backend.dossiers.policy import POLICY, A
from backend.dossiers.rules.fingerprint import entry_fingerprint
from backend.dossiers.service.store import lock_dossiers
from backend.dossiers.service.view import view_dossier
from backend.dossiers.types import NewEntry
from backend.infra import outbox
from backend.infra.rows import insert_once, row_by_id
from backend.infra.uow import UnitOfWork


def add_entry(uow: UnitOfWork, actor: Actor, community_id: int, member_id: UUID, new: NewEntry) -> dict[str, Any]:
    """Enter a training or a commendation and tell the volunteer.

    Raises NotFoundError, OwnEntryError, EntryDayError and InvalidError (photos).
    """
    POLICY.permit(actor, A.KEEP)
    _check_other(actor, member_id)
    communities.get_member(uow, community_id, member_id)
    if new.happened_on > local_date(uow.now):
        raise EntryDayError()
    attachments.use_photos(uow, actor, community_id, new.photos)
    lock_dossiers(uow, community_id, [member_id])
    entry = DossierEntry(
        community_id=community_id,
        id=uow.new_id(),
        member_id=member_id,
        kind=new.kind.value,
        title=new.title,
        by_whom=new.by_whom,
        happened_on=new.happened_on,
        minutes=new.minutes,
        document=new.document,
        photos=[str(id_) for id_ in new.photos],
        fingerprint=entry_fingerprint(
            new.kind,
            member_id,
            title=new.title,
            by_whom=new.by_whom,
            happened_on=new.happened_on,
            minutes=new.minutes,
            document=new.document,
        ),
        recorded_by=actor.member_id,
        recorded_at=uow.now,
    )
    uow.session.add(entry)
    uow.session.flush()
    item = {"entry_id": str(entry.id), "member_id": str(member_id), "kind": entry.kind, "title": entry.title}
    outbox.record(uow, community_id, events.ENTRIES_KEPT, {"items": [item]})
    return view_dossier(uow, actor, community_id, member_id)


def void_entry(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, reason: str) -> dict[str, Any]:
    """Say that a line no longer stands, and why; raises NotFoundError, OwnEntryError and EntryVoidError."""
    POLICY.permit(actor, A.KEEP)
    entry = row_by_id(uow, DossierEntry, community_id, entry_id)
    _check_other(actor, entry.member_id)
    void = {"reason": reason, "voided_by": actor.member_id, "voided_at": uow.now}
    if not insert_once(uow, DossierVoid, community_id=community_id, id=entry.id, **void):
        raise EntryVoidError()
    return view_dossier(uow, actor, community_id, entry.member_id)


def _check_other(actor: Actor, member_id: UUID) -> None:
    if actor.member_id == member_id:
        raise OwnEntryError()
