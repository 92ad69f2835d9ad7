"""What the events of certificates say to whom."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.notifications.types import Draft

Payload = Mapping[str, Any]


def voided(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the holder why the certificate holds no longer, and what to do."""
    title, target = f"证明已作废：{payload['number']}", ("certificate", UUID(payload["certificate_id"]))
    text = f"原因：{payload['reason']}。需要时可以重新开具，不收费。"
    return [Draft(UUID(payload["member_id"]), title, text, target)]


# Topics whose drafts need nothing but the event itself.
CERTIFICATE_TEXTS: Mapping[str, Callable[[Payload, datetime], list[Draft]]] = {"certificates.voided": voided}
