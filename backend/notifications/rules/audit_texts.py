"""What the events of audits say to whom. An audit is a lot, no suspicion: the texts say so."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from backend.core.clock import local_date
from backend.notifications.rules.texts import duration
from backend.notifications.types import Draft

Payload = Mapping[str, Any]
MOMENT = timedelta(seconds=1)  # what is due at a day's end is shown as due on that day
VERDICTS = {
    "passed": ("核查结果：属实", "记录保持不变，谢谢您配合。"),
    "undecidable": ("核查结果：无法判断", "记录保持不变。"),
}


def audit_drawn(payload: Payload, now: datetime) -> list[Draft]:
    """Tell whose hours were drawn, and who was helped, what happens next."""
    return [_drawn(item) for item in payload["items"]]


def _drawn(item: Payload) -> Draft:
    if item["helped"]:
        title, text = "帮过您的一次服务被抽中核查", "监督员会向您了解当时的情况，请如实说。"
    else:
        title, text = "您的一次服务被抽中核查", "抽签决定，不是怀疑您。监督员会联系您和受助人，结果会告诉您。"
    return Draft(UUID(item["member_id"]), f"{title}：{item['title']}", text, ("record", UUID(item["record_id"])))


def audit_assigned(payload: Payload, now: datetime) -> list[Draft]:
    """Tell an auditor of their cases, or all supervisors of those nobody impartial could be found for."""
    day = local_date(datetime.fromisoformat(payload["due_at"]) - MOMENT)
    if payload["is_free"]:
        title, text = f"有{payload['count']}件抽查等待监督员接手", "没有参与过这些记录的监督员可以接手。"
    else:
        title, text = f"有{payload['count']}件抽查由您核查", "由抽签分给您。"
    return _to_desk(payload, title, f"{text}请在{day.month}月{day.day}日前办完。")


def audit_due(payload: Payload, now: datetime) -> list[Draft]:
    """Remind of cases without a finding."""
    whose = "没有人接手" if payload["is_free"] else "等您核查"
    late = f"其中{payload['overdue']}件已过期，会在抽查页公开显示。" if payload["overdue"] else "请按时办完。"
    return _to_desk(payload, f"还有{payload['count']}件抽查{whose}", late)


def _to_desk(payload: Payload, title: str, text: str) -> list[Draft]:
    target = ("audit_cases", UUID(payload["audit_id"]))
    return [Draft(UUID(id_), title, text, target) for id_ in payload["member_ids"]]


def audit_found(payload: Payload, now: datetime) -> list[Draft]:
    """Tell whose hours they are what was found."""
    target = ("record", UUID(payload["record_id"]))
    if payload["verdict"] == "failed":
        title = "核查结果：不属实"
        text = f"核实的时长是{duration(payload['minutes'])}，记录将更正。有异议请在更正公示期内提出。"
    else:
        title, text = VERDICTS[payload["verdict"]]
    note = f"说明：{payload['note']}" if payload["note"] else ""
    return [Draft(UUID(payload["member_id"]), f"{title}：{payload['title']}", text + note, target)]


def audit_closed(payload: Payload, now: datetime) -> list[Draft]:
    """Tell desk and supervisors what a round came to."""
    text = (
        f"属实{payload['passed']}件，不属实{payload['failed']}件，无法判断{payload['undecidable']}件。居民都可以查看。"
    )
    target = ("audit", UUID(payload["audit_id"]))
    return [Draft(UUID(id_), f"第{payload['number']}轮抽查已办结", text, target) for id_ in payload["member_ids"]]


AUDIT_TEXTS: Mapping[str, Callable[[Payload, datetime], list[Draft]]] = {
    "volunteering.audit_drawn": audit_drawn,
    "volunteering.audit_assigned": audit_assigned,
    "volunteering.audit_due": audit_due,
    "volunteering.audit_found": audit_found,
    "volunteering.audit_closed": audit_closed,
}


def correction_waits(payload: Payload, *, desk: Sequence[UUID]) -> list[Draft]:
    """Remind who may confirm it of an audit's correction that nobody has confirmed or rejected."""
    title = f"抽查的更正已等了{payload['days']}个工作日：{payload['title']}"
    text = "抽查认定时长不属实，更正还没有人确认。请没有经手过的监督员或负责人今天确认，或写明理由不予认定。"
    return [Draft(member_id, title, text, ("record", UUID(payload["record_id"]))) for member_id in desk]
