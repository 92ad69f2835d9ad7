"""Boards: a month of an alliance as the chair sees it, written into its own copy and sent to all who joined.

A member reads its own copy alone. Nobody reads another community's rows (design, section 10).
"""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from backend.alliances import events
from backend.alliances.models import (
    Alliance,
    AllianceBoard,
    AllianceItem,
    AllianceMember,
    AllianceReport,
    AllianceRound,
)
from backend.alliances.rules import rhythm
from backend.alliances.types import RoundState, Stand
from backend.infra import outbox
from backend.infra.rows import insert_once
from backend.infra.uow import UnitOfWork

NO_BOARD: dict[str, Any] = {"state": RoundState.DRAFTING, "review": None}


def open_round(uow: UnitOfWork, alliance: Alliance, month: date) -> None:
    """Let a month's list be written, and have it issued in its time; a second call changes nothing."""
    key = {"community_id": alliance.community_id, "alliance_id": alliance.id, "month": month}
    insert_once(uow, AllianceRound, **key, state=RoundState.DRAFTING)
    if alliance.next_at is None:
        alliance.next_at = rhythm.issue_of(month)


def newest_issued(uow: UnitOfWork, alliance: Alliance) -> AllianceRound | None:
    """Return the newest month that has gone out, or None before the first."""
    return uow.session.scalars(
        select(AllianceRound)
        .where(
            AllianceRound.community_id == alliance.community_id,
            AllianceRound.alliance_id == alliance.id,
            AllianceRound.state != RoundState.DRAFTING,
        )
        .order_by(AllianceRound.month.desc())
        .limit(1)
    ).one_or_none()


def members_of(uow: UnitOfWork, community_id: int, alliance_id: UUID) -> list[AllianceMember]:
    """Return the communities of an alliance, the chair among them, in the order of their numbers."""
    return list(
        uow.session.scalars(
            select(AllianceMember)
            .where(AllianceMember.community_id == community_id, AllianceMember.alliance_id == alliance_id)
            .order_by(AllianceMember.other_id)
            .execution_options(populate_existing=True)
        )
    )


def items_of(uow: UnitOfWork, community_id: int, alliance_id: UUID, month: date) -> list[AllianceItem]:
    """Return a month's items in their order."""
    return list(
        uow.session.scalars(
            select(AllianceItem)
            .where(
                AllianceItem.community_id == community_id,
                AllianceItem.alliance_id == alliance_id,
                AllianceItem.month == month,
            )
            .order_by(AllianceItem.no)
            .execution_options(populate_existing=True)
        )
    )


def send_board(uow: UnitOfWork, alliance: Alliance, round_: AllianceRound) -> None:
    """Write a month's board anew from the chair's rows and send it to all who joined."""
    uow.session.flush()
    members = members_of(uow, alliance.community_id, alliance.id)
    content = _content(uow, alliance, round_, members)
    before = _held(uow, alliance.community_id, alliance.id, round_.month)
    version = _write(uow, alliance, round_.month, content)
    _tell(uow, alliance, round_.month, before, content)
    message = {
        "alliance_id": str(alliance.id),
        "month": round_.month.isoformat(),
        "version": version,
        "content": content,
    }
    to = [each.other_id for each in members if each.stand == Stand.JOINED and each.other_id != alliance.community_id]
    sent = [(None, {"to": other_id, **message}, uow.now) for other_id in to]
    outbox.record_many(uow, alliance.community_id, events.BOARD_SENT, sent)


def _held(uow: UnitOfWork, community_id: int, alliance_id: UUID, month: date) -> dict[str, Any]:
    board = uow.session.get(AllianceBoard, (community_id, alliance_id, month), populate_existing=True)
    return NO_BOARD if board is None else board.content


def _content(
    uow: UnitOfWork, alliance: Alliance, round_: AllianceRound, members: list[AllianceMember]
) -> dict[str, Any]:
    reports = uow.session.scalars(
        select(AllianceReport).where(
            AllianceReport.community_id == alliance.community_id,
            AllianceReport.alliance_id == alliance.id,
            AllianceReport.month == round_.month,
        )
    )
    figures = {report.other_id: report.figures for report in reports}
    return {
        "state": round_.state,
        "members": [
            {"id": each.other_id, "name": each.name, "stand": each.stand, "figures": figures.get(each.other_id)}
            for each in members
        ],
        "items": [show_item(item) for item in items_of(uow, alliance.community_id, alliance.id, round_.month)],
        "review": round_.review,
    }


def show_item(item: AllianceItem) -> dict[str, Any]:
    """Return an item as a board holds it (JSON)."""
    return {
        "id": str(item.id),
        "no": item.no,
        "scope": item.scope,
        "title": item.title,
        "taker_id": item.taker_id,
        "amount": item.amount,
        "measure": item.measure,
        "outcome": item.outcome,
        "done_amount": item.done_amount,
        "word": item.word,
    }


def _write(uow: UnitOfWork, alliance: Alliance, month: date, content: dict[str, Any]) -> int:
    row = {
        "community_id": alliance.community_id,
        "alliance_id": alliance.id,
        "month": month,
        "version": 1,
        "content": content,
        "updated_at": uow.now,
    }
    new = insert(AllianceBoard).values(row)
    again = new.on_conflict_do_update(
        index_elements=["community_id", "alliance_id", "month"],
        set_={"version": AllianceBoard.version + 1, "content": content, "updated_at": uow.now},
    ).returning(AllianceBoard.version)
    return int(uow.session.execute(again).scalar_one())


def hear_board(uow: UnitOfWork, community_id: int, sender_id: int, message: dict[str, Any]) -> None:
    """Keep the newest board of a month; tell the desk what is new, and plan when this community's figures go out."""
    alliance_id, month = UUID(message["alliance_id"]), date.fromisoformat(message["month"])
    alliance = uow.session.scalars(
        select(Alliance)
        .where(Alliance.community_id == community_id, Alliance.id == alliance_id, Alliance.chair_id == sender_id)
        .with_for_update(key_share=True)
    ).one_or_none()
    if alliance is None or alliance.stand != Stand.JOINED:
        return
    board = uow.session.get(AllianceBoard, (community_id, alliance_id, month), populate_existing=True)
    if board is not None and message["version"] <= board.version:
        return
    before = board.content if board is not None else NO_BOARD
    content = message["content"]
    if board is None:
        board = AllianceBoard(community_id=community_id, alliance_id=alliance_id, month=month)
        uow.session.add(board)
    board.version, board.content, board.updated_at = message["version"], content, uow.now
    uow.session.flush()
    _tell(uow, alliance, month, before, content)
    _plan_figures(uow, alliance, month, content)


def has_figures(content: dict[str, Any], community_id: int) -> bool:
    """Tell whether a board holds a community's figures."""
    return any(each["id"] == community_id and each["figures"] is not None for each in content["members"])


def _plan_figures(uow: UnitOfWork, alliance: Alliance, month: date, content: dict[str, Any]) -> None:
    """Have a month's figures taken in their time wherever the board lacks them; the chair has its own rhythm."""
    at = rhythm.figures_of(month)
    if at > uow.now and not has_figures(content, alliance.community_id):
        alliance.next_at = at if alliance.next_at is None else min(alliance.next_at, at)


def _tell(uow: UnitOfWork, alliance: Alliance, month: date, before: dict[str, Any], content: dict[str, Any]) -> None:
    told = {"alliance_id": str(alliance.id), "name": alliance.name, "month": month.isoformat()}
    state, was = RoundState(content["state"]), RoundState(before["state"])
    if was is RoundState.DRAFTING and state is RoundState.ISSUED:
        _remind(uow, alliance, month)
        ours = sum(item["taker_id"] == alliance.community_id for item in content["items"])
        outbox.record(uow, alliance.community_id, events.ISSUED, {**told, "items": ours})
    if was is not RoundState.TOLD and state is RoundState.TOLD:
        outbox.record(uow, alliance.community_id, events.TOLD, told)
    if content["review"] is not None and content["review"] != before["review"]:
        outbox.record(uow, alliance.community_id, events.REVIEWED, told)


def _remind(uow: UnitOfWork, alliance: Alliance, month: date) -> None:
    """Have the desk reminded that a month's figures go out."""
    at = rhythm.figures_of(month)
    told = {"alliance_id": str(alliance.id), "name": alliance.name, "month": month.isoformat()}
    key = f"{alliance.id}:{month}"
    remind = [(key, told, at - rhythm.REMIND_BEFORE)]
    outbox.record_many(uow, alliance.community_id, events.FIGURES_SOON, remind)
