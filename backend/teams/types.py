"""Values of teams."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class TeamState(StrEnum):
    """How far a team has come; ``forming`` waits for the word of whoever is to lead it."""

    FORMING = "forming"
    ACTIVE = "active"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class SeatRole(StrEnum):
    """What somebody is on a team. The deputy invites and gives tasks, but neither hands over nor closes."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"


class SeatState(StrEnum):
    """Whether somebody is on a team: asked by the team, asking themself, on it, or not any more."""

    INVITED = "invited"
    APPLIED = "applied"
    ACTIVE = "active"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LEFT = "left"
    REMOVED = "removed"
    LAPSED = "lapsed"


class TaskState(StrEnum):
    """Whether a task waits, is done, or is not needed."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class LineKind(StrEnum):
    """What a line of the log tells: progress in somebody's words, or what happened to team, people and tasks."""

    PROGRESS = "progress"
    FORMED = "formed"
    JOINED = "joined"
    LEFT = "left"
    REMOVED = "removed"
    ROLE = "role"
    LED_BY = "led_by"
    TASK_ADDED = "task_added"
    TASK_DONE = "task_done"
    TASK_REOPENED = "task_reopened"
    TASK_DROPPED = "task_dropped"
    TASK_POSTPONED = "task_postponed"
    SHIFT_ADDED = "shift_added"
    CLAIM_KEPT = "claim_kept"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


LIVE_TEAMS = frozenset({TeamState.FORMING, TeamState.ACTIVE})
LIVE_SEATS = frozenset({SeatState.INVITED, SeatState.APPLIED, SeatState.ACTIVE})


@dataclass(frozen=True, slots=True)
class NewTeam:
    """A team to form from a claim, or by the desk from an entry; without ``leader_id`` one leads it oneself."""

    name: str
    goal: str
    claim_id: UUID | None = None
    entry_id: UUID | None = None
    leader_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TeamFilter:
    """Which teams are asked for; ``mine``: those the caller has a live seat on."""

    entry_id: UUID | None = None
    claim_id: UUID | None = None
    unit_id: UUID | None = None
    state: TeamState | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class TeamWord:
    """What comes with a move on a team: who is to lead it, or the report or reason with photos."""

    member_id: UUID | None = None
    text: str = ""
    photos: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom to ask onto the team: a member by id, or by name and phone together."""

    member_id: UUID | None = None
    name: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewTask:
    """Something to do until the end of a local day; nobody's until somebody takes it."""

    title: str
    due_on: date
    text: str = ""
    assignee_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TaskWord:
    """What comes with a move on a task: to whom it is given, until when, a word, photos of what was done."""

    assignee_id: UUID | None = None
    due_on: date | None = None
    text: str = ""
    photos: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class NewLine:
    """Progress in somebody's own words, with photos, on a task where there is one."""

    text: str
    photos: tuple[UUID, ...] = ()
    task_id: UUID | None = None
