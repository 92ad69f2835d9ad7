"""Topics that agreements tells others of, with their payloads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend.agreements.models import Duty
from backend.agreements.types.claims import AssistState, ClaimRef
from backend.infra import outbox
from backend.infra.uow import UnitOfWork

CLAIM_MOVED = "agreements.claim_moved"
DUTY_TOLD = "agreements.duty_told"
DUTY_GIVEN_UP = "agreements.duty_given_up"
DUTY_DONE = "agreements.duty_done"
ASSIST_MOVED = "agreements.assist_moved"


def record_claims_moved(
    uow: UnitOfWork, claims: Sequence[ClaimRef], *, entry_title: str, move: str, note: str | None
) -> None:
    """Store that claims on one entry were made or moved; of ``unit_id`` and ``member_id`` one is None."""
    told = [
        {
            "claim_id": str(claim.id),
            "entry_id": str(claim.entry_id),
            "entry_title": entry_title,
            "unit_id": _text(claim.unit_id),
            "member_id": _text(claim.member_id),
            "assist_unit_ids": [str(assist.unit_id) for assist in claim.assists],
            "move": move,
            "to_state": claim.state.value,
            "note": note,
        }
        for claim in claims
    ]
    if claims:
        outbox.record_many(uow, claims[0].community_id, CLAIM_MOVED, [(None, payload, uow.now) for payload in told])


# {claim_id, to_state, note, by_member_id}: a claim that had been accepted was withdrawn (by_member_id None: given up by
# time) or closed. For whoever carries it out; what people are told of it stands in CLAIM_MOVED.
CLAIM_ENDED = "agreements.claim_ended"


def record_claim_ended(uow: UnitOfWork, claim: ClaimRef, *, note: str | None, by_member_id: UUID | None) -> None:
    """Store that an accepted claim came to its end."""
    payload = {
        "claim_id": str(claim.id),
        "to_state": claim.state.value,
        "note": note,
        "by_member_id": _text(by_member_id),
    }
    outbox.record(uow, claim.community_id, CLAIM_ENDED, payload)


def _text(id_: UUID | None) -> str | None:
    return None if id_ is None else str(id_)


def record_assists_moved(
    uow: UnitOfWork,
    claim: ClaimRef,
    assist_unit_ids: Sequence[UUID],
    *,
    to_state: AssistState,
    entry_title: str,
    note: str | None,
) -> None:
    """Store that units were asked to help with a claim, or what one answered; the other side is told."""
    common = {
        "claim_id": str(claim.id),
        "entry_title": entry_title,
        "unit_id": _text(claim.unit_id),
        "claim_state": claim.state.value,
        "to_state": to_state.value,
        "note": note,
    }
    told = [(None, {**common, "assist_unit_id": str(id_)}, uow.now) for id_ in assist_unit_ids]
    outbox.record_many(uow, claim.community_id, ASSIST_MOVED, told)


# {agreement_id, number, title, purpose, starts_on, ends_on, unit_ids, what, side, note}: what is offered, taken_back,
# declined, agreed, started, left, ended or paper; unit_ids are the units whose contacts are told.
AGREEMENT_MOVED = "agreements.agreement_moved"
# The same without what, side and note; due some time before the term ends.
AGREEMENT_ENDS_SOON = "agreements.agreement_ends_soon"


@dataclass(frozen=True, slots=True)
class DutyNews:
    """What happened to a duty, and who is told: units by their contacts, None for the community's lead.

    ``supervisors`` tells lead and supervisors beside them; ``by`` is who did it and need not be told.
    """

    what: str
    duty_id: UUID
    title: str
    to: Sequence[UUID | None]
    term_id: UUID | None = None
    note: str | None = None
    last_day: str | None = None
    supervisors: bool = False
    by: UUID | None = None

    def payload(self) -> dict[str, Any]:
        """Return the event's JSON."""
        return {
            "what": self.what,
            "duty_id": str(self.duty_id),
            "term_id": None if self.term_id is None else str(self.term_id),
            "title": self.title,
            "unit_ids": sorted({str(id_) for id_ in self.to if id_ is not None}),
            "lead": self.supervisors or None in self.to,
            "supervisors": self.supervisors,
            "note": self.note,
            "last_day": self.last_day,
            "by": None if self.by is None else str(self.by),
        }


def tell_duties(uow: UnitOfWork, community_id: int, news: Sequence[DutyNews]) -> None:
    """Store what happened to duties, in one statement."""
    outbox.record_many(uow, community_id, DUTY_TOLD, [(None, each.payload(), uow.now) for each in news])


def record_given_up(uow: UnitOfWork, community_id: int, term_ids: Sequence[UUID]) -> None:
    """Store that terms were given up: their entries are open to others again."""
    rows = [(str(id_), {"term_id": str(id_)}, uow.now) for id_ in term_ids]
    outbox.record_many(uow, community_id, DUTY_GIVEN_UP, rows)


def record_done(uow: UnitOfWork, duties: Sequence[Duty]) -> None:
    """Store ``{agreement_id}`` where nothing is left of a unit's duty (all of one community): its claim may be kept."""
    ids = {duty.agreement_id for duty in duties if duty.giver_unit_id is not None}
    if ids:
        rows = [(None, {"agreement_id": str(id_)}, uow.now) for id_ in sorted(ids)]
        outbox.record_many(uow, duties[0].community_id, DUTY_DONE, rows)
