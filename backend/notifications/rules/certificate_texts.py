"""What the events of certificates say to whom."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.notifications.types import Draft

Payload = Mapping[str, Any]
NAMED_MAX = 3


def voided(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the holder why the certificate holds no longer, and what to do."""
    title, target = f"证明已作废：{payload['number']}", ("certificate", UUID(payload["certificate_id"]))
    text = f"原因：{payload['reason']}。需要时可以重新开具，不收费。"
    return [Draft(UUID(payload["member_id"]), title, text, target)]


def issued_for(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the holder, and a minor's guardian, that the desk had one issued on a signed form."""
    title = f"社区代办了一份服务记录证明：{payload['number']}"
    text = "依据是签过字的纸质申请表。如果不是您同意的，请告诉社区，可以作废。"
    target = ("certificate", UUID(payload["certificate_id"]))
    drafts = [Draft(UUID(payload["member_id"]), title, text, target)]
    if payload["guardian_id"] is not None:
        drafts.append(Draft(UUID(payload["guardian_id"]), f"{title}（您监护的孩子）", text))
    return drafts


def corrected(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the holder which records on the certificate were corrected, and what to do."""
    title, target = f"证明上的记录已更正：{payload['number']}", ("certificate", UUID(payload["certificate_id"]))
    names = payload["records"]
    more = f"等{len(names)}条" if len(names) > NAMED_MAX else ""
    text = f"{'、'.join(names[:NAMED_MAX])}{more}。核验时会显示“记录已更正”。需要时请重新开具，不收费。"
    return [Draft(UUID(payload["member_id"]), title, text, target)]


# Topics whose drafts need nothing but the event itself.
CERTIFICATE_TEXTS: Mapping[str, Callable[[Payload, datetime], list[Draft]]] = {
    "certificates.voided": voided,
    "certificates.issued_for": issued_for,
    "certificates.corrected": corrected,
}
