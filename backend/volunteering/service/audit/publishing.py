"""The published draw: all that docs/draw_audit.py needs to draw the sample again. No name stands in it."""

import gzip
import hashlib
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select

from backend.books import service as books
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import NotDrawnYetError
from backend.volunteering.models import AuditCase, AuditDraw, AuditRound
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.audit import LOT_MIN, ONE_IN
from backend.volunteering.service.audit.leaves import sealed_records
from backend.volunteering.types.audit import DrawnBy

RULE = "lot = the max(lot_min, records / one_in rounded up) smallest HMAC-SHA256(seed, community|record|seal hash)"


@dataclass(frozen=True, slots=True)
class PublishedDraw:
    """A published draw: its tag, and the gzipped JSON; None where it need not be sent."""

    etag: str
    content: bytes | None


def publish_draw(
    uow: UnitOfWork, actor: Actor, community_id: int, audit_id: UUID, *, is_seen: Callable[[str], bool]
) -> PublishedDraw:
    """Return a drawn round as it was written down at its draw; without content where ``is_seen`` knows its tag.

    Raises NotFoundError, and NotDrawnYetError (``due_at``) before the draw.
    """
    POLICY.permit(actor, A.READ_AUDITS)
    round_ = uow.session.get(AuditRound, (community_id, audit_id))
    if round_ is None:
        raise NotFoundError
    if round_.seed is None:
        raise NotDrawnYetError(due_at=books.sealed_at(round_.ends_on).isoformat())
    of_round = (AuditDraw.community_id == community_id, AuditDraw.id == audit_id)
    etag = uow.session.scalars(select(AuditDraw.etag).where(*of_round)).one_or_none() or _keep_late(uow, round_)
    if is_seen(etag):
        return PublishedDraw(etag, None)
    return PublishedDraw(etag, uow.session.scalars(select(AuditDraw.content).where(*of_round)).one())


def _keep_late(uow: UnitOfWork, round_: AuditRound) -> str:
    """Write down a round that was drawn when draws were not kept yet; whoever asks at the same moment waits."""
    uow.session.refresh(round_, with_for_update={"key_share": True})
    kept = uow.session.get(AuditDraw, (round_.community_id, round_.id))
    return kept.etag if kept is not None else keep_draw(uow, round_)


def keep_draw(uow: UnitOfWork, round_: AuditRound) -> str:
    """Write a round down that was drawn just now, and return its tag: of a large month it is 9 MB of JSON."""
    content = orjson.dumps(_draw(uow, round_))
    etag = hashlib.sha256(content).hexdigest()[:32]
    uow.session.add(
        AuditDraw(
            community_id=round_.community_id,
            id=round_.id,
            etag=etag,
            content=gzip.compress(content, compresslevel=6, mtime=0),
        )
    )
    uow.session.flush()
    return etag


def _draw(uow: UnitOfWork, round_: AuditRound) -> dict[str, Any]:
    """Return seed, seals with every leaf's hash, which leaves are records, and the sample."""
    assert round_.seed is not None  # a CHECK: drawn
    assert round_.after_seal is not None
    assert round_.seal_number is not None
    community_id, audit_id = round_.community_id, round_.id
    days = books.sealed_days(uow, community_id, after=round_.after_seal, last=round_.seal_number)
    records = sealed_records(uow, community_id, days)
    hashes = books.hashes_of_seals(uow, community_id, [round_.seal_number])
    sample = uow.session.execute(
        select(AuditCase.record_id, AuditCase.drawn_by)
        .where(AuditCase.community_id == community_id, AuditCase.audit_id == audit_id)
        .order_by(AuditCase.record_id)
    ).all()
    return {
        "rule": {"text": RULE, "lot_min": LOT_MIN, "one_in": ONE_IN},
        "community_id": community_id,
        "audit_id": str(audit_id),
        "number": round_.number,
        "starts_on": round_.starts_on.isoformat(),
        "ends_on": round_.ends_on.isoformat(),
        "commitment": round_.commitment.hex(),
        "committed_at": round_.committed_at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "seed": round_.seed.hex(),
        "seal": {"number": round_.seal_number, "hash": hashes[round_.seal_number].hex()},
        "seals": [
            {
                "number": day.number,
                "day": day.day.isoformat(),
                "size": day.size,
                "root": day.root.hex(),
                "previous": day.previous.hex(),
                "hash": day.hash.hex(),
                "leaves": b64encode(b"".join(leaf.hash for leaf in day.leaves)).decode(),
                "records": [str(leaf.id) for leaf in day.leaves if leaf.id in records],
                "places": [place for place, leaf in enumerate(day.leaves) if leaf.id in records],
            }
            for day in days
        ],
        "lot": [str(id_) for id_, drawn_by in sample if drawn_by == DrawnBy.LOT],
        "flagged": [str(id_) for id_, drawn_by in sample if drawn_by == DrawnBy.FLAG],
    }
