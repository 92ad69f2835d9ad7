"""What is due in meetings: reminders, late minutes, demands whose time is over."""

from backend.infra.due import DueSource
from backend.meetings import service

MEETINGS = DueSource("meetings.meetings", scan=service.communities_with_due_meetings, work=service.remind_of_meetings)
DEMANDS = DueSource("meetings.demands", scan=service.communities_with_due_demands, work=service.end_demands)
