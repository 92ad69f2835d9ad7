"""What exchange tells others, as rows of the outbox."""

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.core.clock import local_date
from backend.exchange.models import ServiceOrder
from backend.exchange.rules import RULING_REMINDERS, SILENCE_WARNING, START_REMINDER
from backend.infra import outbox
from backend.infra.uow import UnitOfWork

# {order_id, what, title, starts_at, minutes, payer, asker_ids, helper_id, posted, note, due_at}: ``what`` names it.
TOLD = "exchange.told"
# The same, due at a later moment: one order's start, its posting by silence, a dispute that still waits.
SOON = "exchange.soon"
SILENT = "exchange.silent"
WAITING = "exchange.waiting"


def tell(uow: UnitOfWork, order: ServiceOrder, what: str, **facts: Any) -> None:
    """Tell both sides what became of an order; ``facts`` are JSON."""
    outbox.record(uow, order.community_id, TOLD, {**_payload(order), "what": what, **facts})


def plan_start(uow: UnitOfWork, order: ServiceOrder) -> None:
    """Remind both before the start, where there is time for it."""
    due_at = order.starts_at - START_REMINDER
    if due_at > uow.now:
        payload = {**_payload(order), "what": "soon"}
        outbox.record(uow, order.community_id, SOON, payload, due_at=due_at, key=str(order.id))


def plan_silence(uow: UnitOfWork, order: ServiceOrder, due_at: datetime, by: str) -> None:
    """Warn the side that is to answer before its silence decides."""
    payload = {**_payload(order), "what": "silent", "by": by}
    outbox.record(uow, order.community_id, SILENT, payload, due_at=due_at - SILENCE_WARNING, key=str(order.id))


def plan_waiting(uow: UnitOfWork, order: ServiceOrder) -> None:
    """Remind the desk of a dispute again and again until it is ruled on."""
    payload = {**_payload(order), "what": "waiting"}
    events = [(f"{order.id}:{n}", payload, uow.now + after) for n, after in enumerate(RULING_REMINDERS)]
    outbox.record_many(uow, order.community_id, WAITING, events)


def take_back(uow: UnitOfWork, order: ServiceOrder) -> None:
    """Withdraw what was planned: it has moved on."""
    outbox.withdraw(uow, order.community_id, SOON, [str(order.id)])
    outbox.withdraw(uow, order.community_id, SILENT, [str(order.id)])
    outbox.withdraw(uow, order.community_id, WAITING, [f"{order.id}:{n}" for n in range(len(RULING_REMINDERS))])


def _payload(order: ServiceOrder) -> dict[str, Any]:
    return {
        "order_id": str(order.id),
        "title": order.title,
        "starts_at": order.starts_at.isoformat(timespec="seconds"),
        "day": local_date(order.starts_at).isoformat(),
        "minutes": order.minutes,
        "payer": order.payer,
        "asker_ids": [str(id_) for id_ in dict.fromkeys([order.asker_id, order.asked_by])],
        "helper_id": _text(order.helper_id),
        "reported": order.reported_minutes,
        "posted": order.posted_minutes,
        "due_at": order.due_at.isoformat(timespec="seconds") if order.due_at else None,
    }


def _text(id_: UUID | None) -> str | None:
    return None if id_ is None else str(id_)
