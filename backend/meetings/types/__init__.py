"""Values of meetings, a noun a file."""

from backend.meetings.types.demands import DemandGround, DemandState, NewDemand
from backend.meetings.types.groups import NewGroup, NewRegister
from backend.meetings.types.meetings import (
    BASIS_NAMES,
    KIND_NAMES,
    MEETING_STATE_NAMES,
    Audience,
    AudienceRule,
    Basis,
    Kind,
    MeetingFilter,
    MeetingState,
    MeetingWord,
    NewItem,
    NewMeeting,
    Way,
)
from backend.meetings.types.minutes import ItemMinutes, Minutes, NewAction

__all__ = [
    "BASIS_NAMES",
    "KIND_NAMES",
    "MEETING_STATE_NAMES",
    "Audience",
    "AudienceRule",
    "Basis",
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
    "Way",
]
