"""Who is told what of an agreement: events for its units' contacts, the lead and the desk."""

from typing import Any
from uuid import UUID

from backend.agreements.events import AGREEMENT_ENDS_SOON, AGREEMENT_MOVED
from backend.agreements.models import AgreementVersion
from backend.agreements.rules.course import soon_at
from backend.agreements.service.agreements.store import Held, show_number
from backend.infra import outbox
from backend.infra.uow import UnitOfWork


def tell(
    uow: UnitOfWork,
    held: Held,
    what: str,
    version: AgreementVersion,
    *,
    units: list[UUID] | None = None,
    side: str | None = None,
    note: str | None = None,
) -> None:
    """Store that something happened; ``units`` are told (None: all that are parties still), ``side`` did it."""
    payload = _payload(held, version) | {"what": what, "side": side, "note": note}
    if units is not None:
        payload["unit_ids"] = [str(id_) for id_ in units]
    outbox.record(uow, held.row.community_id, AGREEMENT_MOVED, payload)


def _payload(held: Held, version: AgreementVersion) -> dict[str, Any]:
    return {
        "agreement_id": str(held.row.id),
        "number": show_number(held.row.number),
        "title": version.title,
        "purpose": version.purpose,
        "starts_on": version.starts_on.isoformat(),
        "ends_on": version.ends_on.isoformat(),
        "unit_ids": [str(id_) for id_ in held.unit_ids],
    }


def plan_end(uow: UnitOfWork, held: Held, version: AgreementVersion) -> None:
    """Have the parties told some time before the term of a text in force ends, unless that is past."""
    at = soon_at(version.ends_on)
    if at > uow.now:
        event = (str(version.id), _payload(held, version), at)
        outbox.record_many(uow, held.row.community_id, AGREEMENT_ENDS_SOON, [event])


def forget_end(uow: UnitOfWork, version: AgreementVersion) -> None:
    """Take that back, for a text that another follows or whose agreement ended."""
    outbox.withdraw(uow, version.community_id, AGREEMENT_ENDS_SOON, [str(version.id)])
