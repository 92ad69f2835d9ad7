"""Shapes of rounds on the wire."""

from enum import StrEnum
from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.budgeting.moves import RoundMove
from backend.budgeting.types import BallotKind, NewRound, RoundStage, RoundStep
from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields

# A hundred million yuan, as list 5 has it.
BUDGET_FEN_MAX = 10**10


def value_of(enum: type[StrEnum], **more: Any) -> ma.fields.String:
    """Return the field of an answer that holds one of the enum's values."""
    return ma.fields.String(required=True, validate=validate.OneOf([each.value for each in enum]), **more)


class BudgetNewRoundSchema(Schema):
    """A round that the desk begins."""

    into = NewRound

    title = fields.Line(required=True, min_length=2, max_length=60)
    text = fields.Text(required=True, min_length=2, max_length=2000)
    budget_fen = fields.Amount(required=True, maximum=BUDGET_FEN_MAX)
    fund = fields.Line(required=True, min_length=1, max_length=100)
    ballot_kind = fields.Choice(BallotKind, required=True)
    points_max = fields.WholeNumber(load_default=None, allow_none=True, minimum=1, maximum=100)
    ends_on = fields.Day(load_default=None, allow_none=True, metadata={"description": "last day of proposing"})
    topic_id = fields.Id(load_default=None, allow_none=True)


class BudgetRoundMoveSchema(Schema):
    """A move on a round with what goes with it."""

    move = fields.Choice(RoundMove, required=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)
    ends_on = fields.Day(
        load_default=None, allow_none=True, metadata={"description": "last day of voting, or of the longer stage"}
    )

    @ma.post_load
    def _step(self, data: dict[str, Any], **_: Any) -> tuple[RoundMove, RoundStep]:
        return data.pop("move"), RoundStep(**data)


class BudgetRoundQuery(PageQuery):
    """Filters of rounds."""

    stage = fields.Choice(RoundStage, load_default=None)
    live = fields.QueryFlag(load_default=False, metadata={"description": "leave out what has ended"})
    topic_id = fields.Id(load_default=None)


class BudgetProposalCountsSchema(Schema):
    """How many proposals stand where."""

    proposed = ma.fields.Integer(required=True)
    passed = ma.fields.Integer(required=True)
    refused = ma.fields.Integer(required=True)
    withdrawn = ma.fields.Integer(required=True)


class BudgetRoundItemSchema(Schema):
    """A round in a list."""

    id = fields.Id(required=True)
    number = ma.fields.Integer(required=True)
    title = ma.fields.String(required=True)
    budget_fen = ma.fields.Integer(required=True)
    fund = ma.fields.String(required=True)
    ballot_kind = value_of(BallotKind)
    ballot_name = ma.fields.String(required=True)
    points_max = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "points one voter spreads; null for approvals"}
    )
    stage = value_of(RoundStage)
    stage_name = ma.fields.String(required=True)
    stage_ends_at = fields.Moment(required=True, allow_none=True)
    days_left = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "0 on the stage's last day, below 0 when it is over"}
    )
    overdue = ma.fields.Boolean(required=True)
    next_actor = ma.fields.String(required=True, allow_none=True)
    proposals = ma.fields.Nested(BudgetProposalCountsSchema, required=True)
    voters = ma.fields.Integer(required=True, metadata={"description": "how many have voted; never how"})
    has_result = ma.fields.Boolean(required=True)
    created_at = fields.Moment(required=True)


class BudgetRoundStopSchema(Schema):
    """One stop of a round's line."""

    stage = value_of(RoundStage)
    name = ma.fields.String(required=True)
    status = ma.fields.String(required=True, validate=validate.OneOf(["done", "now", "to_come"]))
    at = fields.Moment(required=True, allow_none=True)
    by = ma.fields.Nested(RefSchema, required=True, allow_none=True, metadata={"description": "null: time did it"})
    note = ma.fields.String(required=True, allow_none=True)
    ends_at = fields.Moment(required=True, allow_none=True)


class BudgetRoundSchema(BudgetRoundItemSchema):
    """A round with its line and what the caller may do."""

    text = ma.fields.String(required=True)
    topic = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    stops = ma.fields.List(ma.fields.Nested(BudgetRoundStopSchema), required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
    may_propose = ma.fields.Boolean(required=True)
    is_voting_open = ma.fields.Boolean(required=True)
