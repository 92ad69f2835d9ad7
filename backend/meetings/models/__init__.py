"""Tables of meetings, a noun a file."""

from backend.meetings.models.demands import Demand, Signature
from backend.meetings.models.groups import Group, GroupBuilding, Register, Representative
from backend.meetings.models.meetings import AgendaItem, InvitedUnit, Meeting, MeetingMoveRow
from backend.meetings.models.minutes import Action
from backend.meetings.models.motions import Ballot, Mark, Motion, MotionMoveRow
from backend.meetings.models.paper_counts import PaperReading
from backend.meetings.models.proxies import Proxy
from backend.meetings.models.seats import Attendance, CodeTries, Seat

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Ballot",
    "CodeTries",
    "Demand",
    "Group",
    "GroupBuilding",
    "InvitedUnit",
    "Mark",
    "Meeting",
    "MeetingMoveRow",
    "Motion",
    "MotionMoveRow",
    "PaperReading",
    "Proxy",
    "Register",
    "Representative",
    "Seat",
    "Signature",
]
