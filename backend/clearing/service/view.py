"""Pairs and transfers as the API shows them, many at once in a bounded number of statements."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from backend.books import service as books
from backend.books.types import PointAccount
from backend.clearing.models import ClearingPair, ClearingTransfer
from backend.clearing.moves import PAIR_MOVE_NAMES, STAND_MOVES
from backend.clearing.policy import POLICY, A
from backend.clearing.rules import limit_of
from backend.clearing.service.pair import state_of
from backend.clearing.types import (
    PAIR_STATE_NAMES,
    REASON_TEXTS,
    TRANSFER_STATE_NAMES,
    Direction,
    PairState,
    Reason,
    Stand,
    TransferState,
)
from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork


def view_pairs(uow: UnitOfWork, actor: Actor, pairs: Sequence[ClearingPair]) -> list[dict[str, Any]]:
    """Return pairs with what is owed and what may still be sent."""
    if not pairs:
        return []
    community_id = pairs[0].community_id
    accounts = {pair.other_id: PointAccount.clearing(pair.other_id) for pair in pairs}
    balances = books.balances(uow, community_id, list(accounts.values()))
    flying = _in_flight(uow, community_id)
    is_lead = POLICY.allows(actor, A.SET_TERMS)
    return [
        _view_pair(pair, balances[accounts[pair.other_id]].balance, flying.get(pair.other_id, 0), is_lead=is_lead)
        for pair in pairs
    ]


def _in_flight(uow: UnitOfWork, community_id: int) -> dict[int, int]:
    """Return what is held for each other community."""
    rows = uow.session.execute(
        select(ClearingTransfer.other_id, func.sum(ClearingTransfer.points).label("points"))
        .where(ClearingTransfer.community_id == community_id, ClearingTransfer.closed_at.is_(None))
        .group_by(ClearingTransfer.other_id)
    )
    return {row.other_id: int(row.points) for row in rows}


def _view_pair(pair: ClearingPair, owed: int, in_flight: int, *, is_lead: bool) -> dict[str, Any]:
    state, limit = state_of(pair), limit_of(pair.our_ceiling, pair.their_ceiling)
    is_open = state is PairState.OPEN
    moves = [move for move in STAND_MOVES.moves_from(Stand(pair.ours)) if move in PAIR_MOVE_NAMES]
    return {
        "other_id": pair.other_id,
        "other_name": pair.other_name,
        "state": state,
        "state_name": PAIR_STATE_NAMES[state],
        "our_ceiling": pair.our_ceiling,
        "their_ceiling": pair.their_ceiling,
        "ceiling": limit,
        "owed": owed,
        "in_flight": in_flight,
        "possible": max(limit - owed - in_flight, 0) if is_open else 0,
        "may_agree": is_lead and pair.ours != Stand.PAUSED,
        "moves": [{"move": move.value, "name": PAIR_MOVE_NAMES[move]} for move in moves] if is_lead else [],
    }


def view_transfers(uow: UnitOfWork, rows: Sequence[ClearingTransfer]) -> list[dict[str, Any]]:
    """Return transfers with the other community's name."""
    if not rows:
        return []
    names = uow.session.execute(
        select(ClearingPair.other_id, ClearingPair.other_name).where(
            ClearingPair.community_id == rows[0].community_id,
            ClearingPair.other_id.in_({row.other_id for row in rows}),
        )
    )
    name_of = {row.other_id: row.other_name for row in names}
    return [_view_transfer(row, name_of[row.other_id]) for row in rows]


def _view_transfer(row: ClearingTransfer, other_name: str) -> dict[str, Any]:
    state = TransferState(row.state)
    return {
        "id": row.id,
        "direction": Direction(row.direction),
        "other_id": row.other_id,
        "other_name": other_name,
        "points": row.points,
        "state": state,
        "state_name": TRANSFER_STATE_NAMES[state],
        "reason": None if row.reason is None else REASON_TEXTS[Reason(row.reason)],
        "sent_at": row.sent_at,
        "decided_at": row.decided_at,
        "closed_at": row.closed_at,
    }
