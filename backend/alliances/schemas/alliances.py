"""Shapes of alliances, their boards and items."""

from enum import StrEnum
from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.alliances.moves import StandMove
from backend.alliances.types import Answer, NewAlliance, NewItem, Outcome, RoundState, Scope, Stand
from backend.infra.http import MoveSchema, Schema, fields

COMMUNITY_MIN, COMMUNITY_MAX = 10**11, 10**12 - 1
# Our rule: a street has seldom more communities than this.
INVITED_MAX = 40
AMOUNT_MAX = 1_000_000


def _one_of(values: type[StrEnum], **kwargs: Any) -> ma.fields.String:
    """Return a word of a board, which is kept as JSON; only such a schema shows."""
    return ma.fields.String(required=True, validate=validate.OneOf([value.value for value in values]), **kwargs)


def _community(**kwargs: Any) -> fields.WholeNumber:
    return fields.WholeNumber(required=True, minimum=COMMUNITY_MIN, maximum=COMMUNITY_MAX, **kwargs)


class AllianceCommunitySchema(Schema):
    """A community by its number and name."""

    id = ma.fields.Integer(required=True)
    name = ma.fields.String(required=True)


class NewAllianceSchema(Schema):
    """An alliance to be founded."""

    into = NewAlliance
    name = fields.Line(required=True, min_length=2, max_length=40)
    purpose = fields.Text(load_default="", max_length=300)
    other_ids = fields.ListOf(
        fields.WholeNumber(minimum=COMMUNITY_MIN, maximum=COMMUNITY_MAX),
        required=True,
        validate=validate.Length(min=1, max=INVITED_MAX, error="请选1到40个社区"),
    )


class InvitationSchema(Schema):
    """Which community is invited."""

    other_id = _community()


class AllianceMoveSchema(Schema):
    """A move on an alliance."""

    move = fields.Choice(StandMove, required=True)


class NewAllianceItemSchema(Schema):
    """One thing for the list that goes out next."""

    into = NewItem
    scope = fields.Choice(Scope, required=True)
    title = fields.Line(required=True, min_length=2, max_length=80)
    taker_id = _community()
    amount = fields.Amount(load_default=1, maximum=AMOUNT_MAX)
    measure = fields.Line(load_default="项", min_length=1, max_length=10)


class AllianceItemRemovalSchema(Schema):
    """Nothing is asked."""


class AllianceAnswerSchema(Schema):
    """What became of an item; ``month`` is the board's."""

    into = Answer
    month = fields.Day(required=True)
    outcome = fields.Choice(Outcome, required=True)
    done_amount = fields.WholeNumber(required=True, maximum=AMOUNT_MAX)
    word = fields.Text(load_default="", max_length=300)


class AllianceReviewSchema(Schema):
    """The chair's review of the quarter that ends with ``month``."""

    month = fields.Day(required=True)
    text = fields.Text(required=True, min_length=5, max_length=2000)


class BoardQuery(Schema):
    """Any day of the month that is asked for."""

    month = fields.Day(load_default=None)


class AllianceSummarySchema(Schema):
    """An alliance in a list."""

    id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    purpose = ma.fields.String(required=True)
    chair = ma.fields.Nested(AllianceCommunitySchema, required=True)
    is_chair = ma.fields.Boolean(required=True)
    stand = _one_of(Stand)
    stand_name = ma.fields.String(required=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class AlliancesSchema(Schema):
    """All alliances of a community; ``neighbours`` are the street's other communities, for a lead."""

    items = fields.ListOf(ma.fields.Nested(AllianceSummarySchema), required=True)
    neighbours = fields.ListOf(ma.fields.Nested(AllianceCommunitySchema), required=True)
    may_found = ma.fields.Boolean(required=True)


class MonthFiguresSchema(Schema):
    """A community's figures from one 10th to the next: wishes collected and claimed, problems solved, services."""

    wishes = ma.fields.Integer(required=True)
    claimed = ma.fields.Integer(required=True)
    solved = ma.fields.Integer(required=True)
    services = ma.fields.Integer(required=True)
    minutes = ma.fields.Integer(required=True)
    terms_due = ma.fields.Integer(required=True)
    terms_kept = ma.fields.Integer(required=True)


class AllianceMemberSchema(AllianceCommunitySchema):
    """A community of an alliance; figures are null until they have come."""

    stand = _one_of(Stand)
    stand_name = ma.fields.String(required=True)
    figures = ma.fields.Nested(MonthFiguresSchema, required=True, allow_none=True)


class AllianceItemSchema(Schema):
    """An item; outcome, amount and word are null until its taker has answered."""

    id = fields.Id(required=True)
    no = ma.fields.Integer(required=True)
    scope = _one_of(Scope)
    scope_name = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    taker = ma.fields.Nested(AllianceCommunitySchema, required=True)
    amount = ma.fields.Integer(required=True)
    measure = ma.fields.String(required=True)
    outcome = _one_of(Outcome, allow_none=True)
    outcome_name = ma.fields.String(required=True, allow_none=True)
    done_amount = ma.fields.Integer(required=True, allow_none=True)
    word = ma.fields.String(required=True, allow_none=True)
    may_answer = ma.fields.Boolean(required=True)


class AllianceBoardSchema(Schema):
    """A month of an alliance."""

    month = fields.Day(required=True)
    state = _one_of(RoundState)
    state_name = ma.fields.String(required=True)
    tells_at = fields.Moment(required=True)
    members = fields.ListOf(ma.fields.Nested(AllianceMemberSchema), required=True)
    items = fields.ListOf(ma.fields.Nested(AllianceItemSchema), required=True)
    review = ma.fields.String(required=True, allow_none=True)
    may_review = ma.fields.Boolean(required=True)
    updated_at = fields.Moment(required=True)


class AllianceDraftSchema(Schema):
    """The list that goes out next, for the chair's desk."""

    month = fields.Day(required=True)
    issues_at = fields.Moment(required=True)
    members = fields.ListOf(ma.fields.Nested(AllianceMemberSchema), required=True)
    items = fields.ListOf(ma.fields.Nested(AllianceItemSchema), required=True)


class AllianceSchema(AllianceSummarySchema):
    """An alliance with the board of one month."""

    months = fields.ListOf(fields.Day(), required=True)
    board = ma.fields.Nested(AllianceBoardSchema, required=True, allow_none=True)
    draft = ma.fields.Nested(AllianceDraftSchema, required=True, allow_none=True)
    neighbours = fields.ListOf(ma.fields.Nested(AllianceCommunitySchema), required=True)
