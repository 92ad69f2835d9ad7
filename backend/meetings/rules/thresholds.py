"""The rule table of meetings: every threshold and number with its article or as our rule. Integers, exactly."""

from dataclasses import dataclass

# 城市居民委员会组织法 Art. 9, 10; 河南省实施办法 Art. 10, 11.
ART_9 = "《城市居民委员会组织法》第九条"
ART_10 = "《城市居民委员会组织法》第十条"
HENAN_11 = "《河南省实施〈城市居民委员会组织法〉办法》第十一条"
# Our rule: where no article says anything; shown in these words.
OUR_RULE = "本社区约定"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A part of a whole: ``is_met`` from ``numerator``/``denominator`` on, or only above it."""

    code: str
    name: str
    numerator: int
    denominator: int
    above: bool
    source: str

    def is_met(self, part: int, whole: int) -> bool:
        """Tell whether ``part`` of ``whole`` is enough; of nobody nothing is."""
        have, need = part * self.denominator, self.numerator * whole
        return whole > 0 and (have > need if self.above else have >= need)

    def least(self, whole: int) -> int:
        """Return the smallest part of ``whole`` that is enough (1 of nobody: nothing is)."""
        if whole <= 0:
            return 1
        need = self.numerator * whole
        return need // self.denominator + 1 if self.above else -(-need // self.denominator)


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that is no part of anything: days, people, years of life."""

    code: str
    name: str
    value: int
    unit: str
    source: str


# 过半数 is more than half; 以上 has the number itself in it (民法典 Art. 1259).
QUORUM = Threshold("quorum", "过半数出席才能举行", 1, 2, True, ART_9)
QUORUM_OTHER = Threshold("quorum_other", "受邀的人过半数到会才能作出决定", 1, 2, True, OUR_RULE)
PASS = Threshold("pass", "出席人的过半数通过", 1, 2, True, ART_9)
DEMAND_ADULTS = Threshold("demand_adults", "五分之一以上的18周岁以上居民提议", 1, 5, False, ART_10)
DEMAND_HOUSEHOLDS = Threshold("demand_households", "五分之一以上的户提议", 1, 5, False, ART_10)
DEMAND_GROUPS = Threshold("demand_groups", "三分之一以上的居民小组提议", 1, 3, False, ART_10)
THRESHOLDS = (QUORUM, QUORUM_OTHER, PASS, DEMAND_ADULTS, DEMAND_HOUSEHOLDS, DEMAND_GROUPS)

VOTER_AGE = Limit("voter_age", "参加居民会议的年龄", 18, "岁", ART_9)
REPRESENTATIVES_MIN = Limit("representatives_min", "每个居民小组选举的代表，最少", 2, "人", ART_9)
REPRESENTATIVES_MAX = Limit("representatives_max", "每个居民小组选举的代表，最多", 3, "人", ART_9)
YEARLY_MIN = Limit("yearly_min", "居民会议每年至少举行", 2, "次", HENAN_11)
# The law names no notice; people have to be able to take the day off.
NOTICE = Limit("notice", "会议提前通知", 3, "个工作日", OUR_RULE)
AHEAD_MAX = Limit("ahead_max", "会议最早提前通知", 90, "天", OUR_RULE)
CALL_WITHIN = Limit("call_within", "提议人数够了以后召集", 10, "个工作日内", OUR_RULE)
COLLECTING = Limit("collecting", "征集签名", 30, "天", OUR_RULE)
MINUTES_WITHIN = Limit("minutes_within", "会后公布纪要", 5, "个工作日内", OUR_RULE)
ACTIONS_MAX = Limit("actions_max", "一次会议最多列出要办的事", 20, "件", OUR_RULE)
PROXIES_MAX = Limit("proxies_max", "一人最多接受委托", 2, "份", OUR_RULE)
SECRET_MIN = Limit("secret_min", "无记名表决至少要在场", 3, "席", OUR_RULE)
OPENS_BEFORE = Limit("opens_before", "开会前可以开始签到", 60, "分钟", OUR_RULE)
LIMITS = (
    VOTER_AGE,
    REPRESENTATIVES_MIN,
    REPRESENTATIVES_MAX,
    YEARLY_MIN,
    NOTICE,
    AHEAD_MAX,
    CALL_WITHIN,
    COLLECTING,
    MINUTES_WITHIN,
    ACTIONS_MAX,
    PROXIES_MAX,
    SECRET_MIN,
    OPENS_BEFORE,
)


def quorum_of(*, is_lawful: bool) -> Threshold:
    """Return the quorum that holds for the residents' meeting, or for another kind."""
    return QUORUM if is_lawful else QUORUM_OTHER
