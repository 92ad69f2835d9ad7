"""What neighbours' orders say to the two sides, to who was not chosen, and to the desk."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from backend.notifications.rules.reminders import day_in_words
from backend.notifications.rules.texts import Payload, duration, note_text
from backend.notifications.types import Draft

Told = tuple[Iterable[str | None], str, str]


def exchange_told(payload: Payload, now: datetime, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell whom it concerns what became of an order, or what is about to."""
    target = ("order", UUID(payload["order_id"]))
    desk = [str(id_) for id_ in staff]
    return [
        Draft(UUID(member_id), f"{title}：{payload['title']}", text, target)
        for members, title, text in _TEXTS[payload["what"]](payload, now, desk)
        for member_id in members
        if member_id is not None
    ]


def _both(payload: Payload) -> list[str | None]:
    return [*payload["asker_ids"], payload["helper_id"]]


def _other(payload: Payload) -> list[str | None]:
    """Return who is to answer what one side said."""
    return payload["asker_ids"] if payload["by"] == "helper" else [payload["helper_id"]]


def _start(payload: Payload, now: datetime) -> str:
    return day_in_words(datetime.fromisoformat(payload["starts_at"]), now)


def _until(payload: Payload, now: datetime) -> str:
    return day_in_words(datetime.fromisoformat(payload["due_at"]), now)


def _answered(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    return [(payload["asker_ids"], "有邻居应答", "请看看谁合适，选一位。选定后才会预留时间币。")]


def _accepted(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    text = f"{_start(payload, now)}开始，约{duration(payload['minutes'])}。到场后请用求助人手机上的签到码签到、签退。"
    sorry = "这次约了别的邻居，谢谢您愿意帮忙。"
    return [([payload["helper_id"]], "约好了", text), (payload["declined_ids"], "没有选上", sorry)]


def _soon(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    text = f"{_start(payload, now)}开始，约{duration(payload['minutes'])}。来不了请马上告诉对方。"
    return [(_both(payload), "互助快到时间了", text)]


def _reported(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    said = f"对方说用了{duration(payload['reported'])}。"
    text = f"{said}请在{_until(payload, now)}前确认，或者提出不同意见；没有回应就按这个时长入账。"
    return [(_other(payload), "请确认时长", text)]


def _silent(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    text = f"{_until(payload, now)}后，没有回应就按对方说的办结。有不同意见请马上提出。"
    return [(_other(payload), "快到确认期限了", text)]


def _absent(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    text = f"请在{_until(payload, now)}前说明情况；没有回应就按未到办结。"
    return [(_other(payload), "对方说您没有到", text)]


def _called(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    text = f"请说一声做了没有、用了多久。{_until(payload, now)}前没有人说，预留的时间币就退回。"
    return [(_both(payload), "约定的时间已过", text)]


def _completed(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    how = "确认期限已过，没有不同意见。" if payload["move"] == "settle" else ""
    amount = duration(payload["posted"])
    if payload["move"] == "keep":
        return [(_both(payload), "争议已结束", f"到期没有裁定，维持原来入账的{amount}，不再变动。")]
    late = "7天内有不同意见，还可以提出。" if payload["move"] == "settle" else ""
    paid = f"公益池代付时间币{amount}" if payload.get("payer") == "pool" else f"付出时间币{amount}，多预留的已退回"
    return [
        ([payload["helper_id"]], "互助完成，时间币已入账", f"{how}收到时间币{amount}。"),
        (payload["asker_ids"], "互助完成，时间币已付出", f"{how}{paid}。{late}"),
    ]


def _cancelled(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    text = f"原定{_start(payload, now)}开始的互助取消了。{_outcome(payload)}{note_text(payload)}"
    everybody = [*_both(payload), *payload["declined_ids"]]
    return [(everybody, "互助已取消", text)]


def _missed(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    return [(_both(payload), "按未到办结", f"{_outcome(payload)}{note_text(payload)}")]


def _expired(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    if payload["helper_id"] is None:
        text = "到时没有约好，请求已自动结束，没有扣时间币。还需要请重新发起。"
        return [(payload["asker_ids"], "请求已过期", text), (payload["declined_ids"], "请求已过期", "谢谢您愿意帮忙。")]
    return [(_both(payload), "互助已结束", "到时没有确认，预留的时间币已退回。")]


def _outcome(payload: Payload) -> str:
    """Return what became of the held minutes, if any were."""
    if payload["posted"] is None:
        return ""
    if payload["posted"] == 0:
        return "预留的时间币已退回。"
    return f"补偿帮忙的人{duration(payload['posted'])}时间币，其余已退回。"


def _disputed(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    text = "对方有不同意见。您可以补充说明，社区工作人员会裁定，结果会告诉您。"
    return [
        (_other(payload), "有不同意见", text),
        (desk, "有互助争议待裁定", "请看双方说明后裁定；与双方有关的人不能裁定。"),
    ]


def _waiting(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    return [(desk, "互助争议还没有裁定", f"请在{_until(payload, now)}前裁定。")]


def _ruled(payload: Payload, now: datetime, desk: list[str]) -> list[Told]:
    short = f"应退回的还差{duration(payload['shortfall'])}，对方时间币不够。" if payload["shortfall"] > 0 else ""
    text = f"按{duration(payload['ruled'])}时间币处理。{short}{note_text(payload)}"
    return [(_both(payload), "社区已裁定", text)]


_TEXTS: dict[str, Callable[[Payload, datetime, list[str]], list[Told]]] = {
    "answered": _answered,
    "accepted": _accepted,
    "soon": _soon,
    "reported": _reported,
    "silent": _silent,
    "absent": _absent,
    "called": _called,
    "completed": _completed,
    "cancelled": _cancelled,
    "missed": _missed,
    "expired": _expired,
    "disputed": _disputed,
    "waiting": _waiting,
    "ruled": _ruled,
}
# What the desk is told of too.
FOR_DESK = frozenset({"disputed", "waiting"})
EXCHANGE_TOPICS = ("exchange.told", "exchange.soon", "exchange.silent", "exchange.waiting")
