"""What is said about a statement: its shop confirms it or objects, the desk replies. Each word is a row of its own."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import InvalidError, MoveNotAllowedError, NotFoundError
from backend.infra import outbox
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.redemption import events
from backend.redemption.models.merchants import MerchantStatement, StatementNote
from backend.redemption.moves import STATEMENT_MOVE_NAMES, STATEMENT_MOVES, StatementMove
from backend.redemption.policy import POLICY, A
from backend.redemption.types import STATEMENT_STATE_NAMES, StatementState

ACTION_OF_MOVE = {
    StatementMove.CONFIRM: A.SETTLE_STATEMENT,
    StatementMove.OBJECT: A.SETTLE_STATEMENT,
    StatementMove.REPLY: A.REPLY_STATEMENT,
}
STATE_AFTER = {
    StatementMove.CONFIRM: StatementState.CONFIRMED,
    StatementMove.OBJECT: StatementState.OBJECTED,
    StatementMove.REPLY: StatementState.REPLIED,
}


def move_statement(
    uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, day: date, move: StatementMove, text: str
) -> None:
    """Confirm, object or reply. Raises NotFoundError, MoveNotAllowedError, InvalidError without a word where due."""
    POLICY.permit(actor, A.READ_STATEMENTS, unit_id=unit_id)
    POLICY.permit(actor, ACTION_OF_MOVE[move], unit_id=unit_id)
    if move is not StatementMove.CONFIRM and not text:
        raise InvalidError({"text": ["请写明情况"]})
    made = uow.session.scalars(
        select(MerchantStatement).where(
            MerchantStatement.community_id == community_id,
            MerchantStatement.unit_id == unit_id,
            MerchantStatement.day == day,
        )
    ).one_or_none()
    if made is None:
        raise NotFoundError
    said = talk_of(uow, community_id, [made.id])[made.id]
    state = state_of(said)[0]
    STATEMENT_MOVES.next(state, move)
    note = StatementNote(
        community_id=community_id,
        statement_id=made.id,
        turn=len(said) + 1,
        what=move,
        text=text,
        by_member_id=actor.member_id,
        at=uow.now,
    )
    # Somebody else may have said something meanwhile.
    add_or_refuse(uow, note, refusal=lambda: MoveNotAllowedError(state=state.value, move=move.value))
    _tell(uow, made, move, text)


def _tell(uow: UnitOfWork, made: MerchantStatement, move: StatementMove, text: str) -> None:
    if move is StatementMove.CONFIRM:
        return
    topic = events.STATEMENT_OBJECTED if move is StatementMove.OBJECT else events.STATEMENT_ANSWERED
    name = communities.get_unit(uow, made.community_id, made.unit_id).name
    told = {"statement_id": str(made.id), "unit_id": str(made.unit_id), "unit_name": name, "number": made.number}
    outbox.record(uow, made.community_id, topic, {**told, "day": made.day.isoformat(), "text": text})


def talk_of(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, list[StatementNote]]:
    """Return what was said about statements, by statement, in its order."""
    said: dict[UUID, list[StatementNote]] = {id_: [] for id_ in ids}
    rows = uow.session.scalars(
        select(StatementNote)
        .where(StatementNote.community_id == community_id, StatementNote.statement_id.in_(said))
        .order_by(StatementNote.statement_id, StatementNote.turn)
    )
    for row in rows:
        said[row.statement_id].append(row)
    return said


def state_of(said: Sequence[StatementNote]) -> tuple[StatementState, str]:
    """Return how far the talk about a statement has come, and its name: the last word counts."""
    state = STATE_AFTER[StatementMove(said[-1].what)] if said else StatementState.MADE
    return state, STATEMENT_STATE_NAMES[state]


def view_talk(
    uow: UnitOfWork, actor: Actor, unit_id: UUID, community_id: int, said: Sequence[StatementNote] | None
) -> dict[str, Any]:
    """Return state, words and moves of a statement; None: it is not made yet."""
    if said is None:
        return {"state": None, "state_name": "尚未出单", "notes": [], "moves": []}
    state, name = state_of(said)
    people = communities.members_by_ids(uow, community_id, {note.by_member_id for note in said})
    moves = [
        {"move": move.value, "name": STATEMENT_MOVE_NAMES[move]}
        for move in STATEMENT_MOVES.moves_from(state)
        if POLICY.allows(actor, ACTION_OF_MOVE[move], unit_id=unit_id)
    ]
    notes = [
        {"what": StatementMove(note.what), "text": note.text, "at": note.at, "by": people[note.by_member_id].name}
        for note in said
    ]
    return {"state": state, "state_name": name, "notes": notes, "moves": moves}
