"""The draw: knowing it early, choosing it, sitting on one's own case."""

import json
from uuid import UUID

from sqlalchemy import text

from backend.volunteering.models import AuditSeed
from tests.factories.audit import commit_tomorrow, drawn_round
from tests.factories.volunteering import Street
from tests.redteam.conftest import Refused, Tell


def everything_told(street: Street, audit_id: UUID) -> str:
    """Return all that the API and the outbox say of a round, to whoever supervises."""
    shown = [
        street.as_("supervisor").get(path).get_data(as_text=True)
        for path in ("…/audits", f"…/audits/{audit_id}", f"…/audits/{audit_id}/draw", "…/audit-cases")
    ]
    with street.work() as uow:
        rows = uow.session.execute(
            text("SELECT topic, payload FROM outbox_events WHERE community_id = :cid"), {"cid": street.community_id}
        ).all()
    return "\n".join([*shown, *(json.dumps(row.payload) for row in rows)])


def test_reading_the_seed_before_the_day(street: Street, tell: Tell) -> None:
    audit_id = commit_tomorrow(street)
    with street.work() as uow:
        seed = uow.session.get_one(AuditSeed, (street.community_id, audit_id)).seed
        stored = uow.session.execute(
            text("SELECT seed FROM audit_seeds WHERE community_id = :cid"), {"cid": street.community_id}
        ).scalar_one()
    told = everything_told(street, audit_id)
    assert seed not in told
    assert seed.encode() not in bytes(stored)
    assert str(audit_id) in told
    tell("read the audit's seed before the day", "refused", "only its SHA-256 is told; it lies encrypted")


def test_committing_again_until_the_seed_suits(street: Street, is_refused: Refused) -> None:
    commit_tomorrow(street)
    later = street.as_("supervisor").get("…/audits").get_json()["items"][0]["ends_on"]
    answer = street.as_("supervisor").post("…/audits", {"ends_on": later})
    is_refused("commit seeds until one suits", answer, 409, "audit_ahead")


def test_committing_by_the_back_office(street: Street, is_refused: Refused) -> None:
    answer = street.as_("staff").post("…/audits", {"ends_on": "2026-11-30"})
    is_refused("commit the audit oneself", answer, 403, "forbidden")


def test_finding_for_a_friend(street: Street, is_refused: Refused) -> None:
    audited = drawn_round(street)
    case = audited.cases()[0]
    body = {"verdict": "passed", "ways": ["call"], "checked": "打电话问过了"}
    answer = street.as_("staff").post(f"…/audit-cases/{case.id}/findings", body)
    is_refused("close an audit's case in the office", answer, 403, "forbidden")
