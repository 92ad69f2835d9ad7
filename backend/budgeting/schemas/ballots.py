"""Shapes of ballots and results on the wire."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.budgeting.equal_shares import How
from backend.budgeting.schemas.rounds import value_of
from backend.budgeting.types import BallotKind, MyBallot, NewBallot
from backend.infra.http import Schema, fields

VOTES_MAX = 200


class BudgetVoteSchema(Schema):
    """Points for one proposal; an approval is one point."""

    proposal_id = fields.Id(required=True)
    points = fields.WholeNumber(load_default=1, minimum=1, maximum=100)


class BudgetNewBallotSchema(Schema):
    """The whole ballot: what is left out gets nothing; an empty one takes the ballot back."""

    votes = fields.ListOf(
        ma.fields.Nested(BudgetVoteSchema),
        required=True,
        validate=validate.Length(max=VOTES_MAX, error=f"最多{VOTES_MAX}个提案"),
    )

    @ma.validates_schema
    def _once(self, data: dict[str, Any], **_: Any) -> None:
        ids = [vote["proposal_id"] for vote in data.get("votes", [])]
        if len(set(ids)) < len(ids):
            raise ma.ValidationError("同一个提案只写一次", "votes")

    @ma.post_load
    def _ballot(self, data: dict[str, Any], **_: Any) -> NewBallot:
        return NewBallot({vote["proposal_id"]: vote["points"] for vote in data["votes"]})


class BudgetMyBallotSchema(Schema):
    """One's own ballot, to oneself, until the end of voting."""

    may_vote = ma.fields.Boolean(required=True)
    why_not = ma.fields.String(required=True, allow_none=True)
    votes = ma.fields.List(ma.fields.Nested(BudgetVoteSchema), required=True)

    @ma.pre_dump
    def _votes(self, ballot: MyBallot, **_: Any) -> dict[str, Any]:
        votes = [{"proposal_id": id_, "points": points} for id_, points in ballot.points.items()]
        return {"may_vote": ballot.may_vote, "why_not": ballot.why_not, "votes": votes}


class BudgetResultProposalSchema(Schema):
    """A proposal in the result: the chosen first, in the order they were bought."""

    id = fields.Id(required=True)
    number = ma.fields.Integer(required=True)
    title = ma.fields.String(required=True)
    cost_fen = ma.fields.Integer(required=True)
    supporters = ma.fields.Integer(required=True)
    points = ma.fields.Integer(required=True)
    by_equal_shares = ma.fields.Boolean(required=True, metadata={"description": "chosen"})
    by_greedy = ma.fields.Boolean(
        required=True, metadata={"description": "would have been chosen by most points first, for comparison"}
    )
    how = value_of(How, allow_none=True, metadata={"description": "rest: bought with what was left over"})
    price_fen = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "what a point cost each supporter who had that much"}
    )
    entry_id = fields.Id(required=True, allow_none=True, metadata={"description": "its entry on list 5 once decided"})


class BudgetRepresentedSchema(Schema):
    """How many voters get nothing, less than an equal share, or a share and more for what they support."""

    nothing = ma.fields.Integer(required=True)
    part = ma.fields.Integer(required=True)
    full = ma.fields.Integer(required=True)
    mean_percent = ma.fields.Integer(required=True, metadata={"description": "of an equal share"})


class BudgetBothRepresentedSchema(Schema):
    """The same by the two ways of counting."""

    equal_shares = ma.fields.Nested(BudgetRepresentedSchema, required=True)
    greedy = ma.fields.Nested(BudgetRepresentedSchema, required=True)


class BudgetBuildingSchema(Schema):
    """A building of at least five voters; smaller ones together, with no name."""

    building = ma.fields.String(required=True, allow_none=True)
    voters = ma.fields.Integer(required=True)
    equal_shares_percent = ma.fields.Integer(required=True, metadata={"description": "of the voters' equal shares"})
    greedy_percent = ma.fields.Integer(required=True)


class BudgetResultSchema(Schema):
    """What the count found."""

    round_id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    ballot_kind = value_of(BallotKind)
    budget_fen = ma.fields.Integer(required=True)
    spent_fen = ma.fields.Integer(required=True)
    greedy_spent_fen = ma.fields.Integer(required=True)
    electors = ma.fields.Integer(required=True, metadata={"description": "who could vote"})
    voters = ma.fields.Integer(required=True)
    share_fen = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "a voter's equal share"})
    raised_percent = ma.fields.Integer(
        required=True, metadata={"description": "by how much shares were raised so that the money is used up"}
    )
    proposals = ma.fields.List(ma.fields.Nested(BudgetResultProposalSchema), required=True)
    represented = ma.fields.Nested(BudgetBothRepresentedSchema, required=True, allow_none=True)
    buildings = ma.fields.List(ma.fields.Nested(BudgetBuildingSchema), required=True)
    ballots_hash = ma.fields.String(required=True)
    counted_at = fields.Moment(required=True)
