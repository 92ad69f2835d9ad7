"""Values of the trace: what types and relations are called, and the graph that is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from backend.infra.links import Ref
from backend.infra.stops import Stop

# A type that no feature names (yet) is shown by this name alone.
TYPE_NAMES = {
    "statement": "原话",
    "sentence": "原话",
    "topic": "议题",
    "meeting": "会议",
    "meeting_demand": "召集居民会议的提议",
    "motion": "表决",
    "entry": "清单事项",
    "edition": "清单版本",
    "edition_draft": "清单草案",
    "objection": "公示异议",
    "import": "导入的表格",
    "attachment": "照片",
    "referral": "推荐",
    "booking": "预约",
    "match": "供需对接",
    "claim": "认领",
    "agreement": "共建协议",
    "duty": "协议事项",
    "team": "项目小组",
    "budget_round": "预算投票",
    "shift": "活动",
    "record": "服务记录",
    "audit_finding": "抽查核查",
    "transfer": "记账",
    "receivable": "更正后退回",
    "pledge": "商户承诺",
    "offer": "可兑换的货品",
    "voucher": "兑换券",
    "order": "邻里互助",
    "redemption": "领取",
    "gift": "亲属赠与",
    "pool_donation": "捐入公益池",
    "entitlement": "公益时间资格",
    "grant": "公益池发放",
    "fund": "公益基金",
    "fund_donation": "捐赠",
    "fund_use": "基金使用",
    "guarantee": "保障金支付",
    "clearing": "社区之间互转",
    "certificate": "志愿服务记录证明",
}
TYPE_NAME_UNKNOWN = "有关事项"
# What the line between two stops says, read from the upper to the lower.
RELATION_NAMES = {
    "cleared": "转出",
    "arrived": "转入",
    "raised": "提出商量",
    "said": "大家的看法",
    "listed": "列入清单",
    "decided": "商量出的结论",
    "funded": "投票选中",
    "tabled": "列入议程",
    "put_to_vote": "付诸表决",
    "resolved": "表决定下",
    "answered": "召集会议",
    "adjourned_to": "改期到",
    "merged": "合并为",
    "project": "列为项目",
    "suggested": "推荐给",
    "accepted": "答应",
    "claimed": "有人认领",
    "formed_team": "组建小组",
    "opened_shift": "开展活动",
    "recorded": "记下服务",
    "earned": "记入存折",
    "audited": "抽中核查",
    "paid": "换成",
    "agreed": "约好帮忙",
    "paid_for": "付时间币",
    "reversed": "冲正",
    "corrected": "更正为",
    "claimed_back": "要退回",
    "taken_back": "已退回",
    "returned": "退回",
    "offered": "拿出货品",
    "bought": "兑换",
    "used": "到店领取",
    "guaranteed": "由保障金支付",
    "booked": "预约",
    "duty": "约定办理",
    "performed": "以此完成",
    "granted": "按资格发放",
    "donated": "捐入基金",
    "spent": "用于",
    "served": "用在这件事上",
    "published": "盖章发布",
    "objected": "提出异议",
    "certified": "开具证明",
}
RELATION_NAME_UNKNOWN = "后来"


class Line(NamedTuple):
    """An edge between two nodes, by their keys."""

    from_: str
    to: str
    relation: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Node:
    """One stop, or ``count`` stops that the actor may not see (then ``ref`` and ``stop`` are None).

    ``level`` is 0 for the thing asked for, below 0 for what it came from, above 0 for what became of it.
    """

    key: str
    type: str
    level: int
    count: int
    ref: Ref | None = None
    stop: Stop | None = None


@dataclass(frozen=True, slots=True)
class Graph:
    """The trace of a thing; ``cut`` where more is there than is shown."""

    nodes: Sequence[Node]
    edges: Sequence[Line]
    cut: bool
