"""Proxies: a seat's voice given in writing to one of the same household, brought along, ended by coming oneself."""

from typing import Any
from uuid import UUID

from sqlalchemy import and_, literal, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import aliased

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import InvalidError, MoveNotAllowedError
from backend.infra.rows import add_or_refuse, row_by_id
from backend.infra.uow import UnitOfWork
from backend.meetings import events
from backend.meetings.errors import (
    GiverIsPresentError,
    HolderHasNoSeatError,
    NoSeatError,
    NotInSessionError,
    ProxyGivenError,
    ProxyInUseError,
)
from backend.meetings.models import Attendance, Meeting, Proxy, Seat
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.proxies import ProxyFacts, check_basis, check_proxy
from backend.meetings.service.proxy_views import view_proxies
from backend.meetings.service.store import get_meeting_row, share_meeting
from backend.meetings.service.voices import get_voice
from backend.meetings.types import Basis, MeetingState, Way
from backend.meetings.types.proxies import NewProxy, ProxyState, ProxyWay

BEFORE_THE_END = (MeetingState.CALLED, MeetingState.OPEN)


def give_proxy(uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID, new: NewProxy) -> dict[str, Any]:
    """Give one's voice to one of one's household; the desk takes in a signed paper, with a photo of it.

    Raises NotFoundError, NotInSessionError, NoSeatError, GiverIsPresentError, InvalidError and what ``check_proxy``
    and ``check_basis`` raise.
    """
    POLICY.permit(actor, A.GIVE_PROXY)
    meeting = share_meeting(uow, community_id, meeting_id)
    if meeting.state not in BEFORE_THE_END:
        raise NotInSessionError
    check_basis(Basis(meeting.basis))
    giver_id = _giver(uow, actor, new)
    giver, holder = _lock_seats(uow, meeting, giver_id, new.to_member_id)
    _require_away(uow, meeting, giver)
    check_proxy(_facts(uow, meeting, giver, holder, giver_id=giver_id, holder_id=new.to_member_id))
    row = Proxy(
        community_id=community_id,
        id=uow.new_id(),
        meeting_id=meeting_id,
        seat_id=giver.id,
        holder_seat_id=holder.id,
        state=ProxyState.GIVEN,
        way=ProxyWay.PAPER if new.photo_id else ProxyWay.PHONE,
        photo_id=new.photo_id,
        given_by=actor.member_id,
        given_at=uow.now,
    )
    add_or_refuse(uow, row, refusal=ProxyGivenError)
    if meeting.state == MeetingState.OPEN:
        bring_proxies(uow, meeting, holder_member_id=new.to_member_id)
    _tell(uow, meeting, row, "proxy_given", giver_id=giver_id, holder_id=new.to_member_id)
    return view_proxies(uow, actor, [row])[0]


def _giver(uow: UnitOfWork, actor: Actor, new: NewProxy) -> UUID:
    """Return whose voice is given: one's own by a tap, another's by the paper that the desk holds in hand."""
    assert actor.member_id is not None, "a member has an id"
    if new.from_member_id is None or new.from_member_id == actor.member_id:
        if new.photo_id is not None:
            raise InvalidError({"photo_id": ["自己委托不用拍照"]})
        return actor.member_id
    POLICY.permit(actor, A.NOTE_ATTENDANCE)
    if new.photo_id is None:
        raise InvalidError({"photo_id": ["请拍下委托书"]})
    attachments.use_photos(uow, actor, actor.community_id or 0, [new.photo_id])
    return new.from_member_id


def _lock_seats(uow: UnitOfWork, meeting: Meeting, giver_id: UUID, holder_id: UUID) -> tuple[Seat, Seat]:
    """Return both seats; their members are locked in one order: neither gives or is given to meanwhile."""
    communities.lock_members(uow, meeting.community_id, [giver_id, holder_id])
    rows = uow.session.scalars(
        select(Seat).where(
            Seat.community_id == meeting.community_id,
            Seat.meeting_id == meeting.id,
            Seat.member_id.in_([giver_id, holder_id]),
        )
    ).all()
    seats = {row.member_id: row for row in rows}
    if giver_id not in seats:
        raise NoSeatError
    if holder_id not in seats:
        raise HolderHasNoSeatError
    return seats[giver_id], seats[holder_id]


def _require_away(uow: UnitOfWork, meeting: Meeting, giver: Seat) -> None:
    voice = get_voice(uow, meeting.community_id, meeting.id, giver.id)
    if voice.way is not None and (voice.way is not Way.PROXY or voice.has_come):
        raise GiverIsPresentError


def _facts(
    uow: UnitOfWork, meeting: Meeting, giver: Seat, holder: Seat, *, giver_id: UUID, holder_id: UUID
) -> ProxyFacts:
    """Read what decides on the proxy. Three statements."""
    homes = {
        each.id: each.household_id
        for each in communities.electors_among(uow, meeting.community_id, [giver_id, holder_id])
    }
    live = uow.session.execute(
        select(Proxy.seat_id, Proxy.holder_seat_id).where(
            Proxy.community_id == meeting.community_id,
            Proxy.meeting_id == meeting.id,
            Proxy.state != ProxyState.TAKEN_BACK,
            or_(Proxy.seat_id.in_([giver.id, holder.id]), Proxy.holder_seat_id.in_([giver.id, holder.id])),
        )
    ).all()
    given, held = [row.seat_id for row in live], [row.holder_seat_id for row in live]
    return ProxyFacts(
        giver_seat_id=giver.id,
        holder_seat_id=holder.id,
        giver_household_id=homes.get(giver_id),
        holder_household_id=homes.get(holder_id),
        giver_has_given=giver.id in given,
        giver_holds=held.count(giver.id),
        holder_has_given=holder.id in given,
        holder_holds=held.count(holder.id),
    )


def take_back_proxy(uow: UnitOfWork, actor: Actor, community_id: int, proxy_id: UUID) -> dict[str, Any]:
    """Take back a proxy that was not brought to the meeting yet; its giver may, and the desk for who signed a paper.

    Raises NotFoundError, MoveNotAllowedError and ProxyInUseError.
    """
    POLICY.permit(actor, A.GIVE_PROXY)
    row = row_by_id(uow, Proxy, community_id, proxy_id, lock=True)
    seat = row_by_id(uow, Seat, community_id, row.seat_id)
    POLICY.permit(actor, A.TAKE_BACK_PROXY, member_id=seat.member_id)
    if row.state != ProxyState.GIVEN:
        raise MoveNotAllowedError(state=row.state, move="take_back")
    # The holder's coming writes the presence under the same row's lock.
    if _is_brought(uow, row):
        raise ProxyInUseError
    row.state, row.ended_at = ProxyState.TAKEN_BACK, uow.now
    uow.session.flush()
    meeting = get_meeting_row(uow, community_id, row.meeting_id)
    holder = row_by_id(uow, Seat, community_id, row.holder_seat_id)
    _tell(uow, meeting, row, "proxy_taken_back", giver_id=seat.member_id, holder_id=holder.member_id)
    return view_proxies(uow, actor, [row])[0]


def _is_brought(uow: UnitOfWork, row: Proxy) -> bool:
    found = uow.session.scalar(
        select(Attendance.way).where(
            Attendance.community_id == row.community_id,
            Attendance.meeting_id == row.meeting_id,
            Attendance.seat_id == row.seat_id,
        )
    )
    return found is not None


def bring_proxies(uow: UnitOfWork, meeting: Meeting, *, holder_member_id: UUID | None = None) -> None:
    """Note the seats as present whose proxy somebody brought who is there themself. Doing it twice is as once."""
    own_seat, came = aliased(Seat), aliased(Attendance)
    giver = aliased(Seat)
    wanted = (
        select(Proxy.id)
        .join(own_seat, and_(own_seat.community_id == Proxy.community_id, own_seat.id == Proxy.holder_seat_id))
        .join(
            came,
            and_(
                came.community_id == Proxy.community_id,
                came.meeting_id == Proxy.meeting_id,
                came.seat_id == own_seat.id,
                came.way != Way.PROXY,
            ),
        )
        .where(
            Proxy.community_id == meeting.community_id,
            Proxy.meeting_id == meeting.id,
            Proxy.state == ProxyState.GIVEN,
        )
    )
    if holder_member_id is not None:
        wanted = wanted.where(own_seat.member_id == holder_member_id)
    # A proxy that is being taken back meanwhile is waited for, and then no longer given.
    ids = uow.session.scalars(wanted.order_by(Proxy.id).with_for_update(key_share=True, of=Proxy)).all()
    if not ids:
        return
    rows = (
        select(
            Proxy.community_id,
            Proxy.meeting_id,
            Proxy.seat_id,
            literal(Way.PROXY.value),
            giver.member_id,
            own_seat.member_id,
            literal(uow.now, Attendance.at.type),
        )
        .join(own_seat, and_(own_seat.community_id == Proxy.community_id, own_seat.id == Proxy.holder_seat_id))
        .join(giver, and_(giver.community_id == Proxy.community_id, giver.id == Proxy.seat_id))
        .where(Proxy.community_id == meeting.community_id, Proxy.id.in_(ids), Proxy.state == ProxyState.GIVEN)
    )
    names = ["community_id", "meeting_id", "seat_id", "way", "member_id", "by_member_id", "at"]
    uow.session.execute(insert(Attendance).from_select(names, rows).on_conflict_do_nothing())


def come_instead(uow: UnitOfWork, meeting: Meeting, seat_id: UUID) -> bool:
    """End the proxy of a seat whose giver is there after all; tell whether there was one.

    Whatever the holder voted before stays; from here on the giver speaks for themself.
    """
    row = uow.session.scalars(
        select(Proxy)
        .where(
            Proxy.community_id == meeting.community_id,
            Proxy.meeting_id == meeting.id,
            Proxy.seat_id == seat_id,
            Proxy.state == ProxyState.GIVEN,
        )
        .with_for_update(key_share=True)
    ).one_or_none()
    if row is None:
        return False
    row.state, row.ended_at = ProxyState.CAME, uow.now
    uow.session.flush()
    giver, holder = (row_by_id(uow, Seat, row.community_id, id_) for id_ in (row.seat_id, row.holder_seat_id))
    _tell(uow, meeting, row, "proxy_ended", giver_id=giver.member_id, holder_id=holder.member_id)
    return True


def _tell(
    uow: UnitOfWork, meeting: Meeting, row: Proxy, what: str, *, giver_id: UUID | None, holder_id: UUID | None
) -> None:
    """Tell both sides; whoever did it themself knows it already."""
    names = communities.members_by_ids(uow, row.community_id, {id_ for id_ in (giver_id, holder_id) if id_})
    events.tell_of_meeting(
        uow,
        meeting,
        what,
        [holder_id, *([giver_id] if row.way == ProxyWay.PAPER else [])],
        giver=names[giver_id].name if giver_id in names else "",
        holder=names[holder_id].name if holder_id in names else "",
    )
