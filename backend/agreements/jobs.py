"""What is due in agreements: those that begin or end by their days, terms of duties, notes nobody answered."""

from collections.abc import Sequence
from uuid import UUID

from backend.agreements import service
from backend.agreements.events import DUTY_DONE, DUTY_GIVEN_UP
from backend.infra.due import DueSource
from backend.infra.outbox import Event, Subscription
from backend.infra.uow import UnitOfWork

AGREEMENTS = DueSource(
    "agreements.agreements", scan=service.communities_with_due_agreements, work=service.do_due_agreements
)
DUTY_TERMS = DueSource("agreements.duty_terms", scan=service.communities_with_due_terms, work=service.move_due_terms)
DUTY_NOTES = DueSource(
    "agreements.duty_notes", scan=service.communities_with_late_notes, work=service.escalate_late_notes
)

ASSISTS = DueSource("agreements.assists", scan=service.communities_with_late_assists, work=service.lapse_late_assists)


def _reopen(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Open the entry of a term that was given up to others again (one event a batch: it locks an entry)."""
    event = batch[0]
    service.reopen_given_up(uow, event.community_id, UUID(event.payload["term_id"]))


GIVEN_UP = Subscription(DUTY_GIVEN_UP, _reopen, batch=1)


def _deliver(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Deliver the claim whose agreement is kept (one event a batch: it locks an entry)."""
    event = batch[0]
    service.deliver_kept(uow, event.community_id, UUID(event.payload["agreement_id"]))


DONE = Subscription(DUTY_DONE, _deliver, batch=1)
