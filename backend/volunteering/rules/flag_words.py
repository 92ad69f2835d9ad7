"""A flag in words: a chip of at most 16 characters, and a sentence with its figures. Pure."""

from collections.abc import Mapping

from backend.volunteering.types import Flag

FLAG_NAMES = {
    Flag.MISSING_CHECK_OUT: "没有签退",
    Flag.FENCE_OUTSIDE: "不在活动地点",
    Flag.LEADER_OWN_CODE: "带队人自己签到",
    Flag.WITNESSED_BY_CALL: "电话回访见证",
    Flag.ARRIVED_LATE: "签到送达太晚",
    Flag.CODE_SHARED: "签到码疑似外传",
    Flag.OVERLAPPING: "时间重叠",
    Flag.TRAVEL: "来不及到另一处",
    Flag.DAILY_CAP: "当天时长过多",
    Flag.AFTER_THE_FACT: "事后补录",
    Flag.BY_GUARDIAN: "监护人代为签到",
    Flag.QUICK_CONFIRMATIONS: "确认得太快",
    Flag.QUICK_APPROVALS: "复核得太快",
    Flag.QUICK_RULINGS: "裁定得太快",
    Flag.PHOTO_REUSED: "照片重复使用",
}
# Flag -> the sentence with its facts, and the sentence where they aren't known.
_SENTENCES = {
    Flag.MISSING_CHECK_OUT: ("", "没有签退，时长最多算到计划结束时间"),
    Flag.FENCE_OUTSIDE: ("", "手机显示不在活动地点范围内"),
    Flag.LEADER_OWN_CODE: ("", "带队人用自己的签到码签到"),
    Flag.WITNESSED_BY_CALL: ("", "由工作人员电话回访见证"),
    Flag.ARRIVED_LATE: ("没有网络时签到，{minutes}分钟后才送达", "没有网络时签到，后来才送达"),
    Flag.CODE_SHARED: ("", "签到码可能被转给了不在场的人"),
    Flag.OVERLAPPING: ("与{number}重叠{minutes}分钟", "与另一条记录时间重叠"),
    Flag.TRAVEL: ("与{number}在不同地点，只隔{minutes}分钟，来不及赶到", "与另一处的记录间隔太短，来不及赶到"),
    Flag.DAILY_CAP: ("{day}一天共记{minutes}分钟，超过上限{cap}分钟", "一天的时长超过上限"),
    Flag.AFTER_THE_FACT: ("活动结束{days}天后凭签到表补录", "活动结束后凭签到表补录"),
    Flag.BY_GUARDIAN: ("", "监护人在现场用自己的手机代孩子签到或签退"),
    Flag.QUICK_CONFIRMATIONS: ("确认人在{seconds}秒内连续确认了{count}条记录", "确认人在很短时间内连续确认了多条记录"),
    Flag.QUICK_APPROVALS: ("复核人在{seconds}秒内连续复核了{count}条记录", "复核人在很短时间内连续复核了多条记录"),
    Flag.QUICK_RULINGS: ("裁定人在{seconds}秒内连续裁定了{count}条记录", "裁定人在很短时间内连续裁定了多条记录"),
    Flag.PHOTO_REUSED: ("同一张照片用在了{count}条记录上，另见{number}", "同一张照片用在了几条记录上"),
}
# What may tell of a shared code (rules/sharing.py), each in a sentence of its own.
_SHARED = {
    "one_phone": "这部手机在同一场活动为{one_phone}个人签到",
    "one_phone_day": "这部手机一天内为{one_phone_day}个人签到",
    "two_phones": "签到和签退用的不是同一部手机",
    "two_networks": "同一个签到码同时从两个网络使用：{two_networks}部手机在同一个网络，这部不在，也没有核对位置",
}


def explain(code: Flag, facts: Mapping[str, int | str]) -> str:
    """Return the explanation of a flag in one sentence; a fact that is missing leaves the figures out."""
    if code is Flag.CODE_SHARED and facts.keys() & _SHARED.keys():
        return "；".join(words.format(**facts) for fact, words in _SHARED.items() if fact in facts)
    told, plain = _SENTENCES[code]
    try:
        return told.format(**facts) or plain
    except KeyError:
        return plain
