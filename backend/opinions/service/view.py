"""Statements as the API shows them. Who wrote one is shown to nobody; one's own are marked as such to oneself."""

from collections.abc import Sequence
from typing import Any

from backend.core.actor import Actor
from backend.infra.uow import UnitOfWork
from backend.opinions.models import Statement
from backend.opinions.moves import DESK_MOVES, MOVE_NAMES, OWN_MOVES, StatementMove
from backend.opinions.policy import POLICY, A
from backend.opinions.types import STATE_NAMES, StatementState


def view_statement(uow: UnitOfWork, actor: Actor, statement: Statement) -> dict[str, Any]:
    """Return one statement."""
    return view_statements(uow, actor, [statement])[0]


def view_statements(uow: UnitOfWork, actor: Actor, statements: Sequence[Statement]) -> list[dict[str, Any]]:
    """Return statements with how many think what of them."""
    may_sort = POLICY.allows(actor, A.SORT_STATEMENTS)
    return [
        {
            "id": statement.id,
            "text": statement.text,
            "state": StatementState(statement.state),
            "state_name": STATE_NAMES[StatementState(statement.state)],
            "is_own": is_own(actor, statement),
            "merged_into_id": statement.merged_into_id,
            "agrees": statement.agrees,
            "disagrees": statement.disagrees,
            "passes": statement.passes,
            "moves": [
                {"move": move.value, "name": MOVE_NAMES[move]} for move in _moves(actor, statement, may_sort=may_sort)
            ],
        }
        for statement in statements
    ]


def is_own(actor: Actor, statement: Statement) -> bool:
    """Tell whether the actor wrote the statement."""
    return actor.member_id is not None and actor.member_id == statement.author_member_id


def _moves(actor: Actor, statement: Statement, *, may_sort: bool) -> list[StatementMove]:
    state = StatementState(statement.state)
    own = OWN_MOVES.moves_from(state) if is_own(actor, statement) else []
    return own + (DESK_MOVES.moves_from(state) if may_sort else [])
