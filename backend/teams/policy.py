"""Who may do what with teams."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy
from backend.teams.moves import SeatMove, TaskMove, TeamMove


class A(StrEnum):
    """Actions of this feature."""

    READ_TEAMS = "read_teams"
    READ_INSIDE = "read_inside"
    FORM_TEAM = "form_team"
    MOVE_TEAM = "move_team"
    OFFER_LEAD = "offer_lead"
    ANSWER_LEAD = "answer_lead"
    END_TEAM = "end_team"
    MANAGE = "manage"
    APPLY = "apply"
    MOVE_SEAT = "move_seat"
    ANSWER_SEAT = "answer_seat"
    NAME_DEPUTY = "name_deputy"
    WORK = "work"
    MOVE_TASK = "move_task"


# Grounds the service finds out: LEADER leads this team, HELPER leads it or is its deputy, PEER is on it,
# BENEFICIARY asked for the entry.
POLICY = Policy(
    "teams",
    {
        A.READ_TEAMS: frozenset({R.MEMBER}),
        A.READ_INSIDE: frozenset({R.PEER, R.STAFF, R.LEAD, R.SUPERVISOR, R.UNIT_CONTACT, R.BENEFICIARY}),
        A.FORM_TEAM: frozenset({R.UNIT_CONTACT, R.STAFF, R.LEAD}),
        A.MOVE_TEAM: frozenset({R.MEMBER}),
        A.OFFER_LEAD: frozenset({R.LEADER, R.UNIT_CONTACT, R.STAFF, R.LEAD}),
        A.ANSWER_LEAD: frozenset({R.SELF}),
        A.END_TEAM: frozenset({R.LEADER, R.STAFF, R.LEAD}),
        A.MANAGE: frozenset({R.HELPER}),
        A.APPLY: frozenset({R.MEMBER}),
        A.MOVE_SEAT: frozenset({R.MEMBER}),
        # One's own word alone (志愿服务条例 Art. 25: nobody is made to volunteer).
        A.ANSWER_SEAT: frozenset({R.SELF}),
        A.NAME_DEPUTY: frozenset({R.LEADER}),
        A.WORK: frozenset({R.PEER}),
        A.MOVE_TASK: frozenset({R.MEMBER}),
    },
)
ACTION_OF_TEAM_MOVE = {
    TeamMove.OFFER_LEAD: A.OFFER_LEAD,
    TeamMove.ACCEPT_LEAD: A.ANSWER_LEAD,
    TeamMove.DECLINE_LEAD: A.ANSWER_LEAD,
    TeamMove.OPEN_DOORS: A.MANAGE,
    TeamMove.SHUT_DOORS: A.MANAGE,
    TeamMove.CLOSE: A.END_TEAM,
    TeamMove.CALL_OFF: A.END_TEAM,
}
ACTION_OF_SEAT_MOVE = {
    SeatMove.ACCEPT: A.ANSWER_SEAT,
    SeatMove.DECLINE: A.ANSWER_SEAT,
    SeatMove.WITHDRAW: A.ANSWER_SEAT,
    SeatMove.LEAVE: A.ANSWER_SEAT,
    SeatMove.JOIN_VANGUARD: A.ANSWER_SEAT,
    SeatMove.LEAVE_VANGUARD: A.ANSWER_SEAT,
    SeatMove.TAKE_BACK: A.MANAGE,
    SeatMove.ADMIT: A.MANAGE,
    SeatMove.REFUSE: A.MANAGE,
    SeatMove.REMOVE: A.MANAGE,
    SeatMove.MAKE_DEPUTY: A.NAME_DEPUTY,
    SeatMove.MAKE_MEMBER: A.NAME_DEPUTY,
}
ACTION_OF_TASK_MOVE = {
    TaskMove.TAKE: A.WORK,
    TaskMove.FINISH: A.WORK,
    TaskMove.GIVE: A.MANAGE,
    TaskMove.POSTPONE: A.MANAGE,
    TaskMove.DROP: A.MANAGE,
    TaskMove.REOPEN: A.MANAGE,
}
