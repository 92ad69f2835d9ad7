"""Certificates on entered hours, for tests."""

from typing import Any
from uuid import UUID

from backend.certificates import service
from backend.certificates.models import Certificate
from backend.certificates.types import IdentityKind, NewCertificate
from backend.core.seal import canonical, seal_of
from backend.infra.uow import UnitOfWork
from tests.factories.communities import Someone

# The standard's own example number (GB 11643-1999), of nobody.
IDENTITY = "11010519491231002X"
ASKED = {"identity_kind": "resident", "identity_number": IDENTITY}


def issue(uow: UnitOfWork, someone: Someone, **changes: Any) -> dict[str, Any]:
    """Issue a certificate on all of somebody's records."""
    new = NewCertificate(IdentityKind.RESIDENT, IDENTITY, **changes)
    return service.issue_certificate(uow, someone.actor, someone.community_id, new)


def store_certificate(uow: UnitOfWork, someone: Someone) -> UUID:
    """Store a certificate of no entered record, for tests that ask only who may do what with it; return its id."""
    private = {
        "name": "孙邻居",
        "identity_kind": "resident",
        "identity_number": IDENTITY,
        "volunteer_number": "",
        "purpose": "",
        "issuer": {"name": "居民委员会", "head": "", "handler": "", "contact": "", "seal_photo": ""},
        "code": "AAAA-AAAA-AAAA-AAAA",
    }
    today, number = uow.now.date(), "证-2026-900001"
    content = canonical(
        {
            "community_id": someone.community_id,
            "number": number,
            "issued_on": today.isoformat(),
            "period": [today.isoformat()] * 2,
            "minutes": 1,
            "records": [],
            "private": seal_of(canonical(private)),
        }
    )
    row = Certificate(
        community_id=someone.community_id,
        id=uow.new_id(),
        number=number,
        member_id=someone.member_id,
        first_day=today,
        last_day=today,
        minutes=1,
        records_count=1,
        content=content,
        private=private,
        seal=seal_of(content),
        issued_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    return row.id
