"""Certificates as stops of the trace, each behind the records it names: the holder's and the desk's to see."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import select

from backend.certificates.models import Certificate, CertificateRecord
from backend.certificates.policy import POLICY, A
from backend.certificates.service.view import standings
from backend.certificates.types import STATE_NAMES
from backend.core.actor import Actor
from backend.infra.links import Direction, Edge
from backend.infra.stops import FoundEdges, Stop
from backend.infra.uow import UnitOfWork

# A certificate of all records would be a line to each of them.
EDGES_MAX = 200


def certificate_stops(
    uow: UnitOfWork, actor: Actor, community_id: int, ids: Collection[UUID]
) -> dict[UUID, Stop | None]:
    """Return certificates by id."""
    rows = uow.session.scalars(
        select(Certificate).where(Certificate.community_id == community_id, Certificate.id.in_(ids))
    )
    seen = [row for row in rows if POLICY.allows(actor, A.READ_ONE, member_id=row.member_id)]
    states = standings(uow, community_id, [row.id for row in seen])
    return {
        row.id: Stop(f"志愿服务记录证明 {row.number}", STATE_NAMES[states[row.id].state], row.issued_at) for row in seen
    }


def certificate_edges(
    uow: UnitOfWork, community_id: int, things: Mapping[str, Collection[UUID]], direction: Direction
) -> FoundEdges:
    """Return record → certificate, at most EDGES_MAX."""
    wanted = select(CertificateRecord.record_id, CertificateRecord.certificate_id).where(
        CertificateRecord.community_id == community_id
    )
    records, certificates = list(things.get("record", ())), list(things.get("certificate", ()))
    if direction is Direction.FORTH and records:
        wanted = wanted.where(CertificateRecord.record_id.in_(records))
    elif direction is Direction.BACK and certificates:
        wanted = wanted.where(CertificateRecord.certificate_id.in_(certificates))
    else:
        return FoundEdges()
    pairs = uow.session.execute(wanted.limit(EDGES_MAX + 1)).all()
    edges = [
        Edge(("record", record_id), ("certificate", certificate_id), "certified") for record_id, certificate_id in pairs
    ]
    return FoundEdges(edges[:EDGES_MAX], is_whole=len(edges) <= EDGES_MAX)
