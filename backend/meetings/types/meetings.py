"""Values of a meeting: its kind, who has a seat, how far it is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Kind(StrEnum):
    """The four kinds of design.md §8, and the lawful residents' meeting (城市居民委员会组织法 Art. 9)."""

    FRANK_TALK = "frank_talk"
    COUNCIL = "council"
    DIALOGUE = "dialogue"
    ALLIANCE = "alliance"
    RESIDENTS = "residents"


class Basis(StrEnum):
    """Whose the seats are: Art. 9 knows three; at the other kinds of meeting everybody invited has one."""

    ADULTS = "adults"
    HOUSEHOLDS = "households"
    REPRESENTATIVES = "representatives"
    INVITED = "invited"


class MeetingState(StrEnum):
    """How far a meeting has come; ``held`` waits for its minutes."""

    CALLED = "called"
    OPEN = "open"
    HELD = "held"
    PUBLISHED = "published"
    ADJOURNED = "adjourned"
    CALLED_OFF = "called_off"


class Audience(StrEnum):
    """Who is concerned by a meeting that is not the residents' meeting."""

    ALL = "all"
    BUILDINGS = "buildings"
    GROUPS = "groups"
    MEMBERS = "members"
    CONCERNED = "concerned"  # by the entries that the topics of the agenda were raised from


class Way(StrEnum):
    """How somebody's presence became known."""

    CODE = "code"
    PAPER = "paper"
    PROXY = "proxy"


KIND_NAMES = {
    Kind.FRANK_TALK: "民主恳谈会",
    Kind.COUNCIL: "协商议事会",
    Kind.DIALOGUE: "社区对话",
    Kind.ALLIANCE: "党建联席会",
    Kind.RESIDENTS: "居民会议",
}
BASIS_NAMES = {
    Basis.ADULTS: "全体18周岁以上的居民",
    Basis.HOUSEHOLDS: "每户派代表",
    Basis.REPRESENTATIVES: "居民小组选举的代表",
    Basis.INVITED: "受邀的人",
}
MEETING_STATE_NAMES = {
    MeetingState.CALLED: "已通知",
    MeetingState.OPEN: "正在开会",
    MeetingState.HELD: "等会议纪要",
    MeetingState.PUBLISHED: "纪要已公布",
    MeetingState.ADJOURNED: "人数不足，改期",
    MeetingState.CALLED_OFF: "已取消",
}
AUDIENCE_NAMES = {
    Audience.ALL: "全社区",
    Audience.BUILDINGS: "几栋楼",
    Audience.GROUPS: "几个居民小组",
    Audience.MEMBERS: "名单里的人",
    Audience.CONCERNED: "议题关系到的人",
}
WAY_NAMES = {Way.CODE: "会议码签到", Way.PAPER: "纸质签到", Way.PROXY: "书面委托"}


@dataclass(frozen=True, slots=True)
class AudienceRule:
    """Who is invited: a rule and what it is about (buildings as written, ids of groups or members)."""

    rule: Audience
    buildings: tuple[str, ...] = ()
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class NewItem:
    """A point of the agenda, about a topic where there is one."""

    title: str
    text: str = ""
    topic_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting to call; ``demand_id`` is the demand it answers, ``follows_id`` the one that was adjourned."""

    kind: Kind
    title: str
    text: str
    place: str
    starts_at: datetime
    agenda: tuple[NewItem, ...]
    basis: Basis = Basis.INVITED
    audience: AudienceRule = AudienceRule(Audience.ALL)
    unit_ids: tuple[UUID, ...] = ()
    demand_id: UUID | None = None
    follows_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class MeetingWord:
    """What goes with a move on a meeting."""

    note: str | None = None


@dataclass(frozen=True, slots=True)
class MeetingFilter:
    """Which meetings are asked for; ``live`` leaves out what is over, ``mine`` what one has no seat at."""

    kind: Kind | None = None
    state: MeetingState | None = None
    live: bool = False
    mine: bool = False
    topic_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the paper list: a seat of the roll, or the name of somebody who has none (with door if need be)."""

    seat_id: UUID | None = None
    name: str = ""
