"""What was certified stays: the database keeps it, the self-check sees who went round it, the trace shows it."""

from uuid import UUID

import flask
import pytest
from sqlalchemy import create_engine, delete, text, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from backend.books import service as books
from backend.certificates import service
from backend.certificates.errors import CertificateBrokenError
from backend.certificates.models import Certificate, CertificateIssuer, CertificateRecord, CertificateVoid
from backend.certificates.types import IssuedFilter
from backend.core.clock import FixedClock
from backend.infra.db import Base
from backend.infra.paging import PageRequest
from backend.infra.settings import with_driver
from backend.infra.uow import UnitOfWork
from backend.trace import service as traces
from tests.factories.certificates import issue
from tests.factories.corrections import entered
from tests.factories.volunteering import Street, make_street
from tests.statements import counted_statements


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    """A community whose volunteer has two hours entered."""
    street = make_street(app, clock)
    entered(street)
    return street


@pytest.fixture
def certificate_id(street: Street) -> UUID:
    """A certificate on them."""
    with street.work() as uow:
        id_: UUID = issue(uow, street["volunteer"])["id"]
        return id_


@pytest.mark.parametrize("table", [Certificate, CertificateRecord, CertificateVoid, CertificateIssuer])
def test_nothing_of_it_is_changed_or_deleted(street: Street, table: type[Base]) -> None:
    here = table.__table__.c.community_id == street.community_id
    for statement in (update(table).where(here).values(community_id=1), delete(table).where(here)):
        with pytest.raises(ProgrammingError, match="permission denied"), street.work() as uow:
            uow.session.execute(statement)


@pytest.mark.parametrize(
    ("tamper", "check"),
    [
        ("UPDATE certificates SET content = content || '\\x20' WHERE community_id = :c", "every certificate holds"),
        ("UPDATE certificates SET minutes = minutes + 60 WHERE community_id = :c", "a certificate names entered"),
        ("DELETE FROM certificate_records WHERE community_id = :c", "a certificate names entered"),
        (
            (
                "UPDATE certificates SET member_id = (SELECT id FROM members WHERE community_id = :c"
                " AND id <> member_id LIMIT 1) WHERE community_id = :c"
            ),
            "a certificate names entered",
        ),
    ],
)
def test_the_self_check_sees_what_was_tampered_with(
    street: Street, certificate_id: UUID, owner_url: str, tamper: str, check: str
) -> None:
    cid = street.community_id
    with street.work() as uow:
        assert books.ask_checks(uow, cid, service.CHECKS) == []
    with Session(create_engine(with_driver(owner_url), poolclass=NullPool)) as owner:  # closed without a commit
        owner.execute(text(tamper), {"c": cid})
        found = books.ask_checks(UnitOfWork(owner, street.clock.at), cid, service.CHECKS)
    assert [finding.check.startswith(check) for finding in found] == [True]


@pytest.mark.parametrize("column", ["content", "private"])
def test_what_was_tampered_with_is_not_printed(
    street: Street, certificate_id: UUID, owner_url: str, column: str
) -> None:
    with street.work() as uow:
        other = issue(uow, street["volunteer"])["id"]
    swap = text(
        f"UPDATE certificates AS c SET {column} = o.{column} FROM certificates o"
        " WHERE c.community_id = :c AND c.id = :id AND o.community_id = :c AND o.id = :other"
    )
    with create_engine(with_driver(owner_url), poolclass=NullPool).begin() as owner:
        owner.execute(swap, {"c": street.community_id, "id": certificate_id, "other": other})
    with street.work() as uow, pytest.raises(CertificateBrokenError):
        service.print_certificate(uow, street["volunteer"].actor, street.community_id, certificate_id)


def test_a_list_takes_as_many_statements_for_five_as_for_one(street: Street, certificate_id: UUID) -> None:
    def asked() -> int:
        with street.work() as uow, counted_statements() as seen:
            service.list_certificates(
                uow, street["staff"].actor, street.community_id, IssuedFilter(void=False), PageRequest()
            )
        return len(seen)

    few = asked()
    with street.work() as uow:
        for _ in range(4):
            issue(uow, street["volunteer"])
    assert asked() == few <= 6


def test_a_certificate_is_traced_to_its_records(street: Street, certificate_id: UUID) -> None:
    with street.work() as uow:
        graph = traces.trace(uow, street["volunteer"].actor, street.community_id, ("certificate", certificate_id))
        assert {(node.level, node.type) for node in graph.nodes} >= {(0, "certificate"), (-1, "record")}
        stops = service.certificate_stops(uow, street["neighbour"].actor, street.community_id, [certificate_id])
        assert stops == {}
