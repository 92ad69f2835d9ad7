"""Entered hours, certificates on them and corrections, for tests."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from backend.certificates import rules, service
from backend.certificates.models import Certificate
from backend.certificates.types import IdentityKind, NewCertificate
from backend.infra.uow import UnitOfWork
from backend.volunteering.models import EnteredRecord, ServiceRecord
from tests.factories.communities import Someone
from tests.factories.volunteering import CONFIRMED, Street

ENTER = "volunteering.enter"
# The standard's own example number (GB 11643-1999), of nobody.
IDENTITY = "11010519491231002X"
ASKED = {"identity_kind": "resident", "identity_number": IDENTITY}


def entered(street: Street, who: str = "volunteer") -> UUID:
    """Bring two hours of somebody into the statutory record; the clock moves on by a week."""
    record_id = street.served(*CONFIRMED, volunteer=who)
    street.clock.advance(timedelta(days=7))
    street.run_due(ENTER)
    return record_id


def issue(uow: UnitOfWork, someone: Someone, **changes: Any) -> dict[str, Any]:
    """Issue a certificate on all of somebody's records."""
    new = NewCertificate(IdentityKind.RESIDENT, IDENTITY, **changes)
    return service.issue_certificate(uow, someone.actor, someone.community_id, new)


def correct(street: Street, record_id: UUID, minutes: int) -> UUID:
    """Store an entered correction of a record, recorded by staff and confirmed by the lead."""
    with street.work() as uow:
        key = (street.community_id, record_id)
        hands = {
            "source": "correction",
            "corrects_id": record_id,
            "recorded_by": street["staff"].member_id,
            "confirmed_by": street["lead"].member_id,
            "witnessed_by": None,
            "approved_by": None,
        }
        id_ = uow.new_id()
        for table in (ServiceRecord, EnteredRecord):
            columns = list(table.__table__.columns)
            before = uow.session.execute(select(*columns).where(table.community_id == key[0], table.id == key[1])).one()
            changes = {"id": id_, "number": before.number + 900_000, "minutes": minutes, "entered_at": uow.now, **hands}
            row = {column.key: getattr(before, column.key) for column in columns}
            uow.session.execute(insert(table), [{**row, **changes}])
        return id_


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
    content = rules.canonical(
        {
            "community_id": someone.community_id,
            "number": number,
            "issued_on": today.isoformat(),
            "period": [today.isoformat()] * 2,
            "minutes": 1,
            "records": [],
            "private": rules.digest(rules.canonical(private)),
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
        seal=rules.digest(content),
        issued_at=uow.now,
    )
    uow.session.add(row)
    uow.session.flush()
    return row.id
