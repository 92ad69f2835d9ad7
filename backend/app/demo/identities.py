"""The people one can be in the demo; all are made up."""

from dataclasses import dataclass

# 上海市普陀区宜川路街道 (310107020, statistical division code 2023) and three digits of our own.
DEMO_COMMUNITY = 310107020001


@dataclass(frozen=True, slots=True)
class DemoIdentity:
    """One of them; ``id`` is what the fake WeChat platform knows them by."""

    id: str
    name: str
    role_name: str
    about: str
    community_id: int = DEMO_COMMUNITY


IDENTITIES = (
    DemoIdentity("resident", "周阿姨", "居民", "58岁，住3号楼，常去陪护老人"),
    DemoIdentity("neighbour", "老方", "居民", "71岁，住5号楼，提需求，也来帮忙"),
    DemoIdentity("leader", "小唐", "志愿者队长", "带队、出示签到码、确认时长"),
    DemoIdentity("staff", "秦干事", "社区工作者", "整理清单、核实居民、公示记录"),
    DemoIdentity("lead", "社区党总支", "党组织", "采纳清单、授予角色"),
    DemoIdentity("contact", "小陆", "单位联络员", "上海染料研究所，认领公共服务项目"),
    DemoIdentity("merchant", "惠民粮油店", "商户", "拿出货品，扫码核销积分"),
    DemoIdentity("supervisor", "监督员老蒋", "监督员", "看公示、处理异议"),
    DemoIdentity("auditor", "监督员小闵", "监督员", "不参加活动，核查抽中的记录"),
    DemoIdentity("newcomer", "新邻居", "还没加入", "第一次打开，从加入社区开始"),
)
