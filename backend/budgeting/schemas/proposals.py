"""Shapes of proposals on the wire."""

from typing import Any

import marshmallow as ma

from backend.budgeting.moves import ProposalMove
from backend.budgeting.schemas.rounds import BUDGET_FEN_MAX, value_of
from backend.budgeting.types import NewProposal, ProposalCheck, ProposalState, TextState
from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields

WRITTEN = ("title", "text", "category", "cost_fen")


class BudgetNewProposalSchema(Schema):
    """A proposal written in the round, or an entry of list 5 by its id alone."""

    title = fields.Line(min_length=2, max_length=60)
    text = fields.Text(min_length=2, max_length=2000)
    category = fields.Line(min_length=1, max_length=64)
    cost_fen = fields.Amount(maximum=BUDGET_FEN_MAX)
    entry_id = fields.Id()

    @ma.validates_schema
    def _whole(self, data: dict[str, Any], **_: Any) -> None:
        is_from_list = "entry_id" in data
        wrong = [name for name in WRITTEN if (name in data) is is_from_list]
        if wrong:
            said = "清单上的项目已经写明，不用再填" if is_from_list else "请填写"
            raise ma.ValidationError({name: [said] for name in wrong})

    @ma.post_load
    def _proposal(self, data: dict[str, Any], **_: Any) -> NewProposal:
        return NewProposal(**data)


class BudgetProposalMoveSchema(Schema):
    """What the desk found, or that the proposer takes it back."""

    move = fields.Choice(ProposalMove, required=True)
    reason = fields.Text(max_length=500, load_default="")
    cost_fen = fields.Amount(
        load_default=None,
        allow_none=True,
        maximum=BUDGET_FEN_MAX,
        metadata={"description": "what the desk reckons with; left out: as proposed"},
    )

    @ma.post_load
    def _check(self, data: dict[str, Any], **_: Any) -> tuple[ProposalMove, ProposalCheck]:
        return data.pop("move"), ProposalCheck(**data)


class BudgetProposalQuery(PageQuery):
    """Filters of proposals."""

    state = fields.Choice(ProposalState, load_default=None)


class BudgetProposalSchema(Schema):
    """A proposal as the caller may see it."""

    id = fields.Id(required=True)
    round_id = fields.Id(required=True)
    number = ma.fields.Integer(required=True, metadata={"description": "within its round"})
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    category = ma.fields.String(required=True)
    category_name = ma.fields.String(required=True)
    cost_fen = ma.fields.Integer(required=True)
    from_list = ma.fields.Boolean(required=True, metadata={"description": "it stood on list 5 before"})
    entry_id = fields.Id(required=True, allow_none=True)
    proposed_by = ma.fields.Nested(RefSchema, required=True)
    is_mine = ma.fields.Boolean(required=True)
    state = value_of(ProposalState)
    state_name = ma.fields.String(required=True)
    text_state = value_of(TextState, metadata={"description": "what moderation says of the words"})
    reason = ma.fields.String(required=True, allow_none=True, metadata={"description": "what the desk found"})
    is_chosen = ma.fields.Boolean(required=True, allow_none=True, metadata={"description": "null before the count"})
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
