"""Refusals of demands that a meeting be called."""

from backend.core.errors import SangongError


class DemandNotReachedError(SangongError):
    """A meeting answers a demand that enough have signed, once."""

    code = "demand_not_reached"
    title = "这项提议人数还不够，或者已经召集过会议"


class DemandAdultsOnlyError(SangongError):
    """城市居民委员会组织法 Art. 10: adults demand the meeting."""

    code = "demand_adults_only"
    title = "年满18周岁的居民才能提议召集居民会议"


class DemandResidentsOnlyError(SangongError):
    """城市居民委员会组织法 Art. 9, 10: who only works here is no resident."""

    code = "demand_residents_only"
    title = "住在本社区的居民才能提议召集居民会议"


class DemandRunningError(SangongError):
    """One's first demand is still collecting."""

    code = "demand_running"
    title = "您还有一项提议正在征集签名，请等它结束"


class DemandOverError(SangongError):
    """Nobody signs what has ended."""

    code = "demand_over"
    title = "这项提议已经结束，不能再签名"


class AlreadySignedError(SangongError):
    """One name each."""

    code = "already_signed"
    title = "您已经签过名了"
