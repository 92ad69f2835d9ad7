"""The published draw: all that docs/draw_audit.py needs to draw the sample again. No name stands in it."""

from base64 import b64encode
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import NotDrawnYetError
from backend.volunteering.models import AuditCase, AuditRound
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.audit import LOT_MIN, ONE_IN
from backend.volunteering.service.audit.draw import sealed_records
from backend.volunteering.types.audit import DrawnBy

RULE = "lot = the max(lot_min, records / one_in rounded up) smallest HMAC-SHA256(seed, community|record|seal hash)"


def publish_draw(uow: UnitOfWork, actor: Actor, community_id: int, audit_id: UUID) -> dict[str, Any]:
    """Return a drawn round: seed, seals with every leaf's hash, which leaves are records, and the sample.

    Raises NotFoundError, and NotDrawnYetError (``due_at``) before the draw.
    """
    POLICY.permit(actor, A.READ_AUDITS)
    round_ = uow.session.get(AuditRound, (community_id, audit_id))
    if round_ is None:
        raise NotFoundError
    if round_.seed is None or round_.after_seal is None or round_.seal_number is None:
        raise NotDrawnYetError(due_at=books.sealed_at(round_.ends_on).isoformat())
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
        "audit_id": audit_id,
        "number": round_.number,
        "starts_on": round_.starts_on.isoformat(),
        "ends_on": round_.ends_on.isoformat(),
        "commitment": round_.commitment.hex(),
        "committed_at": round_.committed_at,
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
