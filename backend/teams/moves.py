"""State tables of teams, seats and tasks, and their Chinese names."""

from enum import StrEnum

from backend.core.moves import MoveTable
from backend.teams.types import LineKind, SeatRole, SeatState, TaskState, TeamState

T, S, K = TeamState, SeatState, TaskState


class TeamMove(StrEnum):
    """What can be done with a team."""

    OFFER_LEAD = "offer_lead"
    ACCEPT_LEAD = "accept_lead"
    DECLINE_LEAD = "decline_lead"
    OPEN_DOORS = "open_doors"
    SHUT_DOORS = "shut_doors"
    CLOSE = "close"
    CALL_OFF = "call_off"


class SeatMove(StrEnum):
    """What can be done with a seat."""

    ACCEPT = "accept"
    DECLINE = "decline"
    TAKE_BACK = "take_back"
    ADMIT = "admit"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    LEAVE = "leave"
    REMOVE = "remove"
    MAKE_DEPUTY = "make_deputy"
    MAKE_MEMBER = "make_member"
    JOIN_VANGUARD = "join_vanguard"
    LEAVE_VANGUARD = "leave_vanguard"


class TaskMove(StrEnum):
    """What can be done with a task."""

    TAKE = "take"
    GIVE = "give"
    FINISH = "finish"
    POSTPONE = "postpone"
    DROP = "drop"
    REOPEN = "reopen"


TEAM_MOVES = MoveTable(
    {
        (T.FORMING, TeamMove.OFFER_LEAD): T.FORMING,
        (T.FORMING, TeamMove.ACCEPT_LEAD): T.ACTIVE,
        (T.FORMING, TeamMove.DECLINE_LEAD): T.FORMING,
        (T.FORMING, TeamMove.CALL_OFF): T.CALLED_OFF,
        (T.ACTIVE, TeamMove.ACCEPT_LEAD): T.ACTIVE,
        (T.ACTIVE, TeamMove.DECLINE_LEAD): T.ACTIVE,
        (T.ACTIVE, TeamMove.CLOSE): T.CLOSED,
        (T.ACTIVE, TeamMove.OFFER_LEAD): T.ACTIVE,
        (T.ACTIVE, TeamMove.OPEN_DOORS): T.ACTIVE,
        (T.ACTIVE, TeamMove.SHUT_DOORS): T.ACTIVE,
        (T.ACTIVE, TeamMove.CALL_OFF): T.CALLED_OFF,
    }
)
SEAT_MOVES = MoveTable(
    {
        (S.INVITED, SeatMove.ACCEPT): S.ACTIVE,
        (S.INVITED, SeatMove.DECLINE): S.DECLINED,
        (S.INVITED, SeatMove.TAKE_BACK): S.WITHDRAWN,
        (S.APPLIED, SeatMove.ADMIT): S.ACTIVE,
        (S.APPLIED, SeatMove.REFUSE): S.DECLINED,
        (S.APPLIED, SeatMove.WITHDRAW): S.WITHDRAWN,
        (S.ACTIVE, SeatMove.MAKE_DEPUTY): S.ACTIVE,
        (S.ACTIVE, SeatMove.MAKE_MEMBER): S.ACTIVE,
        (S.ACTIVE, SeatMove.JOIN_VANGUARD): S.ACTIVE,
        (S.ACTIVE, SeatMove.LEAVE_VANGUARD): S.ACTIVE,
        (S.ACTIVE, SeatMove.REMOVE): S.REMOVED,
        (S.ACTIVE, SeatMove.LEAVE): S.LEFT,
    }
)
TASK_MOVES = MoveTable(
    {
        (K.OPEN, TaskMove.TAKE): K.OPEN,
        (K.OPEN, TaskMove.FINISH): K.DONE,
        (K.OPEN, TaskMove.GIVE): K.OPEN,
        (K.OPEN, TaskMove.POSTPONE): K.OPEN,
        (K.OPEN, TaskMove.DROP): K.DROPPED,
        (K.DONE, TaskMove.REOPEN): K.OPEN,
    }
)
TEAM_MOVE_NAMES = {
    TeamMove.OFFER_LEAD: "请人带队",
    TeamMove.ACCEPT_LEAD: "我来带队",
    TeamMove.DECLINE_LEAD: "不接",
    TeamMove.OPEN_DOORS: "开放申请",
    TeamMove.SHUT_DOORS: "暂停申请",
    TeamMove.CLOSE: "写总结，结束小组",
    TeamMove.CALL_OFF: "解散小组",
}
SEAT_MOVE_NAMES = {
    SeatMove.ACCEPT: "我加入",
    SeatMove.DECLINE: "不参加",
    SeatMove.TAKE_BACK: "收回邀请",
    SeatMove.ADMIT: "同意加入",
    SeatMove.REFUSE: "婉拒",
    SeatMove.WITHDRAW: "撤回申请",
    SeatMove.LEAVE: "退出小组",
    SeatMove.REMOVE: "移出小组",
    SeatMove.MAKE_DEPUTY: "设为副组长",
    SeatMove.MAKE_MEMBER: "改为组员",
    SeatMove.JOIN_VANGUARD: "加入先锋岗",
    SeatMove.LEAVE_VANGUARD: "退出先锋岗",
}
TASK_MOVE_NAMES = {
    TaskMove.TAKE: "我来做",
    TaskMove.GIVE: "交给组员",
    TaskMove.FINISH: "做完了",
    TaskMove.POSTPONE: "改日期",
    TaskMove.DROP: "不用做了",
    TaskMove.REOPEN: "还没做完",
}
TEAM_STATE_NAMES = {T.FORMING: "等待组长答应", T.ACTIVE: "进行中", T.CLOSED: "已结束", T.CALLED_OFF: "已解散"}
SEAT_STATE_NAMES = {
    S.INVITED: "等待答复",
    S.APPLIED: "申请加入",
    S.ACTIVE: "在组",
    S.DECLINED: "没有加入",
    S.WITHDRAWN: "已收回",
    S.LEFT: "已退出",
    S.REMOVED: "已移出",
    S.LAPSED: "已失效",
}
SEAT_ROLE_NAMES = {SeatRole.LEADER: "组长", SeatRole.DEPUTY: "副组长", SeatRole.MEMBER: "组员"}
TASK_STATE_NAMES = {K.OPEN: "待办", K.DONE: "已完成", K.DROPPED: "不用做了"}
LINE_NAMES = {
    LineKind.PROGRESS: "进展",
    LineKind.FORMED: "组建小组",
    LineKind.JOINED: "加入",
    LineKind.LEFT: "退出",
    LineKind.REMOVED: "移出",
    LineKind.ROLE: "调整分工",
    LineKind.LED_BY: "接任组长",
    LineKind.TASK_ADDED: "新任务",
    LineKind.TASK_DONE: "任务完成",
    LineKind.TASK_REOPENED: "任务重开",
    LineKind.TASK_DROPPED: "任务取消",
    LineKind.TASK_POSTPONED: "任务改期",
    LineKind.SHIFT_ADDED: "安排活动",
    LineKind.CLAIM_KEPT: "认领已办结",
    LineKind.CLOSED: "结束小组",
    LineKind.CALLED_OFF: "解散小组",
}
