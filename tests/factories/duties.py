"""Agreements in force with their duties, for tests of duties: written straight into the tables, signed by nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.agreements import service
from backend.agreements.models import Agreement, AgreementClause, AgreementParty, AgreementVersion, Duty, DutyTerm
from backend.agreements.types.duties import EvidenceKind, NewEvidence
from backend.infra.numbers import next_number
from backend.infra.uow import UnitOfWork
from tests.factories.agreements import Neighbourhood
from tests.factories.photos import add_photo

STARTS_ON, ENDS_ON = date(2026, 11, 1), date(2027, 10, 31)
DUE_ON = date(2026, 12, 1)


def clause(no: int = 1, **changes: Any) -> dict[str, Any]:
    """Return a clause: the first unit (party 1) gives the community (party 0) four sessions by the first of December.

    The community accepts, unless told otherwise.
    """
    return {
        "no": no,
        "giver_no": 1,
        "receiver_no": 0,
        "accepter_no": 0,
        "text": "为老人理发",
        "amount": 4,
        "measure": "次",
        "schedule": "once",
        "due_on": DUE_ON,
        "until_on": None,
        "evidence": ["photo", "record", "transfer", "booking"],
        "after_no": None,
        **changes,
    }


@dataclass(frozen=True)
class Pact:
    """An agreement of the community with both units of a neighbourhood."""

    community_id: int
    id: UUID
    created_by: UUID

    def text(self, uow: UnitOfWork, *clauses: dict[str, Any], purpose: str = "amendment", version: int = 2) -> UUID:
        """Write an agreed text and return the id of its version."""
        id_ = uow.new_id()
        uow.session.add(
            AgreementVersion(
                community_id=self.community_id,
                id=id_,
                agreement_id=self.id,
                version=version,
                purpose=purpose,
                state="agreed",
                title="敬老共建协议",
                starts_on=STARTS_ON,
                ends_on=ENDS_ON,
                text={"version": version},
                text_hash=sha256(b"text").digest(),
                offered_at=uow.now,
                agreed_at=uow.now,
                created_by=self.created_by,
                created_at=uow.now,
            )
        )
        uow.session.flush()
        for each in clauses:
            uow.session.add(AgreementClause(community_id=self.community_id, id=uow.new_id(), version_id=id_, **each))
        uow.session.flush()
        return id_

    def bring_into_force(self, uow: UnitOfWork, *clauses: dict[str, Any], **more: Any) -> None:
        """Write a text and make its duties."""
        service.make_duties(uow, self.community_id, self.id, self.text(uow, *clauses, **more))

    def duty(self, uow: UnitOfWork, no: int = 1) -> Duty:
        """Return the duty of a clause."""
        wanted = select(Duty).where(Duty.community_id == self.community_id, Duty.agreement_id == self.id)
        return uow.session.scalars(wanted.where(Duty.clause_no == no)).one()

    def terms(self, uow: UnitOfWork, no: int = 1) -> Sequence[DutyTerm]:
        """Return the terms of a clause's duty, the first first."""
        wanted = select(DutyTerm).where(
            DutyTerm.community_id == self.community_id, DutyTerm.duty_id == self.duty(uow, no).id
        )
        return uow.session.scalars(wanted.order_by(DutyTerm.no)).all()


def make_pact(
    uow: UnitOfWork,
    hood: Neighbourhood,
    *clauses: dict[str, Any],
    entry_id: UUID | None = None,
    claim: UUID | None = None,
) -> Pact:
    """Store an agreement in force between the community (0) and the neighbourhood's two units (1, 2)."""
    cid, created_by = hood.community_id, hood["staff"].member_id
    assert created_by is not None
    pact = Pact(cid, uow.new_id(), created_by)
    uow.session.add(
        Agreement(
            community_id=cid,
            id=pact.id,
            number=next_number(uow, cid, "agreement"),
            claim_id=claim,
            entry_id=entry_id,
            state="in_force",
            version=1,
            created_by=created_by,
            created_at=uow.now,
            updated_at=uow.now,
        )
    )
    uow.session.flush()
    sides = ((0, None, "community"), (1, hood.unit_id, "lead"), (2, hood.other_unit_id, "assist"))
    for no, unit_id, role in sides:
        uow.session.add(
            AgreementParty(community_id=cid, id=uow.new_id(), agreement_id=pact.id, no=no, unit_id=unit_id, role=role)
        )
    uow.session.flush()
    pact.bring_into_force(uow, *(clauses or (clause(),)), purpose="original", version=1)
    return pact


def make_begun(uow: UnitOfWork, hood: Neighbourhood) -> dict[str, UUID]:
    """Make an agreement of which one session waits to be accepted and a note to be answered; return the ids."""
    pact = make_pact(uow, hood)
    contact, term = hood["contact"], pact.terms(uow)[0]
    new = NewEvidence(EvidenceKind.PHOTO, 1, (add_photo(uow, contact),))
    told = service.hand_in(uow, contact.actor, pact.community_id, term.id, new)
    duty_id = pact.duty(uow).id
    note = service.put_note(uow, hood["supervisor"].actor, pact.community_id, duty_id, text="上周没有人来")
    return {
        "duty_id": duty_id,
        "term_id": term.id,
        "evidence_id": told["handed_in"][0]["id"],
        "note_id": note["id"],
    }
