"""Tables of meetings, a noun a file."""

from backend.meetings.models.demands import Demand, Signature
from backend.meetings.models.groups import Group, GroupBuilding, Register, Representative
from backend.meetings.models.meetings import AgendaItem, InvitedUnit, Meeting, MeetingMoveRow
from backend.meetings.models.minutes import Action
from backend.meetings.models.seats import Attendance, CodeTries, Seat

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "CodeTries",
    "Demand",
    "Group",
    "GroupBuilding",
    "InvitedUnit",
    "Meeting",
    "MeetingMoveRow",
    "Register",
    "Representative",
    "Seat",
    "Signature",
]
