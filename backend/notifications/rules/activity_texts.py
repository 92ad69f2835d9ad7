"""What sign-ups that wait for somebody's word, series and missed promises say to whom."""

from collections.abc import Callable, Mapping
from datetime import datetime
from uuid import UUID

from backend.notifications.rules.reminders import day_in_words
from backend.notifications.rules.texts import Payload, note_text
from backend.notifications.types import Draft, Target


def asked(payload: Payload, now: datetime) -> list[Draft]:
    """Ask whoever's word is needed: who is invited, a minor's guardian, the leader."""
    name, begins = payload["by"] or "有人", _begins(payload, now)
    if payload["asked_as"] == "leader":
        title, text = "有人候补，请您决定", f"{begins}开始。{name}近期有失约，报名要您同意才排上。请到活动页面看看。"
    elif payload["asked_as"] == "guardian":
        title = "请您为孩子决定"
        text = f"{begins}开始，地点：{payload['place']}。孩子参加要监护人同意。{_until(payload, now)}"
    else:
        title = f"{name}邀请您一起参加"
        text = f"{begins}开始，地点：{payload['place']}。去不去由您自己定。{_until(payload, now)}"
    return [Draft(UUID(payload["asked_id"]), f"{title}：{payload['title']}", text, _shift(payload))]


def answered(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the member what their guardian or the leader said; who was invited knows their own answer."""
    if payload["asked_as"] == "self":
        return []
    who = "监护人" if payload["asked_as"] == "guardian" else "带队人"
    if payload["accepted"]:
        title, text = f"{who}已同意", "您在候补名单里，有名额会自动为您补上。"
    else:
        title, text = f"{who}没有同意", "这次报名没有成功，名额已放开。您可以看看别的活动。"
    return [Draft(UUID(payload["member_id"]), f"{title}：{payload['title']}", text, _shift(payload))]


def lapsed(payload: Payload, now: datetime) -> list[Draft]:
    """Tell who was asked, and once who had asked them."""
    text = "到时没有答复，留的名额已放开。还想参加请重新报名。"
    title, target = f"名额已放开：{payload['title']}", _shift(payload)
    drafts = [Draft(UUID(id_), title, text, target) for id_ in dict.fromkeys(payload["member_ids"])]
    if payload["inviter_id"] is not None:
        told = f"您邀请的{payload['count']}位到时没有答复，名额已放开。"
        drafts.append(Draft(UUID(payload["inviter_id"]), title, told, target))
    return drafts


def taken_back(payload: Payload, now: datetime) -> list[Draft]:
    """Tell who was invited that the place is no longer held for them."""
    text = f"{_begins(payload, now)}的活动，邀请您的人收回了邀请，留的名额已放开。想参加可以自己报名。"
    title, target = f"邀请已收回：{payload['title']}", _shift(payload)
    return [Draft(UUID(id_), title, text, target) for id_ in dict.fromkeys(payload["member_ids"])]


def series_cancelled(payload: Payload, now: datetime) -> list[Draft]:
    """Tell each person once of all shifts that were theirs."""
    drafts = []
    for member_id, starts in payload["starts_of"].items():
        first = day_in_words(datetime.fromisoformat(starts[0]), now)
        which = f"原定{first}开始的活动" if len(starts) == 1 else f"您报名的{len(starts)}场（{first}起）"
        text = f"{which}取消了，请不要前往。{note_text(payload)}"
        drafts.append(Draft(UUID(member_id), f"活动取消：{payload['title']}", text, _shift(payload)))
    return drafts


def missed(payload: Payload, now: datetime) -> list[Draft]:
    """Tell who did not come that it was noted, and how to object."""
    noted = f"{_begins(payload, now)}的活动没有您的签到，记为未到场，只有您和带队人、社区看得到。"
    text = f"{noted}如有原因或者您其实到了，请在7天内告诉带队人或社区工作者，可以不计。"
    return [Draft(UUID(payload["member_id"]), f"记为未到场：{payload['title']}", text, _shift(payload))]


def excused(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the member that it counts no more."""
    return [
        Draft(UUID(payload["member_id"]), f"已说明，不再计入：{payload['title']}", "谢谢您说明情况。", _shift(payload))
    ]


def _begins(payload: Payload, now: datetime) -> str:
    return day_in_words(datetime.fromisoformat(payload["starts_at"]), now)


def _until(payload: Payload, now: datetime) -> str:
    if payload["answer_by"] is None:
        return "请尽早答复。"
    return f"请在{day_in_words(datetime.fromisoformat(payload['answer_by']), now)}前答复，过后名额会放开。"


def _shift(payload: Payload) -> Target:
    return ("shift", UUID(payload["shift_id"]))


ACTIVITY_TEXTS: Mapping[str, Callable[[Payload, datetime], list[Draft]]] = {
    "volunteering.asked": asked,
    "volunteering.answered": answered,
    "volunteering.lapsed": lapsed,
    "volunteering.taken_back": taken_back,
    "volunteering.series_cancelled": series_cancelled,
    "volunteering.missed": missed,
    "volunteering.excused": excused,
}
