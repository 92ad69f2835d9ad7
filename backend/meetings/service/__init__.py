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
from backend.meetings.service.reading import list_meetings, list_roll, read_meeting
from backend.meetings.service.rule_table import read_rules
from backend.meetings.service.running import move_meeting
from backend.meetings.service.stops import demand_stops, meeting_stops

__all__ = [
    "add_group",
    "attend",
    "begin_demand",
    "call_meeting",
    "change_group",
    "communities_with_due_demands",
    "communities_with_due_meetings",
    "demand_stops",
    "dissolve_group",
    "end_demands",
    "list_demands",
    "list_groups",
    "list_meetings",
    "list_roll",
    "meeting_stops",
    "move_demand",
    "move_meeting",
    "note_delegate",
    "note_on_paper",
    "read_demand",
    "read_meeting",
    "read_rules",
    "remind_of_meetings",
    "set_register",
    "show_code",
    "sign_demand",
    "write_minutes",
]
