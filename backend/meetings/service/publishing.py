"""Publishing minutes: sealed, and what is to be done becomes list entries, linked topic → meeting → entry."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import end_of_day
from backend.infra import links
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryMove, NewEntry
from backend.meetings.errors import MinutesMissingError
from backend.meetings.events import tell_of_meeting
from backend.meetings.models import Action, AgendaItem, InvitedUnit, Meeting
from backend.meetings.rules.minutes import seal_minutes
from backend.meetings.service.store import actions_of, agenda_of, units_of

ADOPTED = "按会议决定采纳"


def publish(uow: UnitOfWork, actor: Actor, meeting: Meeting) -> None:
    """Make entries of all actions, seal the minutes and set who published them; raises MinutesMissingError.

    Also what the lists refuse (ListNotLiveError, MayNotProposeError, InvalidError): then nothing is published.
    """
    items = agenda_of(uow, meeting)
    if meeting.minutes is None or any(item.notes is None for item in items):
        raise MinutesMissingError
    actions, units = actions_of(uow, items), units_of(uow, meeting)
    topics = {item.id: item.topic_id for item in items}
    for action in actions:
        action.entry_id = _enter(uow, actor, meeting, action, topics[action.item_id])
    _tell_owners(uow, meeting, actions)
    meeting.minutes_hash = seal_minutes(facts_of(meeting), points_of(items, actions), said_of(units))
    meeting.published_at, meeting.published_by, meeting.next_at = uow.now, actor.member_id, None


def _enter(uow: UnitOfWork, actor: Actor, meeting: Meeting, action: Action, topic_id: UUID | None) -> UUID:
    """Put one thing on its list, adopted: the meeting has decided on it."""
    new = NewEntry(
        kind=action.kind,
        title=action.title,
        text=action.text,
        category=action.category,
        ends_at=end_of_day(action.due_on),
        details=action.details,
    )
    entry_id: UUID = lists.propose_entry(uow, actor, meeting.community_id, new)["id"]
    lists.move_entry(uow, actor, meeting.community_id, entry_id, EntryMove.ADOPT, ADOPTED)
    to, from_ = ("entry", entry_id), [("meeting", meeting.id)]
    if topic_id is not None:
        from_.append(("topic", topic_id))
    links.record_many(uow, meeting.community_id, [(each, to) for each in from_], relation="decided")
    return entry_id


def _tell_owners(uow: UnitOfWork, meeting: Meeting, actions: Sequence[Action]) -> None:
    """Tell whoever answers for something: the member, or the unit's contacts."""
    units = {each.owner_unit_id for each in actions if each.owner_unit_id}
    contacts = communities.contacts_by_unit(uow, meeting.community_id, units) if units else {}
    for each in actions:
        told = [each.owner_member_id] if each.owner_member_id else []
        told += contacts.get(each.owner_unit_id, []) if each.owner_unit_id else []
        tell_of_meeting(uow, meeting, "action_given", told, action=each.title, due_on=each.due_on.isoformat())


def facts_of(meeting: Meeting) -> dict[str, Any]:
    """Return what the seal covers of the meeting itself."""
    return {
        "number": meeting.number,
        "kind": meeting.kind,
        "title": meeting.title,
        "place": meeting.place,
        "starts_at": meeting.starts_at.isoformat(),
        "basis": meeting.basis,
        "seats": meeting.seats,
        "present": meeting.present,
        "is_quorate": meeting.is_quorate,
        "minutes": meeting.minutes,
    }


def points_of(items: Sequence[AgendaItem], actions: Sequence[Action]) -> list[Mapping[str, Any]]:
    """Return what the seal covers of the agenda."""
    return [
        {
            "no": item.no,
            "title": item.title,
            "notes": item.notes,
            "decision": item.decision,
            "actions": [
                {
                    "title": each.title,
                    "due_on": each.due_on.isoformat(),
                    "review_on": each.review_on.isoformat(),
                    "owner": str(each.owner_unit_id or each.owner_member_id),
                    "entry": str(each.entry_id),
                }
                for each in actions
                if each.item_id == item.id
            ],
        }
        for item in items
    ]


def said_of(units: Sequence[InvitedUnit]) -> list[Mapping[str, Any]]:
    """Return what the seal covers of the units' delegates; their names are no part of it."""
    return [{"unit": str(each.unit_id), "came": each.came_at is not None, "said": each.said} for each in units]
