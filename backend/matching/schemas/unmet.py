"""Shapes of unmet needs and of figures on the wire."""

import marshmallow as ma

from backend.infra.http import PageQuery, Schema, fields
from backend.matching.schemas.suggestions import MatchNeedSchema
from backend.matching.types import UnmetState


class UnmetQuery(PageQuery):
    """Filters of unmet needs; without a state, those that still wait."""

    state = fields.Choice(UnmetState, load_default=None)
    category = fields.Line(max_length=60, load_default=None, metadata={"description": "with those below it"})


class WhyCountSchema(Schema):
    """How many one constraint kept away; ``count`` is null where it is too small to be told to everybody."""

    code = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True, allow_none=True)


class OpenEditSchema(Schema):
    """The thing whose edit the caller may open to make the change."""

    type = ma.fields.String(required=True)
    id = fields.Id(required=True)
    name = ma.fields.String(required=True, metadata={"description": "verb for the button"})


class UnmetNeedSchema(Schema):
    """A need that nobody serves, why, and the smallest change that would help."""

    id = fields.Id(required=True)
    need = ma.fields.Nested(MatchNeedSchema, required=True)
    missing = ma.fields.Integer(required=True)
    candidates = ma.fields.Integer(required=True, allow_none=True)
    why = ma.fields.List(ma.fields.Nested(WhyCountSchema), required=True)
    why_text = ma.fields.String(required=True)
    change_text = ma.fields.String(required=True, allow_none=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    is_public = ma.fields.Boolean(required=True)
    since = fields.Moment(required=True)
    days = ma.fields.Integer(required=True)
    becomes_at = fields.Moment(required=True, allow_none=True)
    becomes_text = ma.fields.String(required=True, allow_none=True)
    problem_id = fields.Id(required=True, allow_none=True)
    edit = ma.fields.Nested(OpenEditSchema, required=True, allow_none=True)


class FiguresQuery(Schema):
    """How many weeks."""

    weeks = fields.QueryInteger(minimum=1, maximum=26, load_default=8)


class RunFigureSchema(Schema):
    """One run: needs served and not, and how near to the best plan it is."""

    id = fields.Id(required=True)
    kind = ma.fields.String(required=True)
    begun_at = fields.Moment(required=True)
    needs = ma.fields.Integer(required=True)
    served = ma.fields.Integer(required=True, metadata={"description": "suggested by this run"})
    waiting = ma.fields.Integer(required=True, metadata={"description": "suggested before and not answered yet"})
    unserved = ma.fields.Integer(required=True)
    offers = ma.fields.Integer(required=True)
    places = ma.fields.Integer(required=True)
    gap_permille = ma.fields.Integer(required=True)
    millis = ma.fields.Integer(required=True)


class WeekFigureSchema(Schema):
    """What became of the suggestions of one week, from Monday; null: too few to be told to everybody."""

    week = fields.Day(required=True)
    suggested = ma.fields.Integer(required=True, allow_none=True)
    accepted = ma.fields.Integer(required=True, allow_none=True)
    declined = ma.fields.Integer(required=True, allow_none=True)
    lapsed = ma.fields.Integer(required=True, allow_none=True)
    withdrawn = ma.fields.Integer(required=True, allow_none=True)
    waiting = ma.fields.Integer(required=True, allow_none=True)
    unmet = ma.fields.Integer(required=True, allow_none=True)


class MatchFiguresSchema(Schema):
    """Figures for the chart: per run, per week, and why needs are unmet now."""

    runs = ma.fields.List(ma.fields.Nested(RunFigureSchema), required=True)
    weeks = ma.fields.List(ma.fields.Nested(WeekFigureSchema), required=True)
    unmet = ma.fields.Integer(required=True, allow_none=True)
    why = ma.fields.List(ma.fields.Nested(WhyCountSchema), required=True)
    declined = ma.fields.List(ma.fields.Nested(WhyCountSchema), required=True)
    hidden_below = ma.fields.Integer(required=True, allow_none=True)
    automated_text = ma.fields.String(required=True)
