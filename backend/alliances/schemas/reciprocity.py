"""Shapes of accounts, statements and rankings. No person's name stands in any of them."""

from enum import StrEnum

import marshmallow as ma
from marshmallow import validate

from backend.alliances.types import Side, Source
from backend.infra.http import RefSchema, Schema, fields


def _one_of(values: type[StrEnum]) -> ma.fields.String:
    """Return a word of what was sealed as JSON; only such a schema shows."""
    return ma.fields.String(required=True, validate=validate.OneOf([value.value for value in values]))


class QuarterQuery(Schema):
    """Any day of the quarter that is asked for."""

    day = fields.Day(load_default=None)


class MeasureSidesSchema(Schema):
    """What was given and got in one unit of measure, in its smallest part (minutes, fen) and as text."""

    measure = ma.fields.String(required=True)
    measure_name = ma.fields.String(required=True)
    gave = ma.fields.Integer(required=True)
    got = ma.fields.Integer(required=True)
    gave_text = ma.fields.String(required=True)
    got_text = ma.fields.String(required=True)


class AccountLineSchema(Schema):
    """One line of an account."""

    side = _one_of(Side)
    source = _one_of(Source)
    source_name = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    amount_text = ma.fields.String(required=True)
    times = ma.fields.Integer(required=True)
    agreement_id = fields.Id(required=True, allow_none=True)


class TermsSchema(Schema):
    """How many terms fell due and were kept; ``percent`` is null where nothing was due."""

    due = ma.fields.Integer(required=True)
    kept = ma.fields.Integer(required=True)
    excused = ma.fields.Integer(required=True)
    percent = ma.fields.Integer(required=True, allow_none=True)


class _QuarterSchema(Schema):
    quarter = fields.Day(required=True, metadata={"description": "first day of the quarter"})
    quarter_name = ma.fields.String(required=True)


class _AccountSchema(_QuarterSchema):
    unit = ma.fields.Nested(RefSchema, required=True)
    sides = fields.ListOf(ma.fields.Nested(MeasureSidesSchema), required=True)
    lines = fields.ListOf(ma.fields.Nested(AccountLineSchema), required=True)
    own_terms = ma.fields.Nested(TermsSchema, required=True)
    terms_owed_to = ma.fields.Nested(TermsSchema, required=True)


class UnitNeedSchema(Schema):
    """Something the unit asked for and has not got yet."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)


class ReciprocitySchema(_AccountSchema):
    """A unit's account of a quarter as it stands now."""

    needs = fields.ListOf(ma.fields.Nested(UnitNeedSchema), required=True)
    shows_in_ranking = ma.fields.Boolean(required=True)
    may_consent = ma.fields.Boolean(required=True)


class UnitReciprocitySchema(Schema):
    """A unit among all."""

    unit = ma.fields.Nested(RefSchema, required=True)
    sides = fields.ListOf(ma.fields.Nested(MeasureSidesSchema), required=True)
    own_terms = ma.fields.Nested(TermsSchema, required=True)
    terms_owed_to = ma.fields.Nested(TermsSchema, required=True)


class ReciprocityOfAllSchema(_QuarterSchema):
    """All units with something to tell of a quarter."""

    items = fields.ListOf(ma.fields.Nested(UnitReciprocitySchema), required=True)


class StatementTermsSchema(Schema):
    """A statement's terms in its list."""

    due = ma.fields.Integer(required=True)
    kept = ma.fields.Integer(required=True)


class ReciprocityStatementItemSchema(_QuarterSchema):
    """A statement in a list."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    own_terms = ma.fields.Nested(StatementTermsSchema, required=True)
    short_seal = ma.fields.String(required=True)
    made_at = fields.Moment(required=True)


class ReciprocityStatementSchema(_AccountSchema):
    """A statement whole, as it was sealed."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    community = ma.fields.String(required=True)
    short_seal = ma.fields.String(required=True)
    made_at = fields.Moment(required=True)


class RankedUnitSchema(Schema):
    """A unit that lets itself be shown."""

    place = ma.fields.Integer(required=True)
    unit = ma.fields.Nested(RefSchema, required=True)
    due = ma.fields.Integer(required=True)
    kept = ma.fields.Integer(required=True)
    percent = ma.fields.Integer(required=True)


class RankingSchema(_QuarterSchema):
    """Consenting units by the share they kept; ``units_with_statement`` counts all, shown or not."""

    items = fields.ListOf(ma.fields.Nested(RankedUnitSchema), required=True)
    units_with_statement = ma.fields.Integer(required=True)


class RankingConsentSchema(Schema):
    """Whether a unit lets itself be shown in rankings."""

    shows_in_ranking = fields.Flag(required=True)
