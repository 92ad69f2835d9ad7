"""Proxies as they are shown: to the desk all, to others those they gave or hold; and whom one may give one to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.meetings.models import Proxy, Seat
from backend.meetings.policy import POLICY, A
from backend.meetings.rules.proxies import check_basis
from backend.meetings.rules.thresholds import PROXIES_MAX
from backend.meetings.service.store import get_meeting_row
from backend.meetings.types import Basis
from backend.meetings.types.proxies import PROXY_STATE_NAMES, PROXY_WAY_NAMES, ProxyState, ProxyWay


def list_proxies(
    uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Page through the proxies of a meeting, newest first: the desk all, others those they gave or hold."""
    POLICY.permit(actor, A.GIVE_PROXY)
    get_meeting_row(uow, community_id, meeting_id)
    wanted = select(Proxy).where(Proxy.community_id == community_id, Proxy.meeting_id == meeting_id)
    if not POLICY.allows(actor, A.READ_ROLL):
        own = select(Seat.id).where(
            Seat.community_id == community_id, Seat.meeting_id == meeting_id, Seat.member_id == actor.member_id
        )
        wanted = wanted.where(or_(Proxy.seat_id.in_(own), Proxy.holder_seat_id.in_(own)))
    found = fetch_page(uow.session, wanted, page, keys=[Proxy.given_at, Proxy.id])
    return Page(view_proxies(uow, actor, found.items), found.next_cursor)


def list_holders(uow: UnitOfWork, actor: Actor, community_id: int, meeting_id: UUID) -> list[dict[str, Any]]:
    """Return those of the caller's household who have a seat, with how many more proxies each may hold."""
    POLICY.permit(actor, A.GIVE_PROXY)
    assert actor.member_id is not None, "a member has an id"
    meeting = get_meeting_row(uow, community_id, meeting_id)
    check_basis(Basis(meeting.basis))
    family = [id_ for id_ in communities.household_of(uow, community_id, actor.member_id) if id_ != actor.member_id]
    held = func.count(Proxy.id)
    rows = uow.session.execute(
        select(Seat.member_id, held)
        .outerjoin(
            Proxy,
            and_(
                Proxy.community_id == Seat.community_id,
                Proxy.holder_seat_id == Seat.id,
                Proxy.meeting_id == Seat.meeting_id,
                Proxy.state != ProxyState.TAKEN_BACK,
            ),
        )
        .where(Seat.community_id == community_id, Seat.meeting_id == meeting_id, Seat.member_id.in_(family))
        .group_by(Seat.member_id)
        .order_by(Seat.member_id)
    ).all()
    names = communities.members_by_ids(uow, community_id, [id_ for id_, _ in rows if id_])
    return [{"id": id_, "name": names[id_].name, "free": max(0, PROXIES_MAX.value - many)} for id_, many in rows if id_]


def view_proxies(uow: UnitOfWork, actor: Actor, rows: Sequence[Proxy]) -> list[dict[str, Any]]:
    """Return proxies as they are shown. Three statements however many they are."""
    if not rows:
        return []
    community_id = rows[0].community_id
    seat_ids = {id_ for row in rows for id_ in (row.seat_id, row.holder_seat_id)}
    found = uow.session.execute(
        select(Seat.id, Seat.member_id).where(Seat.community_id == community_id, Seat.id.in_(seat_ids))
    ).all()
    members = {id_: member_id for id_, member_id in found if member_id is not None}  # households give no proxy
    names = communities.members_by_ids(uow, community_id, set(members.values()))
    photos = attachments.photos_by_ids(uow, community_id, [row.photo_id for row in rows if row.photo_id])
    return [
        {
            "id": row.id,
            "meeting_id": row.meeting_id,
            "from": {"id": members[row.seat_id], "name": names[members[row.seat_id]].name},
            "to": {"id": members[row.holder_seat_id], "name": names[members[row.holder_seat_id]].name},
            "state": row.state,
            "state_name": PROXY_STATE_NAMES[ProxyState(row.state)],
            "way": row.way,
            "way_name": PROXY_WAY_NAMES[ProxyWay(row.way)],
            "photo": photos.get(row.photo_id) if row.photo_id else None,
            "given_at": row.given_at,
            "is_mine": members[row.seat_id] == actor.member_id,
        }
        for row in rows
    ]
