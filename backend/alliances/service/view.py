"""Alliances as the API shows them: from this community's own rows alone."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.alliances.models import Alliance, AllianceAnswer, AllianceBoard
from backend.alliances.moves import CHAIR_MOVES, MEMBER_MOVES, STAND_MOVE_NAMES
from backend.alliances.policy import POLICY, A
from backend.alliances.rules import rhythm
from backend.alliances.service.board import items_of, members_of, show_item
from backend.alliances.types import (
    OUTCOME_NAMES,
    ROUND_STATE_NAMES,
    SCOPE_NAMES,
    STAND_NAMES,
    Outcome,
    RoundState,
    Scope,
    Stand,
)
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork

# Two years of months to choose from.
MONTHS_SHOWN = 24


def list_alliances(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return the alliances this community is or was in, the newest first; a lead sees whom it could invite."""
    POLICY.permit(actor, A.READ_ALLIANCES)
    rows = uow.session.scalars(
        select(Alliance).where(Alliance.community_id == community_id).order_by(Alliance.created_at.desc())
    ).all()
    return {
        "items": [_summary(actor, row) for row in rows],
        "neighbours": _neighbours(uow, actor, community_id),
        "may_found": POLICY.allows(actor, A.SPEAK_FOR_COMMUNITY),
    }


def _neighbours(uow: UnitOfWork, actor: Actor, community_id: int) -> list[dict[str, Any]]:
    if not POLICY.allows(actor, A.SPEAK_FOR_COMMUNITY):
        return []
    return [{"id": id_, "name": name} for id_, name in sorted(communities.neighbours_of(uow, community_id).items())]


def show_alliance(
    uow: UnitOfWork, actor: Actor, community_id: int, alliance_id: UUID, month: date | None
) -> dict[str, Any]:
    """Return an alliance with the board of a month (the newest); raises NotFoundError."""
    POLICY.permit(actor, A.READ_ALLIANCES)
    return view_alliance(uow, actor, row_by_id(uow, Alliance, community_id, alliance_id), month)


def view_alliance(uow: UnitOfWork, actor: Actor, alliance: Alliance, month: date | None = None) -> dict[str, Any]:
    """Return an alliance whole, in a bounded number of statements."""
    boards = _boards(uow, alliance)
    wanted = month.replace(day=1) if month is not None else None
    board = next((each for each in boards if wanted is None or each.month == wanted), None)
    is_chair = alliance.chair_id == alliance.community_id
    return {
        **_summary(actor, alliance),
        "months": [each.month for each in boards],
        "board": None if board is None else _board(uow, actor, alliance, board),
        "draft": _draft(uow, actor, alliance) if is_chair and alliance.stand == Stand.JOINED else None,
        "neighbours": _neighbours(uow, actor, alliance.community_id) if is_chair else [],
    }


def _summary(actor: Actor, row: Alliance) -> dict[str, Any]:
    stand, is_chair = Stand(row.stand), row.chair_id == row.community_id
    table = CHAIR_MOVES if is_chair else MEMBER_MOVES
    moves = table.moves_from(stand) if POLICY.allows(actor, A.SPEAK_FOR_COMMUNITY) else []
    return {
        "id": row.id,
        "name": row.name,
        "purpose": row.purpose,
        "chair": {"id": row.chair_id, "name": row.chair_name},
        "is_chair": is_chair,
        "stand": stand,
        "stand_name": STAND_NAMES[stand],
        "moves": [{"move": move.value, "name": STAND_MOVE_NAMES[move]} for move in moves],
    }


def _boards(uow: UnitOfWork, alliance: Alliance) -> Sequence[AllianceBoard]:
    return uow.session.scalars(
        select(AllianceBoard)
        .where(AllianceBoard.community_id == alliance.community_id, AllianceBoard.alliance_id == alliance.id)
        .order_by(AllianceBoard.month.desc())
        .limit(MONTHS_SHOWN)
        .execution_options(populate_existing=True)
    ).all()


def _board(uow: UnitOfWork, actor: Actor, alliance: Alliance, board: AllianceBoard) -> dict[str, Any]:
    content, month = board.content, board.month
    names = {each["id"]: each["name"] for each in content["members"]}
    own = _own_answers(uow, alliance, month)
    may_answer = alliance.stand == Stand.JOINED and POLICY.allows(actor, A.ANSWER_ITEM)
    state = RoundState(content["state"])
    may_review = (
        alliance.chair_id == alliance.community_id
        and alliance.stand == Stand.JOINED
        and state is RoundState.TOLD
        and rhythm.ends_quarter(month)
        and POLICY.allows(actor, A.SPEAK_FOR_COMMUNITY)
    )
    return {
        "month": month,
        "state": state,
        "state_name": ROUND_STATE_NAMES[state],
        "tells_at": rhythm.telling_of(month),
        "members": [_member(each) for each in content["members"]],
        "items": [
            _item(
                {**item, **own.get(item["id"], {})},
                names,
                may_answer=may_answer and item["taker_id"] == alliance.community_id,
            )
            for item in content["items"]
        ],
        "review": content["review"],
        "may_review": may_review,
        "updated_at": board.updated_at,
    }


def _own_answers(uow: UnitOfWork, alliance: Alliance, month: date) -> dict[str, dict[str, Any]]:
    """Return what this community said of its items, which the chair may not have heard yet."""
    rows = uow.session.scalars(
        select(AllianceAnswer)
        .where(
            AllianceAnswer.community_id == alliance.community_id,
            AllianceAnswer.alliance_id == alliance.id,
            AllianceAnswer.month == month,
        )
        .execution_options(populate_existing=True)
    )
    return {
        str(row.item_id): {"outcome": row.outcome, "done_amount": row.done_amount, "word": row.word} for row in rows
    }


def _member(member: dict[str, Any]) -> dict[str, Any]:
    return {**member, "stand_name": STAND_NAMES[Stand(member["stand"])]}


def _item(item: dict[str, Any], names: dict[int, str], *, may_answer: bool) -> dict[str, Any]:
    outcome = item["outcome"]
    return {
        **item,
        "scope_name": SCOPE_NAMES[Scope(item["scope"])],
        "taker": {"id": item["taker_id"], "name": names[item["taker_id"]]},
        "outcome_name": None if outcome is None else OUTCOME_NAMES[Outcome(outcome)],
        "may_answer": may_answer,
    }


def _draft(uow: UnitOfWork, actor: Actor, alliance: Alliance) -> dict[str, Any] | None:
    """Return the list that goes out next, for the chair's desk."""
    if not POLICY.allows(actor, A.WRITE_ITEMS):
        return None
    month = rhythm.month_to_write(uow.now)
    members = members_of(uow, alliance.community_id, alliance.id)
    names = {each.other_id: each.name for each in members}
    items = items_of(uow, alliance.community_id, alliance.id, month)
    return {
        "month": month,
        "issues_at": rhythm.issue_of(month),
        "members": [
            _member({"id": each.other_id, "name": each.name, "stand": each.stand, "figures": None}) for each in members
        ],
        "items": [_item(show_item(item), names, may_answer=False) for item in items],
    }
