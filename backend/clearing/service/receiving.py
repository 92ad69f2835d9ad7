"""Receiving: this community decides by its own terms and members whether it takes a transfer, once, and answers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from backend.books import service as books
from backend.books.types import PointAccount, Transfer, TransferType
from backend.clearing import events
from backend.clearing.errors import MessageAlteredError
from backend.clearing.models import ClearingPair, ClearingTransfer
from backend.clearing.rules import decide_receiving
from backend.clearing.service.pair import ensure_pair, find_pair, limit_pair
from backend.clearing.types import Direction, Reason, Stand, TransferState
from backend.communities import service as communities
from backend.core.actor import Role
from backend.core.amounts import Points
from backend.infra import links, outbox
from backend.infra.uow import UnitOfWork


def hear_transfer(uow: UnitOfWork, community_id: int, sender_id: int, message: dict[str, Any]) -> None:
    """Take the points into the person's account here or refuse them, and answer; a second time does nothing.

    Raises MessageAlteredError for a transfer that was told otherwise before.
    """
    transfer_id, person_id = UUID(message["transfer_id"]), UUID(message["person_id"])
    points = int(message["points"])
    ensure_pair(uow, community_id, sender_id, message["name"])
    pair = find_pair(uow, community_id, sender_id, lock=False)
    assert pair is not None, "it was just made"
    room = limit_pair(uow, pair)  # from here on whoever brings the same message waits
    known = uow.session.get(ClearingTransfer, (community_id, transfer_id), populate_existing=True)
    if known is not None:
        told = (known.direction, known.other_id, known.person_id, known.points)
        if told != (Direction.IN, sender_id, person_id, points):
            raise MessageAlteredError(transfer_id=str(transfer_id))
        return
    actor = communities.load_actor(uow, person_id, community_id)
    reason = decide_receiving(
        ours=Stand(pair.ours), points=points, possible=room.may_be_owed, is_member=Role.MEMBER in actor.roles
    )
    booked = None
    if reason is None and actor.member_id is not None:
        booked = _book(uow, pair, transfer_id, member_id=actor.member_id, points=points)
    row = {
        "community_id": community_id,
        "id": transfer_id,
        "other_id": sender_id,
        "direction": Direction.IN,
        "person_id": person_id,
        "member_id": actor.member_id,
        "points": points,
        "state": TransferState.DONE if reason is None else TransferState.REFUNDED,
        "reason": reason,
        **dict.fromkeys(("sent_at", "decided_at", "closed_at"), booked or uow.now),
    }
    uow.session.execute(insert(ClearingTransfer).values(row))
    _answer(uow, pair, row, reason, booked)


def _book(uow: UnitOfWork, pair: ClearingPair, transfer_id: UUID, *, member_id: UUID, points: int) -> datetime:
    """Move the points from the other community's account to the member's; return the ledger's moment."""
    transfer = Transfer(
        PointAccount.clearing(pair.other_id),
        PointAccount.member(member_id),
        Points(points),
        TransferType.CLEAR,
        f"clearing:{transfer_id}:in",
        f"从{pair.other_name}转来",
        ("clearing", transfer_id),
    )
    posted = books.post(uow, pair.community_id, [transfer])[0].id
    assert posted is not None, "what must be covered moved or was refused"
    links.record(uow, pair.community_id, from_=("clearing", transfer_id), to=("transfer", posted), relation="arrived")
    return books.booked_at(uow, pair.community_id, [posted])[posted]


def _answer(
    uow: UnitOfWork, pair: ClearingPair, row: dict[str, Any], reason: Reason | None, booked: datetime | None
) -> None:
    answer = {
        "to": pair.other_id,
        "transfer_id": str(row["id"]),
        "points": row["points"],
        "accepted": reason is None,
        "reason": reason,
        "booked_at": booked.isoformat() if booked else None,
    }
    outbox.record(uow, pair.community_id, events.ANSWERED, answer, key=str(row["id"]))
    if reason is None:
        told = {
            "transfer_id": str(row["id"]),
            "member_id": str(row["member_id"]),
            "points": row["points"],
            "other_name": pair.other_name,
        }
        outbox.record(uow, pair.community_id, events.ARRIVED, told)
