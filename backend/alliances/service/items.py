"""Items of a month: written by the chair before the 10th, answered by who took them until the next."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from backend.alliances import events
from backend.alliances.errors import (
    AllianceOverError,
    ItemIssuedError,
    MonthToldError,
    NotTakerError,
    NotToReviewError,
    RoundFullError,
    TakerNotInError,
)
from backend.alliances.models import (
    Alliance,
    AllianceAnswer,
    AllianceBoard,
    AllianceItem,
    AllianceMember,
    AllianceRound,
)
from backend.alliances.policy import POLICY, A
from backend.alliances.rules import rhythm
from backend.alliances.service.board import open_round, send_board
from backend.alliances.service.standing import lock_as_chair
from backend.alliances.service.view import view_alliance
from backend.alliances.types import Answer, NewItem, RoundState, Stand
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra import outbox
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork


def add_item(uow: UnitOfWork, actor: Actor, community_id: int, alliance_id: UUID, new: NewItem) -> dict[str, Any]:
    """Put an item on the list that goes out next.

    Raises NotFoundError, NotChairError, TakerNotInError, RoundFullError.
    """
    POLICY.permit(actor, A.WRITE_ITEMS)
    alliance = lock_as_chair(uow, community_id, alliance_id)
    taker = uow.session.get(AllianceMember, (community_id, alliance_id, new.taker_id))
    if taker is None or taker.stand != Stand.JOINED:
        raise TakerNotInError(taker_id=new.taker_id)
    month = rhythm.month_to_write(uow.now)
    open_round(uow, alliance, month)
    row = select(func.count(), func.coalesce(func.max(AllianceItem.no), 0)).where(
        AllianceItem.community_id == community_id,
        AllianceItem.alliance_id == alliance_id,
        AllianceItem.month == month,
    )
    count, last = uow.session.execute(row).one()
    if count >= rhythm.ITEMS_MAX:
        raise RoundFullError(most=rhythm.ITEMS_MAX)
    item = AllianceItem(
        community_id=community_id,
        id=uow.new_id(),
        alliance_id=alliance_id,
        month=month,
        no=last + 1,
        scope=new.scope,
        title=new.title,
        taker_id=new.taker_id,
        amount=new.amount,
        measure=new.measure,
        version=0,
        created_by=actor.member_id,
    )
    uow.session.add(item)
    uow.session.flush()
    return view_alliance(uow, actor, alliance)


def remove_item(uow: UnitOfWork, actor: Actor, community_id: int, alliance_id: UUID, item_id: UUID) -> dict[str, Any]:
    """Take an item off the list before it goes out; raises NotFoundError, NotChairError, ItemIssuedError."""
    POLICY.permit(actor, A.WRITE_ITEMS)
    alliance = lock_as_chair(uow, community_id, alliance_id)
    item = row_by_id(uow, AllianceItem, community_id, item_id)
    if item.alliance_id != alliance_id:
        raise NotFoundError
    if _round(uow, alliance, item.month).state != RoundState.DRAFTING:
        raise ItemIssuedError
    uow.session.execute(
        delete(AllianceItem).where(AllianceItem.community_id == community_id, AllianceItem.id == item_id)
    )
    return view_alliance(uow, actor, alliance)


def _round(uow: UnitOfWork, alliance: Alliance, month: date) -> AllianceRound:
    round_ = uow.session.get(AllianceRound, (alliance.community_id, alliance.id, month), populate_existing=True)
    if round_ is None:
        raise NotFoundError
    return round_


def answer_item(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    alliance_id: UUID,
    item_id: UUID,
    answer: Answer,
) -> dict[str, Any]:
    """Say what became of an item that this community took; a later word replaces an earlier one.

    Raises NotFoundError, AllianceOverError, NotTakerError, MonthToldError, AmountDoneError.
    """
    POLICY.permit(actor, A.ANSWER_ITEM)
    alliance = row_by_id(uow, Alliance, community_id, alliance_id, lock=True)
    if alliance.stand != Stand.JOINED:
        raise AllianceOverError
    item = _on_board(uow, alliance, answer.month, item_id)
    if item["taker_id"] != community_id:
        raise NotTakerError
    said = rhythm.decide_answer(answer, item["amount"])
    message = {
        "to": alliance.chair_id,
        "alliance_id": str(alliance_id),
        "month": said.month.isoformat(),
        "item_id": str(item_id),
        "outcome": said.outcome.value,
        "done_amount": said.done_amount,
        "word": said.word,
        "version": _keep(uow, actor, alliance, item_id, said),
    }
    if alliance.chair_id == community_id:
        hear_answer(uow, community_id, community_id, message)
    else:
        outbox.record(uow, community_id, events.ITEM_ANSWERED, message)
    return view_alliance(uow, actor, alliance, said.month)


def _on_board(uow: UnitOfWork, alliance: Alliance, month: date, item_id: UUID) -> dict[str, Any]:
    board = uow.session.get(AllianceBoard, (alliance.community_id, alliance.id, month), populate_existing=True)
    items: list[dict[str, Any]] = [] if board is None else board.content["items"]
    found = next((item for item in items if item["id"] == str(item_id)), None)
    if board is None or found is None:
        raise NotFoundError
    if board.content["state"] == RoundState.TOLD:
        raise MonthToldError
    return found


def _keep(uow: UnitOfWork, actor: Actor, alliance: Alliance, item_id: UUID, said: Answer) -> int:
    values = {
        "outcome": said.outcome.value,
        "done_amount": said.done_amount,
        "word": said.word,
        "by_member_id": actor.member_id,
        "at": uow.now,
    }
    row = {
        "community_id": alliance.community_id,
        "item_id": item_id,
        "alliance_id": alliance.id,
        "month": said.month,
        "version": 1,
    }
    written = (
        insert(AllianceAnswer)
        .values(**row, **values)
        .on_conflict_do_update(
            index_elements=["community_id", "item_id"], set_={**values, "version": AllianceAnswer.version + 1}
        )
        .returning(AllianceAnswer.version)
    )
    return int(uow.session.execute(written).scalar_one())


def hear_answer(uow: UnitOfWork, community_id: int, sender_id: int, message: dict[str, Any]) -> None:
    """Write a taker's newest word on its item and send the board anew.

    What does not fit the item, or comes after the telling, changes nothing.
    """
    alliance = row_by_id(uow, Alliance, community_id, UUID(message["alliance_id"]), lock=True)
    item = row_by_id(uow, AllianceItem, community_id, UUID(message["item_id"]), lock=True)
    is_theirs = item.alliance_id == alliance.id and item.taker_id == sender_id
    round_ = _round(uow, alliance, item.month)
    if not is_theirs or message["version"] <= item.version or round_.state == RoundState.TOLD:
        return
    item.outcome, item.done_amount = message["outcome"], message["done_amount"]
    item.word, item.version, item.answered_at = message["word"], message["version"], uow.now
    send_board(uow, alliance, round_)


def review_quarter(
    uow: UnitOfWork, actor: Actor, community_id: int, alliance_id: UUID, month: date, text: str
) -> dict[str, Any]:
    """Write the chair's review of the quarter that ends with ``month``, once told; a later one replaces it.

    Raises NotFoundError, NotChairError, NotToReviewError.
    """
    POLICY.permit(actor, A.SPEAK_FOR_COMMUNITY)
    alliance = lock_as_chair(uow, community_id, alliance_id)
    round_ = _round(uow, alliance, month)
    if not rhythm.ends_quarter(month) or round_.state != RoundState.TOLD:
        raise NotToReviewError
    round_.review, round_.reviewed_by, round_.reviewed_at = text, actor.member_id, uow.now
    send_board(uow, alliance, round_)
    return view_alliance(uow, actor, alliance, month)
