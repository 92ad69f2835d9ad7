"""Refusals of teams."""

from backend.core.errors import Kind, SangongError


class ClaimNotAcceptedError(SangongError):
    """A team carries out what was agreed to: the claim is not accepted, or is over."""

    code = "claim_not_accepted"
    title = "认领被同意以后才能组建小组，请先等社区答复"


class ClaimHasTeamError(SangongError):
    """One team carries out a claim; ``team_id`` says which."""

    code = "claim_has_team"
    title = "这个认领已经有小组了，请到那个小组里邀请成员"


class EntryNotForTeamError(SangongError):
    """The entry is not adopted yet, or is over."""

    code = "entry_not_for_team"
    title = "这一项现在不能组建小组，请先采纳或重新开放"


class TeamAdultsOnlyError(SangongError):
    """Minors take part in shifts with their guardian's word, not in teams (our rule; 民法典 Art. 19)."""

    code = "team_adults_only"
    title = "未满18周岁不能加入小组，请由监护人陪同报名活动"


class TeamMemberUnknownError(SangongError):
    """No verified member is found by what was given."""

    code = "team_member_unknown"
    kind = Kind.INVALID
    title = "没有找到这位邻居，请核对姓名和手机号"


class AlreadyOnTeamError(SangongError):
    """They are on the team, were asked, or asked themselves."""

    code = "already_on_team"
    title = "已经在小组里，或者正在等答复，不用再办"


class TeamFullError(SangongError):
    """No seat is left; ``most`` says how many there are."""

    code = "team_full"
    title = "小组人数已满，请先请人退出或另组一队"


class TeamShutError(SangongError):
    """The team takes no applications now."""

    code = "team_shut"
    title = "小组现在不接受申请，可以联系组长邀请您"


class LeaderStaysError(SangongError):
    """Who leads hands over before they leave."""

    code = "leader_stays"
    title = "组长请先请人接任，再退出"


class NotOnTeamError(SangongError):
    """Tasks and the lead go to those on the team."""

    code = "not_on_team"
    title = "这位邻居不在小组里，请先邀请加入"


class NotPartyMemberError(SangongError):
    """The vanguard is party members' own to join."""

    code = "not_party_member"
    title = "先锋岗由党员自愿参加，您的资料里没有登记党员身份"


class TasksOpenError(SangongError):
    """Before a team closes, each task is done or dropped; ``open`` says how many are not."""

    code = "tasks_open"
    title = "还有任务没有办完，请先完成或取消再结束小组"


class TasksFullError(SangongError):
    """More open tasks than anybody can follow; ``most`` says how many a team may have."""

    code = "tasks_full"
    title = "待办任务太多，请先办完几件"


class TaskDayError(SangongError):
    """A task's day is past, or further away than a team plans."""

    code = "task_day"
    kind = Kind.INVALID
    title = "日期要在今天到一年以内，请重新选择"


class ShiftNotOfTeamError(SangongError):
    """The shift serves another entry, is another team's, or was called off."""

    code = "shift_not_of_team"
    title = "这场活动不属于小组的事项，或者已算给别的小组"
