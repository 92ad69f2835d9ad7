"""Shapes of duties, their terms and the evidence for them."""

from typing import Any

import marshmallow as ma

from backend.agreements.moves.duties import EvidenceMove, TermMove
from backend.agreements.service.evidence_sources import PHOTOS_MAX
from backend.agreements.types.duties import EvidenceKind, NewEvidence, Side, TermFilter, TermState
from backend.infra.http import MoveSchema, PageQuery, PhotoSchema, Schema, fields

EXCUSE_MOVES = (TermMove.ASK_EXCUSE, TermMove.GRANT_EXCUSE, TermMove.DECLINE_EXCUSE)


class TermQuery(PageQuery):
    """Which terms; ``side`` without ``unit_id`` is the community's."""

    unit_id = fields.Id(load_default=None)
    side = fields.Choice(Side, load_default=None)
    state = fields.ListOf(fields.Choice(TermState), load_default=list)
    agreement_id = fields.Id(load_default=None)
    since = fields.Day(load_default=None)
    until = fields.Day(load_default=None)


def term_filter(query: dict[str, Any]) -> TermFilter:
    """Return which terms a query asks for."""
    names = ("unit_id", "side", "agreement_id", "since", "until")
    return TermFilter(states=frozenset(query["state"]), **{name: query[name] for name in names})


class CalendarQuery(Schema):
    """Which month, for one unit or for all."""

    month = fields.Line(
        required=True, validate=ma.validate.Regexp(r"^(19|20)\d\d-(0[1-9]|1[0-2])$", error="月份应写成2026-11")
    )
    unit_id = fields.Id(load_default=None)


class SourceQuery(Schema):
    """Which kind of evidence."""

    kind = fields.Choice(EvidenceKind, required=True)


class NewDutyEvidenceSchema(Schema):
    """Evidence of so much of a term: photos, or one record, transfer or booking (``ref_id``) with photos beside it."""

    into = NewEvidence
    kind = fields.Choice(EvidenceKind, required=True)
    amount = fields.Amount(required=True)
    ref_id = fields.Id(load_default=None, allow_none=True)
    photos = fields.ListOf(fields.Id(), load_default=tuple, validate=ma.validate.Length(max=PHOTOS_MAX))
    note = fields.Text(max_length=500, load_default=None, allow_none=True)


class DutyEvidenceMoveSchema(Schema):
    """A decision on evidence; ``amount`` less than was handed in accepts a part and says why."""

    move = fields.Choice(EvidenceMove, required=True)
    amount = fields.Amount(load_default=None, allow_none=True)
    reason = fields.Text(max_length=500, load_default=None, allow_none=True)


class DutyTermMoveSchema(Schema):
    """A move on a term."""

    move = fields.Choice(TermMove, required=True, validate=ma.validate.OneOf(EXCUSE_MOVES, error="没有这个选项"))
    note = fields.Text(max_length=500, load_default=None, allow_none=True)


class DutySideSchema(Schema):
    """A side of a duty; without an id it is the community."""

    id = fields.Id(required=True, allow_none=True)
    name = ma.fields.String(required=True)


class DutyEvidenceKindSchema(Schema):
    """A kind of evidence that the clause names."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class DutySchema(Schema):
    """A clause in force."""

    id = fields.Id(required=True)
    agreement_id = fields.Id(required=True)
    agreement_title = ma.fields.String(required=True)
    clause_no = ma.fields.Integer(required=True)
    text = ma.fields.String(required=True)
    measure = ma.fields.String(required=True)
    giver = ma.fields.Nested(DutySideSchema, required=True)
    receiver = ma.fields.Nested(DutySideSchema, required=True)
    accepter = ma.fields.Nested(DutySideSchema, required=True)
    evidence = ma.fields.List(ma.fields.Nested(DutyEvidenceKindSchema), required=True)


class ShortDutyTermSchema(Schema):
    """A due day and how it stands; ``last_day`` is the working day by whose end it is due."""

    id = fields.Id(required=True)
    due_on = fields.Day(required=True)
    last_day = fields.Day(required=True)
    amount = ma.fields.Integer(required=True)
    accepted_amount = ma.fields.Integer(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)


class DutyTermSchema(ShortDutyTermSchema):
    """A due day with its duty and what the caller may do now; ``waits_for`` is the clause that comes first."""

    no = ma.fields.Integer(required=True)
    waits_for = ma.fields.String(required=True, allow_none=True)
    excuse = ma.fields.String(required=True, allow_none=True)
    duty = ma.fields.Nested(DutySchema, required=True)
    acts = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "submit, ask_excuse, decide, grant_excuse, decline_excuse"},
    )


class EvidenceSourceSchema(Schema):
    """A record, transfer or booking that may be, or was, handed in."""

    kind = ma.fields.String(required=True)
    id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    day = fields.Day(required=True)
    size = ma.fields.String(required=True)


class EvidenceSourcesSchema(Schema):
    """What may be handed in."""

    items = ma.fields.List(ma.fields.Nested(EvidenceSourceSchema), required=True)


class DutyEvidenceSchema(Schema):
    """What was handed in and what became of it; ``source`` is None for photos, or where it no longer stands."""

    id = fields.Id(required=True)
    kind = ma.fields.String(required=True)
    kind_name = ma.fields.String(required=True)
    source = ma.fields.Nested(EvidenceSourceSchema, required=True, allow_none=True)
    photos = ma.fields.List(ma.fields.Nested(PhotoSchema), required=True)
    amount = ma.fields.Integer(required=True)
    accepted_amount = ma.fields.Integer(required=True, allow_none=True)
    note = ma.fields.String(required=True, allow_none=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    by = ma.fields.String(required=True)
    at = fields.Moment(required=True)
    decided_by = ma.fields.String(required=True, allow_none=True)
    decided_at = fields.Moment(required=True, allow_none=True)
    reason = ma.fields.String(required=True, allow_none=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class DutyTermLineSchema(Schema):
    """One line of a term's history; ``by`` is None for what time did."""

    name = ma.fields.String(required=True)
    by = ma.fields.String(required=True, allow_none=True)
    note = ma.fields.String(required=True, allow_none=True)
    at = fields.Moment(required=True)


class WholeDutyTermSchema(DutyTermSchema):
    """A term with its evidence and history."""

    waiting_amount = ma.fields.Integer(required=True)
    handed_in = ma.fields.List(ma.fields.Nested(DutyEvidenceSchema), required=True)
    history = ma.fields.List(ma.fields.Nested(DutyTermLineSchema), required=True)


class DutyWithTermsSchema(DutySchema):
    """A duty with all its due days."""

    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    terms = ma.fields.List(ma.fields.Nested(ShortDutyTermSchema), required=True)
    may_open = ma.fields.Boolean(required=True, metadata={"description": "the caller may open its due days"})


class DutyDaySchema(Schema):
    """How many terms are due on a day, and how they stand."""

    day = fields.Day(required=True)
    to_do = ma.fields.Integer(required=True)
    late = ma.fields.Integer(required=True)
    to_decide = ma.fields.Integer(required=True)
    done = ma.fields.Integer(required=True)


class DutyCalendarSchema(Schema):
    """The days of a month on which something is due."""

    items = ma.fields.List(ma.fields.Nested(DutyDaySchema), required=True)
