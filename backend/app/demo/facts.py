"""What the made-up neighbourhoods are made of: real street codes, list items, prices; the people are made up.

Sources, all as printed in public news and government pages: street codes from the national statistical division codes
(2023); list items and units from 上海市普陀区宜川路街道's three lists, 福州市中山社区 and 青岛市登州路街道; prices and
rates from 海林市 (1小时=1积分), 安陆市卓塆社区 (44积分=1袋米), 兰州市西固区 (香皂10分, 卷纸75分) and 上海长宁 2019
(1小时=1时间币).
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Street:
    """A real street: 9-digit code, name, district, city."""

    code: int
    name: str
    district: str
    city: str


STREETS = (
    Street(310107020, "宜川路街道", "普陀区", "上海市"),
    Street(310101002, "南京东路街道", "黄浦区", "上海市"),
    Street(310101013, "外滩街道", "黄浦区", "上海市"),
    Street(310101015, "半淞园路街道", "黄浦区", "上海市"),
    Street(310101017, "小东门街道", "黄浦区", "上海市"),
)
COMMUNITY_NAMES = ("泰和里社区", "安和社区", "槐荫社区", "临河社区", "和乐社区", "向阳社区", "百花社区", "锦绣社区")

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = (
    "秀英",
    "桂兰",
    "建国",
    "志强",
    "海燕",
    "文博",
    "雅琴",
    "国平",
    "春梅",
    "俊杰",
    "思远",
    "慧敏",
    "德胜",
    "小满",
    "玉珍",
)


@dataclass(frozen=True, slots=True)
class UnitFact:
    """A unit of the demo; ``key`` is how the story calls it."""

    key: str
    name: str
    kind: str
    industry: str
    party_lead: bool = False


UNITS = (
    UnitFact("institute", "上海染料研究所", "institution", "科研"),
    UnitFact("group", "德力西集团", "company", "电气制造"),
    UnitFact("store", "永乐家电", "company", "家电零售"),
    UnitFact("grid", "街道网格中心", "agency", "城市管理", party_lead=True),
    UnitFact("centre", "社区活动中心", "institution", "文化体育"),
    UnitFact("merchant", "惠民粮油店", "merchant", "粮油副食"),
)


@dataclass(frozen=True, slots=True)
class EntryFact:
    """An entry of the demo: who proposes it (a person's or unit's key), adopted at once or not, with a photo or not."""

    kind: str
    title: str
    text: str
    category: str
    by: str
    details: dict[str, Any] = field(default_factory=dict)
    place: str | None = None
    quantity: int | None = None
    quantity_unit: str | None = None
    adopted: bool = True
    drawn: bool = False


def _need(title: str, text: str, category: str, by: str, *, adopted: bool = True, **details: Any) -> EntryFact:
    return EntryFact("need", title, text, category, by, {"beneficiary": "public", **details}, adopted=adopted)


def _problem(
    title: str, text: str, category: str, by: str, place: str, severity: str = "medium", *, drawn: bool = False
) -> EntryFact:
    return EntryFact("problem", title, text, category, by, {"severity": severity}, place=place, drawn=drawn)


def _resource(title: str, text: str, category: str, unit: str, measure: str, kind: str = "space") -> EntryFact:
    details = {"resource_kind": kind, "unit_of_measure": measure, "opening_hours": "周一至周六 9:00–17:00"}
    return EntryFact("resource", title, text, category, unit, details, place="社区活动中心")


def _open(days: range, opens: str, closes: str) -> list[dict[str, Any]]:
    return [{"weekday": day, "from": opens, "to": closes} for day in days]


ROOM, WHEELCHAIRS = "多功能活动室", "轮椅借用"
BOOKABLE = (
    EntryFact(
        "resource",
        ROOM,
        "合唱、书法、邻里聚会都可以用，有投影和桌椅",
        "culture.venue",
        "centre",
        {
            "resource_kind": "space",
            "unit_of_measure": "小时",
            "open_times": _open(range(1, 8), "09:00", "12:00") + _open(range(1, 8), "14:00", "20:00"),
            "conditions": "用完请把桌椅放回原处，关好门窗",
            "booking": {"slot_minutes": 60, "lead_hours": 1, "ahead_days": 14, "cancel_hours": 12},
            "space": {"area_m2": 80, "floor": "二层", "accessible": True, "people_max": 40},
        },
        place="社区活动中心二层",
    ),
    EntryFact(
        "resource",
        WHEELCHAIRS,
        "三辆轮椅，老人看病、出门晒太阳都可以借",
        "elder.outing",
        "centre",
        {
            "resource_kind": "goods",
            "unit_of_measure": "次",
            "open_times": _open(range(1, 8), "08:00", "20:00"),
            "conditions": "请当天归还，借出前一起看一看刹车",
            "small_fee_fen": 200,
            "booking": {"slot_minutes": 240, "lead_hours": 1, "ahead_days": 14, "cancel_hours": 12},
            "goods": {"condition": "八成新，刹车完好", "deposit_note": "不收押金，登记姓名"},
        },
        place="社区活动中心一层",
        quantity=3,
        quantity_unit="辆",
    ),
)
ENTRIES = (
    *BOOKABLE,
    _need(
        "楼上独居老人想有人陪着去医院",
        "每周三上午要去区中心医院换药，路上需要搀扶",
        "elder.outing",
        "neighbour",
        beneficiary="personal",
    ),
    _need(
        "电动自行车没有地方充电",
        "飞线入户充电不安全，希望装公共充电桩",
        "facility.charging",
        "resident",
        urgency="urgent",
    ),
    _need("困难人群帮扶", "社区里有困难家庭需要日常照应", "hardship.goods", "staff"),
    _need("想学用智能手机挂号", "几位老邻居都不会在手机上挂号", "elder.digital", "neighbour", urgency="soon"),
    _need("孩子放学后没人照看", "四点放学，家长六点下班", "children.after_school", "resident", adopted=False),
    _need(
        "五号楼楼道灯不亮",
        "三层和四层的灯坏了一个星期",
        "facility.lighting",
        "neighbour",
        urgency="soon",
        adopted=False,
    ),
    _problem("五号楼北侧垃圾桶常满溢", "早晚都满出来，夏天气味重", "environment.sorting", "neighbour", "5号楼北侧"),
    _problem(
        "小区东门路灯坏了三盏",
        "晚上回来看不清台阶",
        "facility.lighting",
        "resident",
        "小区东门",
        "high",
        drawn=True,
    ),
    EntryFact(
        "welfare_work",
        "建公共充电桩",
        "在小区东侧空地建20个充电位，地点和收费经居民商量后定",
        "facility.charging",
        "staff",
        {
            "budget_fen": 6_800_000,
            "fund": "街道专项资金和单位认捐",
            "milestones": [{"title": "选址公示", "due": "2026-12-20"}, {"title": "施工完成", "due": "2027-03-31"}],
        },
        place="小区东侧空地",
    ),
    EntryFact(
        "service_project",
        "举办培训讲座",
        "请有专业知识的单位每月来讲一课",
        "culture.reading",
        "staff",
        {
            "frequency": "每月一次",
            "places": ["社区活动中心"],
            "capacity": 40,
            "standard": "每课不少于1小时，讲义留给社区",
        },
        place="社区活动中心",
        quantity=12,
        quantity_unit="课",
    ),
    EntryFact(
        "service_project",
        "关爱特殊人群",
        "每周上门看望，帮忙代买代办",
        "elder.companion",
        "staff",
        {"frequency": "每周一次", "places": ["3号楼", "5号楼"], "capacity": 6, "standard": "两人同行，做好记录"},
        quantity=10,
        quantity_unit="户",
    ),
    EntryFact(
        "service_project",
        "认领绿化带养护",
        "小区东侧绿化带需要长期养护",
        "environment.greening",
        "lead",
        {"frequency": "每季一次", "places": ["东侧绿化带"], "capacity": 20, "standard": "修剪、浇水、清理"},
        quantity=4,
        quantity_unit="段",
    ),
    _resource("图书借阅", "阅览室向居民开放", "culture.reading", "centre", "座"),
    _resource("健身房", "早晚时段向老年人开放", "culture.sports", "centre", "人次"),
    _resource("兴趣培训班", "书法、合唱、手工", "culture.venue", "centre", "班", "skill"),
    _resource("科普创新基地", "青少年科普教育", "children.science", "institute", "场"),
    _resource("家电检修", "每月义务检修一天", "repair.appliance", "store", "小时", "skill"),
    EntryFact(
        "action",
        "周末楼道清洁",
        "一起把楼道打扫干净，工具由社区准备",
        "environment.cleaning",
        "staff",
        {"risks": ["地面湿滑，请穿防滑鞋"], "dangerous": False},
        place="3号楼门口",
    ),
    EntryFact(
        "action",
        "陪伴独居老人",
        "上门聊聊天、读读报，帮忙买菜取药",
        "elder.companion",
        "staff",
        {"risks": [], "dangerous": False, "age_min": 16},
        place="5号楼",
    ),
    EntryFact(
        "action",
        "义务平安巡逻",
        "晚上在小区里走一圈，看看消防通道",
        "safety.patrol",
        "grid",
        {"risks": ["夜间行走，请结伴"], "dangerous": False, "age_min": 18},
        place="小区东门集合",
    ),
)
# Whom it concerns too: entry's title, and the persons.
SUPPORTED = {
    "小区东门路灯坏了三盏": ("neighbour", "supervisor", "leader", "merchant"),
    "五号楼北侧垃圾桶常满溢": ("resident", "leader"),
    "电动自行车没有地方充电": ("neighbour", "contact", "leader"),
    "想学用智能手机挂号": ("resident",),
}
CLEANING, COMPANION, PATROL = "周末楼道清洁", "陪伴独居老人", "义务平安巡逻"
CLAIMED_PROJECT = "举办培训讲座"


# Notice and stars as printed; what an hour earns the neighbourhood's own tariff says.
PACK = "fujian"


def tariff(valid_from: str) -> tuple[EntryFact, ...]:
    """Return list 6: an hour earns a point; an hour with the old earns an hour."""
    return (
        EntryFact(
            "benefit",
            "志愿服务1小时记1积分",
            "按实际服务分钟计，积分由商户拿出的货品支持",
            "other",
            "lead",
            {"measure": "hour", "book": "point", "amount": 1, "valid_from": valid_from},
        ),
        EntryFact(
            "benefit",
            "助老服务1小时记1小时时间币",
            "上门陪护记时间币，以后自己或家人需要时换别人的陪护",
            "elder",
            "lead",
            {"category": "elder", "measure": "hour", "book": "time", "amount": 60, "valid_from": valid_from},
        ),
    )


@dataclass(frozen=True, slots=True)
class TopicFact:
    """What is talked about in the demo; ``decision`` only where there is one."""

    title: str
    text: str
    category: str
    meeting: str
    decision: str = ""
    reasons: str = ""
    entry: str = ""


# 南京市秦淮区 and others decided where to put charging points in meetings like these; the words are made up.
CHARGING_NEED = "电动自行车没有地方充电"
CHARGING_REASON = "好几栋楼都在飞线充电，装在哪里、费用怎么分，一家说了不算"
CHARGING_NEXT = "社区工作者：约物业和供电所到现场看一次"
DRYING = TopicFact(
    "五号楼东侧的晾衣架装在哪里",
    "有人想装在草坪边，有人怕挡住一楼的光。请大家说说装几排、装在哪里。",
    "facility",
    "dialogue",
    decision="装在五号楼东侧空地，两排，离一楼窗户不少于六米",
    reasons="一楼两户要求不挡光，其余十九户同意；草坪边浇水不便，没有采用",
    entry="在五号楼东侧装两排晾衣架",
)


@dataclass(frozen=True, slots=True)
class OfferFact:
    """Something on offer: title, text, price in points, stock, what it is and how it is drawn, caps in pieces."""

    title: str
    text: str
    price: int
    stock: int
    category: str
    drawing: str
    day_cap: int | None = None
    member_month_cap: int | None = None


PLEDGE_TITLE, PLEDGE_POINTS = "大米、香皂、卷纸，合5000积分", 5000
OFFERS = (
    OfferFact("大米一袋（5千克）", "到店出示兑换券领取", 44, 60, "food", "rice", day_cap=10, member_month_cap=2),
    OfferFact("香皂一块", "任选香型", 10, 120, "daily", "soap"),
    OfferFact("卷纸一提", "12卷", 75, 20, "daily", "paper"),
)
NOODLES = OfferFact("挂面一把", "1千克，细面宽面任选", 8, 200, "food", "noodles", member_month_cap=6)


@dataclass(frozen=True, slots=True)
class ActorFact:
    """Somebody on list 1; ``by`` is a unit's key or the person."""

    actor_kind: str
    title: str
    text: str
    category: str
    by: str
    details: dict[str, Any]
    is_public: bool = False


ACTORS = (
    ActorFact(
        "unit",
        "上海染料研究所",
        "离社区两条街，工程师愿意来讲课，三楼会议室周末可以借。",
        "children.science",
        "institute",
        {"industry": "科研", "good_at": ["科普讲座", "会议室"], "contact_name": "小陆", "contact_phone": "13800000001"},
        is_public=True,
    ),
    ActorFact(
        "shop",
        "惠民粮油店",
        "小区东门口，拿出米面粮油换积分。",
        "hardship.goods",
        "merchant",
        {"industry": "零售", "good_at": ["送货上门"], "contact_phone": "13800000002"},
    ),
    ActorFact(
        "person",
        "3号楼周阿姨",
        "退休了，周末都有空，会陪老人看病。",
        "elder.companion",
        "resident",
        {"good_at": ["陪诊", "读报"]},
    ),
)
REFERRED = "老街裁缝铺"
REFERRED_WHY = "师傅一直给独居老人免费缝补，应该请到清单上来"
