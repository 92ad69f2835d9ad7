"""What app plugs in from meetings."""

from backend.deliberation.types import Votes
from backend.meetings.jobs import DEMANDS, MEETINGS
from backend.meetings.routes import BLUEPRINTS
from backend.meetings.service import VotesOfMeetings, demand_stops, meeting_stops, motion_stops
from backend.meetings.service.ballot_check import BALLOT_CHECKS
from backend.meetings.service.check import CHECKS
from backend.meetings.service.demands import SUBJECT
from backend.meetings.service.moderated import DemandTexts

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "MODERATED", "PORTS", "SELF_CHECKS", "TRACE_STOPS"]

DUE_SOURCES = [MEETINGS, DEMANDS]
MODERATED = {SUBJECT: DemandTexts()}
SELF_CHECKS = {**CHECKS, **BALLOT_CHECKS}
PORTS: dict[type, object] = {Votes: VotesOfMeetings()}
TRACE_STOPS = {"meeting": meeting_stops, "meeting_demand": demand_stops, "motion": motion_stops}
