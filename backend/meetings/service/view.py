"""Meetings as the API shows them: to everybody what, when, how many and what came of it; names to the desk alone."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.seal import short_seal
from backend.deliberation import service as deliberation
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.meetings.models import Action, AgendaItem, Demand, Meeting, MeetingMoveRow
from backend.meetings.moves.meetings import MEETING_MOVES, MOVE_NAMES, MeetingMove
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.thresholds import OPENS_BEFORE
from backend.meetings.service.store import (
    actions_of,
    agenda_of,
    attendance_of,
    count_present,
    quorum_for,
    seat_of,
    units_of,
)
from backend.meetings.types import (
    AUDIENCE_NAMES,
    BASIS_NAMES,
    KIND_NAMES,
    MEETING_STATE_NAMES,
    WAY_NAMES,
    Audience,
    Basis,
    Kind,
    MeetingState,
    Way,
)

NUMBER = "会-{:04d}"
S = MeetingState


def view_meetings(uow: UnitOfWork, meetings: Sequence[Meeting]) -> list[dict[str, Any]]:
    """Return meetings for a list: one statement, for those that are held now."""
    running = [each.id for each in meetings if each.state == S.OPEN]
    present = count_present(uow, meetings[0].community_id, running) if running else {}
    return [_facts(each, present.get(each.id, 0) if each.state == S.OPEN else each.present) for each in meetings]


def _facts(meeting: Meeting, present: int | None) -> dict[str, Any]:
    quorum = quorum_for(meeting)
    return {
        "id": meeting.id,
        "number": NUMBER.format(meeting.number),
        "kind": meeting.kind,
        "kind_name": KIND_NAMES[Kind(meeting.kind)],
        "is_lawful": meeting.kind == Kind.RESIDENTS,
        "title": meeting.title,
        "place": meeting.place,
        "starts_at": meeting.starts_at,
        "state": meeting.state,
        "state_name": MEETING_STATE_NAMES[S(meeting.state)],
        "seats": meeting.seats,
        "present": present,
        "quorum": {
            "enough": quorum.least(meeting.seats),
            "met": present is not None and quorum.is_met(present, meeting.seats),
            "name": quorum.name,
            "source": quorum.source,
        },
    }


def view_meeting(uow: UnitOfWork, actor: Actor, meeting: Meeting) -> dict[str, Any]:
    """Return one meeting: a number of statements that does not grow with roll or agenda."""
    items, facts = agenda_of(uow, meeting), view_meetings(uow, [meeting])[0]
    return {
        **facts,
        "text": meeting.text,
        "basis": meeting.basis,
        "basis_name": BASIS_NAMES[Basis(meeting.basis)],
        "audience": meeting.audience,
        "audience_name": AUDIENCE_NAMES[Audience(meeting.audience)],
        "outside_seats": meeting.outside_seats,
        "called_at": meeting.called_at,
        "opened_at": meeting.opened_at,
        "ended_at": meeting.ended_at,
        "agenda": _agenda(uow, actor, meeting, items),
        "units": _units(uow, actor, meeting),
        "seat": _own_seat(uow, actor, meeting),
        "minutes": _minutes(actor, meeting),
        "follows_id": meeting.follows_id,
        "followed_by_id": _followed_by(uow, meeting),
        "demand_ids": _demands(uow, meeting),
        "history": _history(uow, meeting),
        "moves": _moves(actor, meeting, uow.now, is_quorate=facts["quorum"]["met"]),
        "may_show_code": meeting.state == S.OPEN and POLICY.allows(actor, A.SHOW_CODE),
        "may_note": meeting.state == S.OPEN and POLICY.allows(actor, A.NOTE_ATTENDANCE),
        "may_write_minutes": meeting.state == S.HELD and POLICY.allows(actor, A.WRITE_MINUTES),
        "may_read_roll": POLICY.allows(actor, A.READ_ROLL),
    }


def _sees_minutes(actor: Actor, meeting: Meeting) -> bool:
    """Minutes are the desk's until they are published."""
    return meeting.state == S.PUBLISHED or POLICY.allows(actor, A.WRITE_MINUTES)


def _agenda(uow: UnitOfWork, actor: Actor, meeting: Meeting, items: Sequence[AgendaItem]) -> list[dict[str, Any]]:
    topics = deliberation.topics_by_ids(
        uow, actor, meeting.community_id, [item.topic_id for item in items if item.topic_id]
    )
    is_seen = _sees_minutes(actor, meeting)
    actions = _actions(uow, meeting, items) if is_seen else {}
    return [
        {
            "id": item.id,
            "no": item.no,
            "title": item.title,
            "text": item.text,
            "topic": _topic(topics.get(item.topic_id)) if item.topic_id else None,
            "notes": item.notes if is_seen else None,
            "decision": item.decision if is_seen else None,
            "actions": actions.get(item.id, []),
        }
        for item in items
    ]


def _topic(topic: deliberation.TopicRef | None) -> dict[str, Any] | None:
    return None if topic is None else {"id": topic.id, "title": topic.title, "stage": topic.stage.value}


def _actions(uow: UnitOfWork, meeting: Meeting, items: Sequence[AgendaItem]) -> dict[UUID, list[dict[str, Any]]]:
    """Return what is to be done by point: three statements, or one where there is nothing."""
    rows, cid = actions_of(uow, items), meeting.community_id
    units = communities.units_by_ids(uow, cid, [each.owner_unit_id for each in rows if each.owner_unit_id])
    names = communities.public_names(uow, cid, [each.owner_member_id for each in rows if each.owner_member_id])
    found: dict[UUID, list[dict[str, Any]]] = {}
    for each in rows:
        found.setdefault(each.item_id, []).append(
            {
                "id": each.id,
                "kind": each.kind,
                "kind_name": lists.get_kind(each.kind).name,
                "title": each.title,
                "text": each.text,
                "category": each.category,
                "due_on": each.due_on,
                "review_on": each.review_on,
                "owner": _owner(each, units, names),
                "entry_id": each.entry_id,
            }
        )
    return found


def _owner(action: Action, units: Mapping[UUID, Any], names: Mapping[UUID, str]) -> dict[str, Any]:
    if action.owner_unit_id is not None:
        return {"type": "unit", "id": action.owner_unit_id, "name": units[action.owner_unit_id].name}
    assert action.owner_member_id is not None, "one owner, by CHECK"
    return {"type": "member", "id": action.owner_member_id, "name": names[action.owner_member_id]}


def _units(uow: UnitOfWork, actor: Actor, meeting: Meeting) -> list[dict[str, Any]]:
    """Return the units asked; their delegate's name is the desk's, what they said is the minutes'."""
    rows = units_of(uow, meeting)
    names = communities.units_by_ids(uow, meeting.community_id, [each.unit_id for each in rows])
    is_desk, is_seen = POLICY.allows(actor, A.WRITE_MINUTES), _sees_minutes(actor, meeting)
    return [
        {
            "id": each.unit_id,
            "name": names[each.unit_id].name,
            "came": each.came_at is not None,
            "delegate": each.delegate if is_desk else None,
            "said": each.said if is_seen else None,
        }
        for each in rows
    ]


def _own_seat(uow: UnitOfWork, actor: Actor, meeting: Meeting) -> dict[str, Any] | None:
    """Return the caller's seat and whether it is taken: by them, by another of the household, on paper, by proxy."""
    if actor.member_id is None:
        return None
    own = communities.electors_among(uow, meeting.community_id, [actor.member_id])
    seat = seat_of(uow, meeting, actor.member_id, own[0].household_id if own else None)
    if seat is None:
        return None
    came = attendance_of(uow, meeting, seat.id, None)
    return {
        "id": seat.id,
        "is_household": seat.household_id is not None,
        "present": came is not None,
        "way": None if came is None else came.way,
        "way_name": None if came is None else WAY_NAMES[Way(came.way)],
        "is_me": came is not None and came.member_id == actor.member_id,
        "may_attend": meeting.state == S.OPEN and came is None and POLICY.allows(actor, A.ATTEND),
    }


def _minutes(actor: Actor, meeting: Meeting) -> dict[str, Any] | None:
    if meeting.minutes is None or not _sees_minutes(actor, meeting):
        return None
    seal = meeting.minutes_hash
    return {
        "text": meeting.minutes,
        "published_at": meeting.published_at,
        "seal": seal,
        "short_seal": None if seal is None else short_seal(seal),
    }


def _followed_by(uow: UnitOfWork, meeting: Meeting) -> UUID | None:
    if meeting.state != S.ADJOURNED:
        return None
    return uow.session.scalars(
        select(Meeting.id).where(Meeting.community_id == meeting.community_id, Meeting.follows_id == meeting.id)
    ).one_or_none()


def _demands(uow: UnitOfWork, meeting: Meeting) -> Sequence[UUID]:
    if meeting.kind != Kind.RESIDENTS:
        return []
    return uow.session.scalars(
        select(Demand.id)
        .where(Demand.community_id == meeting.community_id, Demand.meeting_id == meeting.id)
        .order_by(Demand.id)
    ).all()


def _history(uow: UnitOfWork, meeting: Meeting) -> list[dict[str, Any]]:
    """Return the line of what happened; whoever did it is the desk."""
    rows = uow.session.scalars(
        select(MeetingMoveRow)
        .where(MeetingMoveRow.community_id == meeting.community_id, MeetingMoveRow.meeting_id == meeting.id)
        .order_by(MeetingMoveRow.at, MeetingMoveRow.id)
    )
    return [
        {"state": row.to_state, "state_name": MEETING_STATE_NAMES[S(row.to_state)], "at": row.at, "note": row.note}
        for row in rows
    ]


def _moves(actor: Actor, meeting: Meeting, now: datetime, *, is_quorate: bool) -> list[dict[str, str]]:
    """Return the moves the caller may make now: by the state, the hour, how many are there, what is written."""
    if not POLICY.allows(actor, A.MOVE_MEETING):
        return []
    waits = {
        MeetingMove.OPEN: now < meeting.starts_at - timedelta(minutes=OPENS_BEFORE.value),
        MeetingMove.CLOSE: meeting.kind == Kind.RESIDENTS and not is_quorate,
        MeetingMove.ADJOURN: is_quorate,
        MeetingMove.PUBLISH: meeting.minutes is None,
    }
    return [
        {"move": move.value, "name": MOVE_NAMES[move]}
        for move in MEETING_MOVES.moves_from(S(meeting.state))
        if not waits.get(move, False)
    ]
