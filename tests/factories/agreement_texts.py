"""Agreements for tests, drafted, offered and signed through the service as people do it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from backend.agreements import service
from backend.agreements.moves.agreements import AgreementMove
from backend.agreements.types.agreements import (
    AgreementText,
    Clause,
    NewAgreement,
    Schedule,
    Signing,
    SigningMethod,
)
from backend.agreements.types.duties import EvidenceKind
from backend.infra.uow import UnitOfWork
from tests.factories.agreements import Neighbourhood
from tests.factories.communities import Someone

STARTS, ENDS = date(2026, 11, 23), date(2027, 11, 22)
# What the unit gives, and what the community gives back.
GIVES = Clause(
    1,
    1,
    0,
    0,
    "陪护高龄老人",
    4,
    "次",
    Schedule.MONTHLY,
    date(2026, 12, 1),
    date(2027, 10, 1),
    (EvidenceKind.PHOTO,),
    None,
)
GETS = Clause(2, 0, 1, 1, "提供活动室", 2, "场", Schedule.ONCE, date(2026, 12, 20), None, (EvidenceKind.PHOTO,), None)


def make_clause(no: int = 1, **changes: Any) -> Clause:
    """Return a clause of the first unit towards the community, changed as told."""
    return replace(GIVES, no=no, **changes)


def make_text(*clauses: Clause, **changes: Any) -> AgreementText:
    """Return a text, by default with a clause each way."""
    return replace(AgreementText("邻里共建协议", "互相帮忙", STARTS, ENDS, clauses or (GIVES, GETS)), **changes)


def draft(uow: UnitOfWork, by: Someone, *clauses: Clause, units: Sequence[UUID], **changes: Any) -> UUID:
    """Draft an agreement with these units and return its id."""
    new = NewAgreement(make_text(*clauses, **changes), tuple(units))
    made = service.draft_agreement(uow, by.actor, by.community_id, new)
    agreement_id: UUID = made["id"]
    return agreement_id


def move(
    uow: UnitOfWork,
    by: Someone,
    agreement_id: UUID,
    name: AgreementMove,
    *,
    party: int | None = None,
    note: str = "原因",
) -> dict[str, Any]:
    """Make one move."""
    return service.move_agreement(uow, by.actor, by.community_id, agreement_id, name, party_no=party, note=note)


def offer(uow: UnitOfWork, hood: Neighbourhood, agreement_id: UUID) -> dict[str, Any]:
    """Offer the draft for signing and return the agreement."""
    return move(uow, hood["staff"], agreement_id, AgreementMove.OFFER)


def sign(
    uow: UnitOfWork,
    by: Someone,
    agreement_id: UUID,
    party: int,
    *,
    method: SigningMethod = SigningMethod.TAP,
    **more: Any,
) -> dict[str, Any]:
    """Sign for a party what is on offer now."""
    shown = service.show_agreement(uow, by.actor, by.community_id, agreement_id)["open"]
    text_hash = bytes.fromhex(shown["text_hash"]) if shown and shown["text_hash"] else b""
    new = Signing(party, shown["version"] if shown else 1, text_hash, method, **more)
    return service.sign_agreement(uow, by.actor, by.community_id, agreement_id, new)


def sign_all(uow: UnitOfWork, hood: Neighbourhood, agreement_id: UUID) -> dict[str, Any]:
    """Let the lead and every unit's contact sign; the hood's units are known by their contacts."""
    contacts = {hood.unit_id: hood["contact"], hood.other_unit_id: hood["other_contact"]}
    shown = sign(uow, hood["lead"], agreement_id, 0)
    for party in shown["parties"]:
        if party["unit_id"] is not None and party["left_at"] is None:
            shown = sign(uow, contacts[party["unit_id"]], agreement_id, party["no"])
    return shown


def make_agreement(
    uow: UnitOfWork, hood: Neighbourhood, *clauses: Clause, units: Sequence[UUID] | None = None, **changes: Any
) -> UUID:
    """Draft, offer and have all sign: in force where its first day has come."""
    agreement_id = draft(uow, hood["staff"], *clauses, units=units or [hood.unit_id], **changes)
    offer(uow, hood, agreement_id)
    sign_all(uow, hood, agreement_id)
    return agreement_id
