"""What each event of the other features says to whom, in plain Chinese. An event that says nothing gives no draft."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from backend.core.clock import LOCAL_ZONE
from backend.notifications.rules import clearing_texts
from backend.notifications.rules.reminders import day_in_words
from backend.notifications.types import Draft

Payload = Mapping[str, Any]

ENTRY_TEXTS = {
    "on_notice": ("正在公示", "公示期满后就会办理。"),
    "adopted": ("已采纳", "接下来会发布出来，请邻里和单位认领。"),
    "open": ("已采纳", "现在开放认领，有人认领会告诉您。"),
    "partly_claimed": ("有人认领了", "已认领一部分，其余的继续等人认领。"),
    "claimed": ("有人认领了", "已经全部认领，很快开始办理。"),
    "in_progress": ("开始办理", "办好以后会请您确认。"),
    "delivered": ("已办完，请您确认", "解决了请点“确认解决”，没解决请点“还没解决”。"),
    "accepted": ("已确认解决", "谢谢您的反馈。"),
    "closed": ("已办结", "谢谢您的参与。"),
    "rejected": ("没有采纳", "您可以修改后再提。"),
    "merged": ("已与相近的事项合并", "您的原话仍保留在合并后的事项里。"),
    "expired": ("已过期", "如果还需要，请重新提出。"),
    "reopened": ("重新办理", "提出人说还没有解决。"),
}
# Otherwise than to who asked: they need not confirm, and have nothing to propose again.
SUPPORTER_TEXTS = ENTRY_TEXTS | {
    "delivered": ("已办完", "等提出人确认。"),
    "accepted": ("已确认解决", "提出人说已经解决。"),
    "rejected": ("没有采纳", "如果您还需要，可以自己提出。"),
    "withdrawn": ("已撤回", "提出人撤回了。如果您还需要，可以自己提出。"),
    "merged": ("已与相近的事项合并", "您的“我也遇到”已算到合并后的事项里。"),
    "expired": ("已过期", "如果您还需要，可以自己提出。"),
}
# What time did: nobody answered, so nobody is thanked or quoted.
SILENCE = "按已解决处理"
# Who took it on did not keep their word; the asker said nothing.
GIVEN_UP = ("重新安排", "认领的单位没有按时办好，社区会重新开放给别人。")
SILENCE_FOR_SUPPORTERS = (SILENCE, "提出人一直没有回复。")
# Where it is no more than its writer's and the desk's to see.
HIDDEN_FROM_SUPPORTERS = frozenset({"rejected", "withdrawn", "expired"})
RECORD_TEXTS = {
    "on_notice": ("服务时长开始公示", "公示期满、没有异议就会入账。"),
    "held": ("服务时长需要核查", "监督员会核对情况，结果会告诉您。"),
    "rejected": ("服务时长没有认定", "如有疑问，请联系社区工作者。"),
}
TOPIC_STAFF_TEXTS = {
    "deliberation.topic_suggested": ("有居民提议商量", "请在3个工作日内答复是否受理。"),
    "deliberation.review_due": ("到了回看的日子", "请看看定下的事做得怎样，写下来告诉大家。"),
    "deliberation.stage_overdue": ("议题本阶段已到期", "请进入下一步，或者写明理由延长期限。"),
}
RETURN_TEXTS = {
    "expired": ("兑换券到期，积分已退回", "没有用掉的积分已退回您的存折。"),
    "cancelled": ("兑换已取消，积分已退回", "积分已退回您的存折。"),
    "shop_closed": ("商户停业，积分已退回", "没有用掉的积分已退回您的存折。"),
}


def member_verified(payload: Payload, now: datetime) -> list[Draft]:
    """Welcome a new member."""
    member_id = UUID(payload["member_id"])
    text = "您已是本社区的成员，可以报名活动、提出需求、兑换积分。"
    return [Draft(member_id, "核实通过，欢迎加入", text, ("member", member_id))]


def entry_moved(payload: Payload, now: datetime) -> list[Draft]:
    """Tell who proposed an entry, whose words were merged into it, and whom it concerns too, how far it has come."""
    if payload["to_state"] == "accepted" and "by_member_id" in payload and payload["by_member_id"] is None:
        return _solved_by_silence(payload)
    drafts = []
    if payload["to_state"] == "reopened" and "by_member_id" in payload and payload["by_member_id"] is None:
        told = dict.fromkeys([payload["proposer_member_id"], *payload["also_member_ids"], *payload["supporter_ids"]])
        return _entry_drafts({**payload, "note": None}, GIVEN_UP, told, payload["entry_id"])
    if (said := ENTRY_TEXTS.get(payload["to_state"])) is not None:
        said = (said[0], said[1] + _due_text(payload))
        told = dict.fromkeys([payload["proposer_member_id"], *payload.get("also_member_ids", ())])
        drafts += _entry_drafts(payload, said, told, payload["entry_id"])
    if (said := SUPPORTER_TEXTS.get(payload["to_state"])) is not None:
        here = payload.get("taken_in_by") or payload["entry_id"]
        seen = None if payload["to_state"] in HIDDEN_FROM_SUPPORTERS else here
        drafts += _entry_drafts(payload, said, payload.get("supporter_ids", ()), seen)
    return drafts


def _solved_by_silence(payload: Payload) -> list[Draft]:
    """The note says after how long, and what can still be said against it."""
    asked = dict.fromkeys([payload["proposer_member_id"], *payload["also_member_ids"]])
    quiet, here = {**payload, "note": None}, payload["entry_id"]
    return [
        *_entry_drafts(quiet, (SILENCE, f"{payload['note']}。"), asked, here),
        *_entry_drafts(quiet, SILENCE_FOR_SUPPORTERS, payload["supporter_ids"], here),
    ]


def _due_text(payload: Payload) -> str:
    """Return until when an answer is waited for, where one is."""
    if payload["to_state"] != "delivered" or not payload.get("due_at"):
        return ""
    last = (datetime.fromisoformat(payload["due_at"]) - timedelta(seconds=1)).astimezone(LOCAL_ZONE)
    return f"到{last.month}月{last.day}日没有回复，就按已解决处理。"


def reopened(payload: Payload, *, contacts: Sequence[UUID]) -> list[Draft]:
    """Tell the contacts of units that had delivered an entry that it is not solved."""
    said = ("提出人说还没有解决", "您单位交付过这件事，请看看还差什么，可以再认领。")
    return _entry_drafts(payload, said, [str(id_) for id_ in contacts], payload["entry_id"])


def _entry_drafts(payload: Payload, said: tuple[str, str], told: Iterable[str | None], here: str | None) -> list[Draft]:
    title, text = f"{said[0]}：{payload['title']}", said[1] + note_text(payload)
    target = None if here is None else ("entry", UUID(here))
    return [Draft(UUID(member_id), title, text, target) for member_id in told if member_id is not None]


def project_listed(payload: Payload, now: datetime) -> list[Draft]:
    """Tell all who asked for it that it became a project; the project itself waits to be adopted."""
    title = f"列为{payload['kind_name']}：{payload['title']}"
    text = f"您说的这件事列成了“{payload['project_title']}”（{payload['project_number']}），采纳后就会开放认领。"
    target = ("entry", UUID(payload["entry_id"]))
    return [Draft(UUID(member_id), title, text, target) for member_id in payload["member_ids"]]


def signed_up(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a member that the sign-up arrived, or that it waits."""
    begins = day_in_words(datetime.fromisoformat(payload["starts_at"]), now)
    if payload["state"] == "waiting":
        title, text = f"已进入候补：{payload['title']}", "有人退出时会自动为您补上，并马上告诉您。"
        if payload.get("asked_as") == "leader":
            text = "因为近期有失约，要带队人同意后才排上，我们已经告诉带队人。"
    elif payload["state"] == "invited":
        title, text = f"等监护人同意：{payload['title']}", "名额先为您留着，监护人同意后就算报上。"
    else:
        title = f"报名成功：{payload['title']}"
        consent = "监护人已同意。" if payload.get("asked_as") == "guardian" else ""
        text = f"{consent}{begins}开始，地点：{payload['place']}。来不了请提前取消，把名额让给别人。"
    return [Draft(UUID(payload["member_id"]), title, text, ("shift", UUID(payload["shift_id"])))]


def moved_up(payload: Payload, now: datetime) -> list[Draft]:
    """Tell somebody who waited that there is a place now."""
    begins = day_in_words(datetime.fromisoformat(payload["starts_at"]), now)
    text = f"您已补上名额。{begins}开始，地点：{payload['place']}。来不了请提前取消。"
    target = ("shift", UUID(payload["shift_id"]))
    return [Draft(UUID(payload["member_id"]), f"候补成功：{payload['title']}", text, target)]


def shift_cancelled(payload: Payload, now: datetime) -> list[Draft]:
    """Tell everybody on a shift that it won't be."""
    begins = day_in_words(datetime.fromisoformat(payload["starts_at"]), now)
    text = f"原定{begins}开始的活动取消了，请不要前往。{note_text(payload)}"
    target = ("shift", UUID(payload["shift_id"]))
    title = f"活动取消：{payload['title']}"
    return [Draft(UUID(member_id), title, text, target) for member_id in payload["member_ids"]]


def record_moved(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a volunteer how far the hours have come."""
    said = RECORD_TEXTS.get(payload["to_state"])
    if said is None:
        return []
    title, text = f"{said[0]}：{payload['title']}", said[1] + note_text(payload)
    return [Draft(UUID(payload["member_id"]), title, text, ("record", UUID(payload["record_id"])))]


def settled(payload: Payload, now: datetime) -> list[Draft]:
    """Tell each volunteer what was entered and earned."""
    return [
        Draft(
            UUID(item["member_id"]),
            f"已入账：{item['title']}",
            f"记录服务{duration(item['minutes'])}{_earned(item)}。",
            ("record", UUID(item["record_id"])),
        )
        for item in payload["items"]
    ]


def _earned(item: Payload) -> str:
    parts = []
    if item["time_credits"]:
        parts.append(f"时间币{item['time_credits']}分钟")
    if item["points"]:
        parts.append(f"积分{item['points']}分")
    return f"，获得{'、'.join(parts)}" if parts else ""


def points_expiring(payload: Payload, now: datetime) -> list[Draft]:
    """Tell members which of their points expire on a day unless they use them."""
    day = date.fromisoformat(payload["on"])
    when = f"{day.month}月{day.day}日"
    return [
        Draft(
            UUID(item["member_id"]),
            f"{item['points']}积分将于{when}到期",
            "在那之前兑换就不会失效。",
        )
        for item in payload["items"]
    ]


def points_expired(payload: Payload, now: datetime) -> list[Draft]:
    """Tell members which of their points have expired."""
    text = "它们已退回社区，存折里可以看到这一笔。"
    return [Draft(UUID(item["member_id"]), f"{item['points']}积分已到期", text) for item in payload["items"]]


def awaiting_backing(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell staff that points wait for a merchant's pledge."""
    text = f"有{payload['count']}条服务记录的积分在等商户承诺，请联系商户。承诺到位后会自动入账。"
    return [Draft(member_id, "积分等待商户承诺", text) for member_id in staff]


def voucher_issued(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a member that the voucher is theirs."""
    return about_voucher(payload, "兑换成功", f"已用{payload['points']}积分，到店出示兑换码即可。")


def voucher_used(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a member how much of the voucher was taken at a till."""
    rest = f"还剩{payload['left']}份。" if payload.get("left") else "这张券用完了。"
    used = f"用了{payload['pieces']}份，{rest}" if "pieces" in payload else ""
    return about_voucher(payload, "兑换券已使用", f"{used}如果不是您本人使用，请联系社区工作者。")


def voucher_returned(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a member that the voucher's points are back."""
    title, text = RETURN_TEXTS[payload.get("why", "cancelled")]
    return about_voucher(payload, title, f"{payload['points']}积分：{text}")


def refunded(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a member that the points of what was given back are theirs again."""
    return about_voucher(payload, "已退货", f"退{payload['quantity']}份，{payload['points']}积分已退回存折。")


def refund_declined(payload: Payload, now: datetime) -> list[Draft]:
    """Tell a member why a refund was not given."""
    return about_voucher(payload, "退货申请没有同意", f"答复：{payload['answer']}")


def about_voucher(payload: Payload, title: str, text: str) -> list[Draft]:
    """Return what a voucher's holder is told."""
    target = ("voucher", UUID(payload["voucher_id"]))
    return [Draft(UUID(payload["member_id"]), f"{title}：{payload['title']}", text, target)]


def topic_moved(payload: Payload, now: datetime) -> list[Draft]:
    """Tell whoever raised a topic how far it has come."""
    member_id, target = UUID(payload["member_id"]), ("topic", UUID(payload["topic_id"]))
    text = f"下一步，{payload['next_actor']}。" if payload["next_actor"] else ""
    return [Draft(member_id, f"{payload['stage_name']}：{payload['title']}", text + note_text(payload), target)]


def topic_for_desk(title: str, text: str, payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk of a topic that waits for it."""
    target = ("topic", UUID(payload["topic_id"]))
    return [Draft(member_id, f"{title}：{payload['title']}", text, target) for member_id in staff]


def books_broken(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk that the nightly check found something; which, the operator's command names."""
    title, text = "账目自查发现问题", f"有{payload['count']}项对不上。账没有改动，请马上联系系统管理员核对。"
    return [Draft(member_id, title, text, None) for member_id in staff]


def actor_referred(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk of somebody whom a member would like to see on the list of actors."""
    title, text = f"有居民推荐行动主体：{payload['name']}", "请看看要不要列入行动主体清单。"
    # Not the referral itself: that page is of those who named somebody.
    target = ("actor_suggestion", UUID(payload["referral_id"]))
    return [Draft(member_id, title, text, target) for member_id in staff]


def referral_handled(payload: Payload, now: datetime) -> list[Draft]:
    """Tell the member what became of their word."""
    listed = payload["entry_id"] is not None
    target = ("entry", UUID(payload["entry_id"])) if listed else ("referral", UUID(payload["referral_id"]))
    title = f"您推荐的{payload['name']}{'已列入清单' if listed else '暂不列入清单'}"
    text = "谢谢您的推荐。" if listed else "谢谢您的推荐，社区以后还会再看。"
    return [Draft(UUID(payload["member_id"]), title, text + note_text(payload), target)]


def objection_made(payload: Payload, *, staff: Sequence[UUID]) -> list[Draft]:
    """Tell the desk of an objection; nothing is published before it is answered."""
    title, text = f"有人对公示提出异议：{payload['list_name']}", f"{payload['text']}。答复以后才能发布。"
    target = ("edition_draft", UUID(payload["draft_id"]))
    return [Draft(member_id, title, text, target) for member_id in staff]


def objection_answered(payload: Payload, now: datetime) -> list[Draft]:
    """Tell whoever objected what the community answers."""
    target = ("edition_draft", UUID(payload["draft_id"]))
    return [Draft(UUID(payload["member_id"]), "您提的异议已答复", payload["answer"], target)]


def note_text(payload: Payload) -> str:
    """Return what somebody added, as a sentence of its own."""
    return f"说明：{payload['note']}" if payload.get("note") else ""


def duration(minutes: int) -> str:
    """Return minutes as people say them: 2小时, 1小时30分钟, 45分钟."""
    hours, rest = divmod(minutes, 60)
    return (f"{hours}小时" if hours else "") + (f"{rest}分钟" if rest or not hours else "")


# Topics whose drafts need nothing but the event itself.
TEXTS: Mapping[str, Callable[[Payload, datetime], list[Draft]]] = {
    "communities.member_verified": member_verified,
    "lists.entry_moved": entry_moved,
    "lists.project_listed": project_listed,
    "lists.objection_answered": objection_answered,
    "deliberation.topic_moved": topic_moved,
    "actors.referral_handled": referral_handled,
    "volunteering.signed_up": signed_up,
    "volunteering.moved_up": moved_up,
    "volunteering.shift_cancelled": shift_cancelled,
    "volunteering.record_moved": record_moved,
    "volunteering.settled": settled,
    "books.expiring": points_expiring,
    "books.expired": points_expired,
    "redemption.voucher_issued": voucher_issued,
    "redemption.voucher_used": voucher_used,
    "redemption.voucher_returned": voucher_returned,
    "clearing.arrived": clearing_texts.points_arrived,
    "clearing.refused": clearing_texts.points_refused,
    "redemption.refunded": refunded,
    "redemption.refund_declined": refund_declined,
}
