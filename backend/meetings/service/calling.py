"""Calling a meeting: its time, its agenda, the roll fixed in one batch, invitations."""

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, insert, select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.core.rotating_code import new_secret
from backend.deliberation import service as deliberation
from backend.infra import links
from backend.infra.numbers import next_number
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.meetings.errors import NotAdjournedError
from backend.meetings.events import tell_of_meeting
from backend.meetings.models import AgendaItem, InvitedUnit, Meeting, Seat
from backend.meetings.moves.meetings import CALL
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.calling import check_call, day_of, remind_at
from backend.meetings.rules.roll import PlannedSeat, Residents, Roll, decide_invited_roll, decide_lawful_roll
from backend.meetings.service.answering import answer_demand
from backend.meetings.service.groups import find_register, load_groups
from backend.meetings.service.store import agenda_of, lock_meeting, write_move
from backend.meetings.service.view import view_meeting
from backend.meetings.types import Audience, Basis, Kind, MeetingState, NewItem, NewMeeting

NUMBER_NAME = "meeting"


def call_meeting(uow: UnitOfWork, actor: Actor, community_id: int, new: NewMeeting) -> dict[str, Any]:
    """Call a meeting: whoever has a seat stands from now on, and is told.

    Raises InvalidError, NoticeTooShortError, RegisterMissingError, GroupsWithoutRepresentativesError, EmptyRollError,
    DemandNotReachedError, NotAdjournedError.
    """
    POLICY.permit(actor, A.CALL_MEETING)
    if new.kind is Kind.ALLIANCE:
        POLICY.permit(actor, A.CALL_ALLIANCE)
    check_call(new, uow.now)
    agenda = new.agenda or _agenda_before(uow, community_id, new.follows_id)
    _require_topics(uow, actor, community_id, agenda)
    _require_units(uow, community_id, new.unit_ids)
    roll = reckon_roll(uow, community_id, new, agenda)
    meeting = _store(uow, actor, community_id, new, roll)
    _store_parts(uow, meeting, agenda, new.unit_ids)
    store_seats(uow, meeting, roll.seats)
    if new.demand_id is not None:
        answer_demand(uow, meeting, new.demand_id)
    _link(uow, meeting, agenda, new)
    assert actor.member_id is not None, "whoever calls is a member"
    write_move(uow, meeting, CALL, from_state=None, by_member_id=actor.member_id, seats=roll.size)
    tell_of_meeting(uow, meeting, "called", roll.invited)
    contacts = communities.contacts_of(uow, community_id, *new.unit_ids) if new.unit_ids else []
    tell_of_meeting(uow, meeting, "unit_asked", [each.id for each in contacts])
    return view_meeting(uow, actor, meeting)


def reckon_roll(uow: UnitOfWork, community_id: int, new: NewMeeting, agenda: Sequence[NewItem]) -> Roll:
    """Return who has a seat: everybody verified is read once, ages are reckoned here, for they are encrypted."""
    electors, groups = communities.electors_of(uow, community_id), load_groups(uow, community_id)
    day = day_of(new.starts_at)
    if new.kind is not Kind.RESIDENTS:
        concerned = _concerned(uow, community_id, agenda) if new.audience.rule is Audience.CONCERNED else set()
        return decide_invited_roll(new.audience, electors, groups, day, concerned=concerned)
    register = find_register(uow, community_id)
    residents = None if register is None else Residents(register.adults, register.households)
    return decide_lawful_roll(new.basis, electors, groups, residents, day)


def _concerned(uow: UnitOfWork, community_id: int, agenda: Sequence[NewItem]) -> set[UUID]:
    """Return whoever wrote, or said is theirs too, what the agenda's topics were raised from."""
    topics = [item.topic_id for item in agenda if item.topic_id is not None]
    entries = deliberation.source_entries(uow, community_id, topics)
    if not entries:
        raise InvalidError({"audience": ["议程里还没有从清单提出的议题，请换一种邀请范围"]})
    return lists.members_concerned(uow, community_id, entries)


def _agenda_before(uow: UnitOfWork, community_id: int, follows_id: UUID | None) -> Sequence[NewItem]:
    """Return the agenda of the meeting that was adjourned, where no other is given."""
    if follows_id is None:
        raise InvalidError({"agenda": ["请写上至少一项议程"]})
    before = agenda_of(uow, lock_meeting(uow, community_id, follows_id))
    return [NewItem(item.title, item.text, item.topic_id) for item in before]


def _require_topics(uow: UnitOfWork, actor: Actor, community_id: int, agenda: Sequence[NewItem]) -> None:
    wanted = [item.topic_id for item in agenda if item.topic_id is not None]
    found = deliberation.topics_by_ids(uow, actor, community_id, wanted)
    if len(wanted) != len(set(wanted)) or any(id_ not in found or not found[id_].is_live for id_ in wanted):
        raise InvalidError({"agenda": ["议题没有找到、已经结束，或者写了两遍"]})


def _require_units(uow: UnitOfWork, community_id: int, unit_ids: Sequence[UUID]) -> None:
    if len(communities.units_by_ids(uow, community_id, unit_ids)) != len(set(unit_ids)):
        raise InvalidError({"unit_ids": ["没有找到这个单位"]})


def _store(uow: UnitOfWork, actor: Actor, community_id: int, new: NewMeeting, roll: Roll) -> Meeting:
    """Store the row; the number is taken late, for it holds the community's counter."""
    if new.follows_id is not None and (lock_meeting(uow, community_id, new.follows_id).state != MeetingState.ADJOURNED):
        raise NotAdjournedError
    meeting = Meeting(
        community_id=community_id,
        id=uow.new_id(),
        number=next_number(uow, community_id, NUMBER_NAME),
        kind=new.kind.value,
        title=new.title,
        text=new.text,
        place=new.place,
        basis=new.basis.value,
        audience=new.audience.rule.value,
        audience_of=[*new.audience.buildings, *map(str, new.audience.ids)],
        state=MeetingState.CALLED.value,
        starts_at=new.starts_at,
        seats=roll.size,
        outside_seats=roll.outside,
        outside_taken=0,
        code_secret=new_secret(),
        follows_id=new.follows_id,
        called_by=actor.member_id,
        called_at=uow.now,
        next_at=remind_at(new.starts_at, uow.now),
        updated_at=uow.now,
    )
    add_or_refuse(uow, meeting, refusal=NotAdjournedError)
    return meeting


def _store_parts(uow: UnitOfWork, meeting: Meeting, agenda: Sequence[NewItem], unit_ids: Sequence[UUID]) -> None:
    here = {"community_id": meeting.community_id, "meeting_id": meeting.id}
    uow.session.add_all(
        AgendaItem(**here, id=uow.new_id(), no=no, topic_id=item.topic_id, title=item.title, text=item.text)
        for no, item in enumerate(agenda, 1)
    )
    uow.session.add_all(InvitedUnit(**here, unit_id=unit_id) for unit_id in dict.fromkeys(unit_ids))
    uow.session.flush()


def store_seats(uow: UnitOfWork, meeting: Meeting, seats: Sequence[PlannedSeat]) -> None:
    """Store the roll, however long, in one batch."""
    rows = [
        {
            "community_id": meeting.community_id,
            "id": uow.new_id(),
            "meeting_id": meeting.id,
            "member_id": seat.member_id,
            "household_id": seat.household_id,
            "group_id": seat.group_id,
        }
        for seat in seats
    ]
    uow.session.execute(insert(cast(Table, Seat.__table__)), rows)


def _link(uow: UnitOfWork, meeting: Meeting, agenda: Sequence[NewItem], new: NewMeeting) -> None:
    here = ("meeting", meeting.id)
    topics = [(("topic", item.topic_id), here) for item in agenda if item.topic_id is not None]
    links.record_many(uow, meeting.community_id, topics, relation="tabled")
    if new.follows_id is not None:
        links.record(uow, meeting.community_id, from_=("meeting", new.follows_id), to=here, relation="adjourned_to")
    if new.demand_id is not None:
        links.record(uow, meeting.community_id, from_=("meeting_demand", new.demand_id), to=here, relation="answered")


def invited_members(uow: UnitOfWork, meeting: Meeting) -> list[UUID]:
    """Return whoever has a seat, or lives in a household that has one, for telling them."""
    here = Seat.community_id == meeting.community_id, Seat.meeting_id == meeting.id
    own = uow.session.scalars(select(Seat.member_id).where(*here, Seat.member_id.is_not(None))).all()
    if own or meeting.basis != Basis.HOUSEHOLDS:
        return [id_ for id_ in own if id_ is not None]
    households = set(uow.session.scalars(select(Seat.household_id).where(*here, Seat.household_id.is_not(None))))
    return [each.id for each in communities.electors_of(uow, meeting.community_id) if each.household_id in households]
