"""Audits for tests: a round committed, records entered in its period, the night's seal, the draw."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from backend.core.clock import local_date
from backend.volunteering import service
from backend.volunteering.models import AuditCase, AuditRound
from backend.volunteering.types.audit import NewAudit, NewFinding, Verdict, Way
from tests.factories.volunteering import Street, make_records_on_notice

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Audited:
    """A street with one drawn round of so many records."""

    street: Street
    audit_id: UUID
    record_ids: list[UUID]

    def round(self) -> AuditRound:
        """Return the round as it is now."""
        return round_of(self.street, self.audit_id)

    def cases(self) -> list[AuditCase]:
        """Return its cases as they are now, by id."""
        with self.street.work() as uow:
            return list(
                uow.session.scalars(
                    select(AuditCase)
                    .where(AuditCase.community_id == self.street.community_id, AuditCase.audit_id == self.audit_id)
                    .order_by(AuditCase.id)
                )
            )


def round_of(street: Street, audit_id: UUID) -> AuditRound:
    """Return a round as it is now."""
    with street.work() as uow:
        return uow.session.get_one(AuditRound, (street.community_id, audit_id))


def commit_tomorrow(street: Street) -> UUID:
    """Let the supervisor commit a round of tomorrow alone."""
    with street.work() as uow:
        tomorrow: date = local_date(uow.now) + DAY
        shown = service.commit_audit(uow, street["supervisor"].actor, street.community_id, NewAudit(tomorrow))
        id_: UUID = shown["id"]
        return id_


def enter_some(street: Street, count: int) -> tuple[UUID, list[UUID]]:
    """Commit a round of tomorrow, enter records on that day and let its night pass unsealed."""
    audit_id = commit_tomorrow(street)
    street.clock.at += DAY
    ids = make_records_on_notice(street, count, members=min(count, 10))
    street.run_due("volunteering.enter")
    street.clock.at += DAY
    return audit_id, ids


def drawn_round(street: Street, count: int = 5) -> Audited:
    """Commit, enter, seal and draw."""
    audit_id, ids = enter_some(street, count)
    street.run_due("books.seals", "volunteering.audit_draw")
    return Audited(street, audit_id, ids)


PASSED = NewFinding(Verdict.PASSED, (Way.CALL,), "打电话问过服务的人和受助人")
UNDECIDABLE = NewFinding(Verdict.UNDECIDABLE, (Way.CALL,), "三次电话都没有人接", reason="联系不上受助人")


def failed(minutes: int) -> NewFinding:
    """Return a finding that the true minutes were others."""
    return NewFinding(Verdict.FAILED, (Way.VISIT,), "上门看过签到表", minutes, reason="只来了一会儿")


def find(street: Street, who: str, case_id: UUID, new: NewFinding = PASSED) -> None:
    """File a finding in a unit of work of its own."""
    with street.work() as uow:
        service.file_finding(uow, street[who].actor, street.community_id, case_id, new)


def make_case(street: Street, record_id: UUID) -> dict[str, UUID]:
    """Store a round with a case on a record that is not even entered, for who only needs their ids."""
    audit_id = commit_tomorrow(street)
    with street.work() as uow:
        case = AuditCase(
            community_id=street.community_id,
            id=uow.new_id(),
            audit_id=audit_id,
            record_id=record_id,
            drawn_by="lot",
            hands=[],
            state="open",
            due_at=uow.now,
            remind_at=uow.now + DAY,
        )
        uow.session.add(case)
        uow.session.flush()
        return {"audit_id": audit_id, "audit_case_id": case.id}
