"""Reading meetings: a page of them, one, its roll with names for the desk."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select

from backend.communities import service as communities
from backend.communities.types import MemberRef
from backend.core.actor import Actor
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.meetings.models import AgendaItem, Attendance, Meeting, Seat
from backend.meetings.moves.meetings import LIVE
from backend.meetings.policy import POLICY, A
from backend.meetings.service.attending import named_on_roll
from backend.meetings.service.groups import live_groups
from backend.meetings.service.store import get_meeting_row
from backend.meetings.service.view import view_meeting, view_meetings
from backend.meetings.types import WAY_NAMES, MeetingFilter, Way


def list_meetings(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: MeetingFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return meetings, the latest to be held first."""
    POLICY.permit(actor, A.READ_MEETINGS)
    chosen = select(Meeting).where(Meeting.community_id == community_id)
    if wanted.kind is not None:
        chosen = chosen.where(Meeting.kind == wanted.kind)
    if wanted.state is not None:
        chosen = chosen.where(Meeting.state == wanted.state)
    if wanted.live:
        chosen = chosen.where(Meeting.state.in_(LIVE))
    if wanted.topic_id is not None:
        about = select(AgendaItem.meeting_id).where(
            AgendaItem.community_id == community_id, AgendaItem.topic_id == wanted.topic_id
        )
        chosen = chosen.where(Meeting.id.in_(about))
    if wanted.mine:
        chosen = chosen.where(Meeting.id.in_(_own(uow, actor, community_id)))
    found = fetch_page(uow.session, chosen, page, keys=[Meeting.starts_at, Meeting.id])
    return Page(view_meetings(uow, found.items) if found.items else [], found.next_cursor)


def _own(uow: UnitOfWork, actor: Actor, community_id: int) -> Any:
    """Return the meetings at which the caller, or their household, has a seat."""
    own = communities.electors_among(uow, community_id, [actor.member_id] if actor.member_id else [])
    household_id = own[0].household_id if own else None
    return select(Seat.meeting_id).where(
        Seat.community_id == community_id,
        (Seat.member_id == actor.member_id) | and_(Seat.household_id.is_not(None), Seat.household_id == household_id),
    )


def read_meeting(uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID) -> dict[str, Any]:
    """Return one meeting; raises NotFoundError."""
    POLICY.permit(actor, A.READ_MEETINGS)
    return view_meeting(uow, actor, get_meeting_row(uow, community_id, meeting_id))


def list_roll(
    uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID, find: str | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return seats with names and presence, for writing down who signed on paper; ``find`` is a whole name."""
    POLICY.permit(actor, A.READ_ROLL)
    meeting = get_meeting_row(uow, community_id, meeting_id)
    wanted = select(Seat).where(Seat.community_id == community_id, Seat.meeting_id == meeting_id)
    if find is not None:
        wanted = wanted.where(Seat.id.in_(named_on_roll(uow, meeting, find)))
    found = fetch_page(uow.session, wanted, page, keys=[Seat.id], descending=False)
    return Page(_view_seats(uow, meeting, found.items), found.next_cursor)


def _view_seats(uow: UnitOfWork, meeting: Meeting, seats: Sequence[Seat]) -> list[dict[str, Any]]:
    cid = meeting.community_id
    came = {
        each.seat_id: each
        for each in uow.session.scalars(
            select(Attendance).where(
                Attendance.community_id == cid,
                Attendance.meeting_id == meeting.id,
                Attendance.seat_id.in_([seat.id for seat in seats]),
            )
        )
    }
    people = {seat.member_id for seat in seats} | {each.member_id for each in came.values()}
    names = communities.members_by_ids(uow, cid, {id_ for id_ in people if id_ is not None})
    doors = communities.doors_of(uow, cid, [seat.household_id for seat in seats if seat.household_id])
    groups = {group.id: group.name for group in live_groups(uow, cid)} if meeting.basis == "representatives" else {}
    return [
        {
            "id": seat.id,
            "name": _seat_name(seat, came.get(seat.id), names, doors),
            "group_name": groups.get(seat.group_id) if seat.group_id else None,
            "is_household": seat.household_id is not None,
            "present": seat.id in came,
            "way_name": WAY_NAMES[Way(came[seat.id].way)] if seat.id in came else None,
            "came_name": _came_name(came.get(seat.id), names),
            "at": came[seat.id].at if seat.id in came else None,
        }
        for seat in seats
    ]


def _seat_name(seat: Seat, came: Attendance | None, names: dict[UUID, MemberRef], doors: dict[UUID, str]) -> str:
    """Return whose seat it is; that of somebody who is not on a phone is made as they come and are written down."""
    if seat.member_id is not None:
        return names[seat.member_id].name
    if seat.household_id is not None:
        return doors[seat.household_id]
    return (came.name if came else None) or ""


def _came_name(attendance: Attendance | None, names: dict[UUID, MemberRef]) -> str | None:
    if attendance is None:
        return None
    return names[attendance.member_id].name if attendance.member_id else attendance.name
