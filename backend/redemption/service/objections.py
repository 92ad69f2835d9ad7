"""Objections of shops to their statements, as the desk works through them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.redemption.models.merchants import MerchantStatement, StatementNote
from backend.redemption.moves import StatementMove
from backend.redemption.policy import POLICY, A
from backend.redemption.service.statement import statement_number
from backend.redemption.service.statement_talk import state_of, talk_of


def list_objections(
    uow: UnitOfWork, actor: Actor, community_id: int, *, open_only: bool, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return objections of all shops, the newest first; ``open_only``: those nobody has answered or settled yet."""
    POLICY.permit(actor, A.READ_STATEMENTS)
    wanted = select(StatementNote).where(
        StatementNote.community_id == community_id, StatementNote.what == StatementMove.OBJECT
    )
    if open_only:
        after = aliased(StatementNote)
        wanted = wanted.where(
            ~exists().where(
                after.community_id == community_id,
                after.statement_id == StatementNote.statement_id,
                after.turn == StatementNote.turn + 1,
            )
        )
    keys = [StatementNote.at, StatementNote.statement_id, StatementNote.turn]
    found = fetch_page(uow.session, wanted, page, keys=keys)
    return Page(_view(uow, community_id, found.items), found.next_cursor)


def _view(uow: UnitOfWork, community_id: int, objections: Sequence[StatementNote]) -> list[dict[str, Any]]:
    ids = {note.statement_id for note in objections}
    made = uow.session.scalars(
        select(MerchantStatement).where(MerchantStatement.community_id == community_id, MerchantStatement.id.in_(ids))
    )
    statements = {row.id: row for row in made}
    units = communities.units_by_ids(uow, community_id, [row.unit_id for row in statements.values()])
    people = communities.members_by_ids(uow, community_id, {note.by_member_id for note in objections})
    talk = talk_of(uow, community_id, ids)
    shown = []
    for note in objections:
        statement = statements[note.statement_id]
        # An objection is followed by the desk's reply or by the shop's own confirmation, and by nothing else.
        until_next = talk[note.statement_id][: note.turn + 1]
        state, state_name = state_of(until_next)
        answer = until_next[-1].text if until_next[-1].what == StatementMove.REPLY else None
        shown.append(
            {
                "merchant": units[statement.unit_id],
                "date": statement.day,
                "number": statement_number(statement.number),
                "text": note.text,
                "by": people[note.by_member_id].name,
                "at": note.at,
                "state": state,
                "state_name": state_name,
                "answer": answer,
            }
        )
    return shown
