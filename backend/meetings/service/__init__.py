"""Doors of meetings: what routes, jobs and other features call."""

from backend.meetings.service.attending import attend, note_on_paper, show_code
from backend.meetings.service.calling import call_meeting
from backend.meetings.service.demands import begin_demand, list_demands, move_demand, read_demand, sign_demand
from backend.meetings.service.due import (
    communities_with_due_demands,
    communities_with_due_meetings,
    end_demands,
    remind_of_meetings,
)
from backend.meetings.service.groups import (
    add_group,
    change_group,
    dissolve_group,
    list_groups,
    set_register,
)
from backend.meetings.service.minutes import note_delegate, write_minutes
from backend.meetings.service.motion_views import get_motion, list_motions, list_topic_motions, list_votes
from backend.meetings.service.motions import move_motion, propose_motion
from backend.meetings.service.papers import enter_reading, get_papers, give_paper, take_paper_back
from backend.meetings.service.proxies import give_proxy, take_back_proxy
from backend.meetings.service.proxy_views import list_holders, list_proxies
from backend.meetings.service.reading import list_meetings, list_roll, read_meeting
from backend.meetings.service.results import print_result
from backend.meetings.service.rule_table import read_rules
from backend.meetings.service.running import move_meeting
from backend.meetings.service.stops import demand_stops, meeting_stops
from backend.meetings.service.topic_motions import VotesOfMeetings, motion_stops
from backend.meetings.service.voting import cast_vote

__all__ = [
    "VotesOfMeetings",
    "add_group",
    "attend",
    "begin_demand",
    "call_meeting",
    "cast_vote",
    "change_group",
    "communities_with_due_demands",
    "communities_with_due_meetings",
    "demand_stops",
    "dissolve_group",
    "end_demands",
    "enter_reading",
    "get_motion",
    "get_papers",
    "give_paper",
    "give_proxy",
    "list_demands",
    "list_groups",
    "list_holders",
    "list_meetings",
    "list_motions",
    "list_proxies",
    "list_roll",
    "list_topic_motions",
    "list_votes",
    "meeting_stops",
    "motion_stops",
    "move_demand",
    "move_meeting",
    "move_motion",
    "note_delegate",
    "note_on_paper",
    "print_result",
    "propose_motion",
    "read_demand",
    "read_meeting",
    "read_rules",
    "remind_of_meetings",
    "set_register",
    "show_code",
    "sign_demand",
    "take_back_proxy",
    "take_paper_back",
    "write_minutes",
]
