"""Photos as evidence of records: kept for good, shown to the desk and to who led."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from backend.attachments import service as attachments
from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import EvidenceUsedError
from backend.volunteering.models import RecordEvidence, ServiceRecord
from backend.volunteering.types.paper import EVIDENCE_NAMES, EvidenceKind


def keep_evidence(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    records: Sequence[ServiceRecord],
    photos: Collection[UUID],
    kind: EvidenceKind,
) -> None:
    """Tie the caller's own photos to records of one shift for good.

    Raises InvalidError (``photos``: none, or another's) and EvidenceUsedError for a photo that is evidence of another
    shift.
    """
    if not photos:
        raise InvalidError({"photos": ["请拍照上传"]})
    attachments.use_photos(uow, actor, community_id, photos)
    if attachments.owners_of(uow, community_id, photos) != {actor.member_id}:
        raise InvalidError({"photos": ["请由您本人拍照上传"]})
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
