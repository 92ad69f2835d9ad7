"""Sending: a member's points are held until the other community answers, and its answer moves or frees them."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.books.types import PointAccount, Transfer, TransferType
from backend.clearing import events
from backend.clearing.errors import (
    CommunityUnknownError,
    MessageAlteredError,
    NotAMemberThereError,
    PairNotOpenError,
    SameCommunityError,
)
from backend.clearing.models import ClearingPair, ClearingTransfer
from backend.clearing.moves import TRANSFER_MOVES, Answer
from backend.clearing.policy import POLICY, A
from backend.clearing.rules import decide_sending
from backend.clearing.service.pair import find_pair, limit_pair, state_of
from backend.clearing.service.view import view_transfers
from backend.clearing.types import REASON_TEXTS, Direction, NewTransfer, Reason, TransferState
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.amounts import Points
from backend.core.errors import NotFoundError
from backend.infra import links, outbox
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork


def send_points(uow: UnitOfWork, actor: Actor, community_id: int, new: NewTransfer) -> dict[str, Any]:
    """Hold points of one's own for another community one belongs to, and ask it to take them.

    Raises SameCommunityError, CommunityUnknownError, NotAMemberThereError, PairNotOpenError, OverCeilingError
    (``possible``), books' InsufficientPointsError (``available``), and what the rules in force forbid (books'
    permit_goods); then nothing is held.
    """
    POLICY.permit(actor, A.SEND)
    assert actor.member_id is not None, "the policy lets members send and nobody else"
    pair = _find_open_pair(uow, actor, community_id, new.to_id)
    # What they earned here is spent there: by the rules of both.
    age_on = partial(communities.member_age_on, uow, community_id, actor.member_id)
    books.permit_goods(uow, community_id, actor.member_id, age_on=age_on)
    decide_sending(state_of(pair), points=new.points, possible=limit_pair(uow, pair).may_owe)
    row = _hold(uow, actor, pair, new.points)
    message = {
        "to": new.to_id,
        "name": communities.get_community(uow, community_id).name,
        "transfer_id": str(row.id),
        "person_id": str(actor.person_id),
        "points": new.points,
    }
    outbox.record(uow, community_id, events.SENT, message, key=str(row.id))
    return view_transfers(uow, [row])[0]


def _find_open_pair(uow: UnitOfWork, actor: Actor, community_id: int, other_id: int) -> ClearingPair:
    if other_id == community_id:
        raise SameCommunityError
    pair = find_pair(uow, community_id, other_id, lock=False)
    if pair is None:
        try:
            communities.get_community(uow, other_id)
        except NotFoundError as error:
            raise CommunityUnknownError from error
        raise PairNotOpenError
    if not communities.belongs_to(uow, actor.person_id, other_id):
        raise NotAMemberThereError(community_id=other_id)
    return pair


def _hold(uow: UnitOfWork, actor: Actor, pair: ClearingPair, points: int) -> ClearingTransfer:
    community_id, transfer_id = pair.community_id, uow.new_id()
    assert actor.member_id is not None, "the policy lets members send and nobody else"
    held = Transfer(
        PointAccount.member(actor.member_id),
        PointAccount.clearing(pair.other_id),
        Points(points),
        TransferType.CLEAR,
        f"clearing:{transfer_id}:out",
        f"转到{pair.other_name}",
        ("clearing", transfer_id),
    )
    hold_id = books.hold(uow, community_id, held, until=None).id
    assert hold_id is not None, "a hold that must be covered is there or refused"
    row = ClearingTransfer(
        community_id=community_id,
        id=transfer_id,
        other_id=pair.other_id,
        direction=Direction.OUT,
        person_id=actor.person_id,
        member_id=actor.member_id,
        points=points,
        state=TransferState.SENT,
        hold_id=hold_id,
        sent_at=books.booked_at(uow, community_id, [hold_id])[hold_id],
    )
    uow.session.add(row)
    uow.session.flush()
    return row


def list_own_transfers(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return what the caller sent from here and got here, newest first."""
    POLICY.permit(actor, A.READ_OWN_TRANSFERS)
    wanted = select(ClearingTransfer).where(
        ClearingTransfer.community_id == community_id, ClearingTransfer.member_id == actor.member_id
    )
    found = fetch_page(uow.session, wanted, page, keys=[ClearingTransfer.id])
    return Page(view_transfers(uow, found.items), found.next_cursor)


def get_transfer(uow: UnitOfWork, actor: Actor, community_id: int, transfer_id: UUID) -> dict[str, Any]:
    """Return one transfer; raises NotFoundError."""
    row = uow.session.get(ClearingTransfer, (community_id, transfer_id))
    POLICY.permit(actor, A.READ_TRANSFER, member_id=row.member_id if row else None)
    if row is None:
        raise NotFoundError
    return view_transfers(uow, [row])[0]


def hear_answer(uow: UnitOfWork, community_id: int, sender_id: int, message: dict[str, Any]) -> None:
    """Move what is held, or free it, as the other community answered; a second time does nothing.

    Raises MessageAlteredError for an answer to something else than what was sent.
    """
    row = _lock_sent(uow, community_id, sender_id, message)
    answer = Answer.ACCEPT if message["accepted"] else Answer.REFUSE
    outcome = TransferState.DONE if message["accepted"] else TransferState.REFUNDED
    if row.state == outcome:
        return
    if row.state != TransferState.SENT:
        raise MessageAlteredError(transfer_id=message["transfer_id"])
    state = TRANSFER_MOVES.next(TransferState(row.state), answer)
    ended = _end_hold(uow, row, answer)
    closed_at = books.booked_at(uow, community_id, [ended])[ended]
    row.state, row.closed_at, row.reason = state, closed_at, message["reason"]
    row.decided_at = datetime.fromisoformat(message["booked_at"]) if answer is Answer.ACCEPT else None
    uow.session.flush()
    if answer is Answer.ACCEPT:
        links.record(uow, community_id, from_=("transfer", ended), to=("clearing", row.id), relation="cleared")
    else:
        _tell_refused(uow, row)


def _end_hold(uow: UnitOfWork, row: ClearingTransfer, answer: Answer) -> UUID:
    """Move what is held, or free it; return the transfer that did."""
    assert row.hold_id is not None, "what was sent is held"
    if answer is Answer.ACCEPT:
        title = f"转到{_name(uow, row)}"
        ended = books.post_hold(uow, row.community_id, row.hold_id, title=title).id
    else:
        ended = books.void_hold(uow, row.community_id, row.hold_id, title="对方社区没有接收").id
    assert ended is not None, "a hold is ended or refused"
    return ended


def _lock_sent(uow: UnitOfWork, community_id: int, sender_id: int, message: dict[str, Any]) -> ClearingTransfer:
    """Return the transfer that an answer is of; raises MessageAlteredError where there is none like it."""
    row = uow.session.scalars(
        select(ClearingTransfer)
        .where(
            ClearingTransfer.community_id == community_id,
            ClearingTransfer.id == UUID(message["transfer_id"]),
            ClearingTransfer.direction == Direction.OUT,
            ClearingTransfer.other_id == sender_id,
            ClearingTransfer.points == message["points"],
        )
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise MessageAlteredError(transfer_id=message["transfer_id"])
    return row


def _name(uow: UnitOfWork, row: ClearingTransfer) -> str:
    pair = find_pair(uow, row.community_id, row.other_id)
    assert pair is not None, "a foreign key says so"
    return pair.other_name


def _tell_refused(uow: UnitOfWork, row: ClearingTransfer) -> None:
    told = {
        "transfer_id": str(row.id),
        "member_id": str(row.member_id),
        "points": row.points,
        "other_name": _name(uow, row),
        "why": REASON_TEXTS[Reason(str(row.reason))],
    }
    outbox.record(uow, row.community_id, events.REFUSED, told)
