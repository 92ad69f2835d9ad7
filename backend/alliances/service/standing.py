"""How communities stand in an alliance: founded by one lead, answered by the others', ended by the chair or by leaving.

Each community writes its own row in its own transaction; the others learn of it by message, the newest word counts.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import update

from backend.alliances import events
from backend.alliances.errors import AlreadyInvitedError, NotChairError, NotOnStreetError
from backend.alliances.models import Alliance, AllianceMember
from backend.alliances.moves import CHAIR_MOVES, MEMBER_MOVES, StandMove
from backend.alliances.policy import POLICY, A
from backend.alliances.rules import rhythm
from backend.alliances.service.board import newest_issued, open_round, send_board
from backend.alliances.service.view import view_alliance
from backend.alliances.types import NewAlliance, Stand
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra import outbox
from backend.infra.rows import insert_once, row_by_id
from backend.infra.uow import UnitOfWork

_LIVE = (Stand.INVITED, Stand.JOINED)


def found_alliance(uow: UnitOfWork, actor: Actor, community_id: int, new: NewAlliance) -> dict[str, Any]:
    """Found an alliance that this community convenes, and invite others of its street; raises NotOnStreetError."""
    POLICY.permit(actor, A.SPEAK_FOR_COMMUNITY)
    us = communities.get_community(uow, community_id)
    alliance = Alliance(
        community_id=community_id,
        id=uow.new_id(),
        name=new.name,
        purpose=new.purpose,
        chair_id=community_id,
        chair_name=us.name,
        stand=Stand.JOINED,
        stand_version=1,
        created_at=uow.now,
    )
    uow.session.add(alliance)
    uow.session.flush()
    _write_member(uow, alliance, community_id, us.name, Stand.JOINED)
    open_round(uow, alliance, rhythm.month_to_write(uow.now))
    neighbours = communities.neighbours_of(uow, community_id)
    for other_id in dict.fromkeys(new.other_ids):
        _invite(uow, alliance, other_id, neighbours)
    return view_alliance(uow, actor, alliance)


def invite(uow: UnitOfWork, actor: Actor, community_id: int, alliance_id: UUID, other_id: int) -> dict[str, Any]:
    """Invite one more community, or again one that declined or left.

    Raises NotFoundError, NotChairError, NotOnStreetError, AlreadyInvitedError.
    """
    POLICY.permit(actor, A.SPEAK_FOR_COMMUNITY)
    alliance = lock_as_chair(uow, community_id, alliance_id)
    _invite(uow, alliance, other_id, communities.neighbours_of(uow, community_id))
    return view_alliance(uow, actor, alliance)


def lock_as_chair(uow: UnitOfWork, community_id: int, alliance_id: UUID) -> Alliance:
    """Return the alliance that this community convenes, locked; raises NotFoundError, NotChairError."""
    alliance = row_by_id(uow, Alliance, community_id, alliance_id, lock=True)
    if alliance.chair_id != community_id or alliance.stand != Stand.JOINED:
        raise NotChairError
    return alliance


def _invite(uow: UnitOfWork, alliance: Alliance, other_id: int, neighbours: dict[int, str]) -> None:
    if other_id not in neighbours:
        raise NotOnStreetError(other_id=other_id)
    _write_member(uow, alliance, other_id, neighbours[other_id], Stand.INVITED)
    _call(uow, alliance, other_id, Stand.INVITED)


def _write_member(uow: UnitOfWork, alliance: Alliance, other_id: int, name: str, stand: Stand) -> None:
    key = {"community_id": alliance.community_id, "alliance_id": alliance.id, "other_id": other_id}
    if insert_once(uow, AllianceMember, **key, name=name, stand=stand, version=0, at=uow.now):
        return
    again = (
        update(AllianceMember)
        .where(
            AllianceMember.community_id == alliance.community_id,
            AllianceMember.alliance_id == alliance.id,
            AllianceMember.other_id == other_id,
            AllianceMember.stand.not_in(_LIVE),
        )
        .values(stand=stand, at=uow.now)
        .returning(AllianceMember.other_id)
    )
    if uow.session.execute(again).first() is None:
        raise AlreadyInvitedError(other_id=other_id)


def _call(uow: UnitOfWork, alliance: Alliance, other_id: int, stand: Stand) -> None:
    message = {
        "to": other_id,
        "alliance_id": str(alliance.id),
        "name": alliance.name,
        "purpose": alliance.purpose,
        "chair_name": alliance.chair_name,
        "stand": stand,
    }
    outbox.record(uow, alliance.community_id, events.CALLED, message)


def hear_call(uow: UnitOfWork, community_id: int, sender_id: int, message: dict[str, Any]) -> None:
    """Note an invitation, or that the alliance is over; an invitation to what one is in already changes nothing."""
    alliance_id, stand = UUID(message["alliance_id"]), Stand(message["stand"])
    told = {"alliance_id": message["alliance_id"], "name": message["name"], "chair_name": message["chair_name"]}
    is_new = stand is Stand.INVITED and insert_once(
        uow,
        Alliance,
        community_id=community_id,
        id=alliance_id,
        name=message["name"],
        purpose=message["purpose"],
        chair_id=sender_id,
        chair_name=message["chair_name"],
        stand=stand,
        stand_version=0,
        created_at=uow.now,
    )
    if is_new:
        outbox.record(uow, community_id, events.INVITED, told)
        return
    row = _find(uow, community_id, alliance_id)
    if row is None or row.chair_id != sender_id:
        return
    if stand is Stand.ENDED and row.stand in _LIVE:
        row.stand, row.next_at = Stand.ENDED, None
        outbox.record(uow, community_id, events.ENDED, told)
    elif stand is Stand.INVITED and row.stand in (Stand.DECLINED, Stand.LEFT):
        row.stand = Stand.INVITED
        outbox.record(uow, community_id, events.INVITED, told)


def _find(uow: UnitOfWork, community_id: int, alliance_id: UUID) -> Alliance | None:
    try:
        return row_by_id(uow, Alliance, community_id, alliance_id, lock=True)
    except NotFoundError:
        return None


def move_alliance(
    uow: UnitOfWork, actor: Actor, community_id: int, alliance_id: UUID, move: StandMove
) -> dict[str, Any]:
    """Join, decline, leave, or as the chair end an alliance; raises NotFoundError, MoveNotAllowedError."""
    POLICY.permit(actor, A.SPEAK_FOR_COMMUNITY)
    alliance = row_by_id(uow, Alliance, community_id, alliance_id, lock=True)
    is_chair = alliance.chair_id == community_id
    moves = CHAIR_MOVES if is_chair else MEMBER_MOVES
    alliance.stand = moves.next(Stand(alliance.stand), move)
    alliance.stand_version += 1
    if alliance.stand != Stand.JOINED:
        alliance.next_at = None
    if is_chair:
        _end_for_all(uow, alliance)
    else:
        message = {
            "to": alliance.chair_id,
            "alliance_id": str(alliance_id),
            "stand": alliance.stand,
            "version": alliance.stand_version,
        }
        outbox.record(uow, community_id, events.STOOD, message)
    uow.session.flush()
    return view_alliance(uow, actor, alliance)


def _end_for_all(uow: UnitOfWork, alliance: Alliance) -> None:
    """End it for the chair's own row of members too, and call those who were in it or asked."""
    here = (AllianceMember.community_id == alliance.community_id, AllianceMember.alliance_id == alliance.id)
    ended = uow.session.scalars(
        update(AllianceMember)
        .where(*here, AllianceMember.stand.in_(_LIVE))
        .values(stand=Stand.ENDED, at=uow.now)
        .returning(AllianceMember.other_id)
    ).all()
    for other_id in sorted(set(ended) - {alliance.community_id}):
        _call(uow, alliance, other_id, Stand.ENDED)


def hear_stand(uow: UnitOfWork, community_id: int, sender_id: int, message: dict[str, Any]) -> None:
    """Note how a community stands now, and send it the board.

    What is older than what is known, or comes after the alliance's end, changes nothing.
    """
    alliance_id = UUID(message["alliance_id"])
    alliance = _find(uow, community_id, alliance_id)
    if alliance is None or alliance.chair_id != community_id or alliance.stand == Stand.ENDED:
        return
    changed = uow.session.execute(
        update(AllianceMember)
        .where(
            AllianceMember.community_id == community_id,
            AllianceMember.alliance_id == alliance_id,
            AllianceMember.other_id == sender_id,
            AllianceMember.version < message["version"],
        )
        .values(stand=message["stand"], version=message["version"], at=uow.now)
        .returning(AllianceMember.name)
    ).one_or_none()
    if changed is None:
        return
    if message["stand"] == Stand.JOINED and (issued := newest_issued(uow, alliance)) is not None:
        send_board(uow, alliance, issued)
    told = {
        "alliance_id": message["alliance_id"],
        "name": alliance.name,
        "other_name": changed.name,
        "stand": message["stand"],
    }
    outbox.record(uow, community_id, events.MEMBER_STOOD, told)
