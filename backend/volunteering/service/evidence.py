"""Photos as evidence of records: kept for good, shown to the desk and to who led."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import insert

from backend.attachments import service as attachments
from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import EvidenceUsedError
from backend.volunteering.models import RecordEvidence, ServiceRecord
from backend.volunteering.types.paper import EVIDENCE_NAMES, EvidenceKind

_ATTACHED = text(
    """
    SELECT photo_id FROM record_evidence WHERE community_id = :community_id AND record_id = :record_id
    UNION
    SELECT CAST(jsonb_array_elements_text(q.photos) AS uuid)
    FROM correction_requests q
    WHERE q.community_id = :community_id AND q.record_id = :record_id
    UNION
    SELECT CAST(jsonb_array_elements_text(s.photos) AS uuid)
    FROM record_disputes d
    JOIN dispute_statements s ON s.community_id = d.community_id AND s.dispute_id = d.id
    WHERE d.community_id = :community_id AND d.record_id = :record_id
    """
)


def keep_evidence(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    records: Sequence[ServiceRecord],
    photos: Collection[UUID],
    kind: EvidenceKind,
    *,
    attached: Collection[UUID] = (),
) -> None:
    """Tie the caller's own photos, or what is ``attached`` to the records already, to records of one shift for good.

    Raises InvalidError (``photos``: none, or another's) and EvidenceUsedError for a photo that is evidence of another
    shift.
    """
    if not photos:
        raise InvalidError({"photos": ["请拍照上传"]})
    use_own_photos(uow, actor, community_id, set(photos).difference(attached))
    _refuse_used(uow, community_id, records[0].shift_id, photos)
    rows = [
        {
            "community_id": community_id,
            "record_id": record.id,
            "photo_id": photo_id,
            "kind": kind.value,
            "added_by": actor.member_id,
            "added_at": uow.now,
        }
        for record in records
        for photo_id in set(photos)
    ]
    uow.session.execute(insert(RecordEvidence).values(rows))


def use_own_photos(uow: UnitOfWork, actor: Actor, community_id: int, photos: Collection[UUID]) -> None:
    """Take photos into use that the caller took in, also of the desk's; raises InvalidError (``photos``)."""
    if not photos:
        return
    attachments.use_photos(uow, actor, community_id, photos)
    if attachments.owners_of(uow, community_id, photos) != {actor.member_id}:
        raise InvalidError({"photos": ["请由您本人拍照上传"]})


def attached_to(uow: UnitOfWork, record: ServiceRecord) -> set[UUID]:
    """Return the photos that the record's page shows: its evidence, its requests' and its disputes'."""
    shown = uow.session.scalars(_ATTACHED, {"community_id": record.community_id, "record_id": record.id})
    return set(shown)


def _refuse_used(uow: UnitOfWork, community_id: int, shift_id: UUID, photos: Collection[UUID]) -> None:
    """Raise EvidenceUsedError where one sheet would serve two shifts; a copy of the same picture is the same."""
    same = attachments.copies_of(uow, community_id, photos)
    used = uow.session.execute(
        select(RecordEvidence.photo_id)
        .join(
            ServiceRecord,
            (ServiceRecord.community_id == RecordEvidence.community_id)
            & (ServiceRecord.id == RecordEvidence.record_id),
        )
        .where(
            RecordEvidence.community_id == community_id,
            RecordEvidence.photo_id.in_(same),
            ServiceRecord.shift_id != shift_id,
        )
        .limit(1)
    )
    if used.first() is not None:
        raise EvidenceUsedError


def evidence_of(uow: UnitOfWork, community_id: int, record_ids: Collection[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    """Return each record's evidence as the API shows it: kind, kind_name, photo, added_at."""
    rows = uow.session.scalars(
        select(RecordEvidence)
        .where(RecordEvidence.community_id == community_id, RecordEvidence.record_id.in_(set(record_ids)))
        .order_by(RecordEvidence.record_id, RecordEvidence.photo_id)
    ).all()
    photos = attachments.photos_by_ids(uow, community_id, {row.photo_id for row in rows})
    found: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        kind = EvidenceKind(row.kind)
        shown = {
            "kind": row.kind,
            "kind_name": EVIDENCE_NAMES[kind],
            "photo": photos[row.photo_id],
            "added_at": row.added_at,
        }
        found.setdefault(row.record_id, []).append(shown)
    return found
