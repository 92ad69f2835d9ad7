"""Values of meetings, a noun a file."""

from backend.meetings.types.demands import DEMAND_STATE_NAMES, DemandGround, DemandState, NewDemand
from backend.meetings.types.groups import NewGroup, NewRegister
from backend.meetings.types.meetings import (
    AUDIENCE_NAMES,
    BASIS_NAMES,
    KIND_NAMES,
    MEETING_STATE_NAMES,
    WAY_NAMES,
    Audience,
    AudienceRule,
    Basis,
    Kind,
    MeetingFilter,
    MeetingState,
    MeetingWord,
    NewItem,
    NewMeeting,
    PaperLine,
    Way,
)
from backend.meetings.types.minutes import Delegate, ItemMinutes, Minutes, NewAction

__all__ = [
    "AUDIENCE_NAMES",
    "BASIS_NAMES",
    "DEMAND_STATE_NAMES",
    "KIND_NAMES",
    "MEETING_STATE_NAMES",
    "WAY_NAMES",
    "Audience",
    "AudienceRule",
    "Basis",
    "Delegate",
    "DemandGround",
    "DemandState",
    "ItemMinutes",
    "Kind",
    "MeetingFilter",
    "MeetingState",
    "MeetingWord",
    "Minutes",
    "NewAction",
    "NewDemand",
    "NewGroup",
    "NewItem",
    "NewMeeting",
    "NewRegister",
    "PaperLine",
    "Way",
]
