"""Shapes of audits: rounds for everybody, cases and findings for supervisors."""

import marshmallow as ma

from backend.infra.http import MoveSchema, PageQuery, PhotoSchema, RefSchema, Schema, fields
from backend.volunteering.moves import CaseMove
from backend.volunteering.types.audit import NewAudit, NewFinding, Verdict, Way

# Our rule: as many photos as other evidence has.
PHOTOS_MAX = 9
HEX = "hexadecimal digits"


class NewAuditSchema(Schema):
    """The coming round; its first day follows from the round before."""

    into = NewAudit

    ends_on = fields.Day(required=True, metadata={"description": "its last day, at most 31 days after the first"})


class AuditSealSchema(Schema):
    """The seal that closed a round's period."""

    number = ma.fields.Integer(required=True)
    hash = ma.fields.String(required=True, metadata={"description": HEX})


class AuditSumsSchema(Schema):
    """How many records of the sample came to what; ``overdue`` are those of ``open`` past their time."""

    passed = ma.fields.Integer(required=True)
    failed = ma.fields.Integer(required=True)
    undecidable = ma.fields.Integer(required=True)
    open = ma.fields.Integer(required=True)
    overdue = ma.fields.Integer(required=True)


class AuditSchema(Schema):
    """A round of audit; ``seed``, ``seal`` and the counts are null until it is drawn."""

    id = fields.Id(required=True)
    number = ma.fields.Integer(required=True)
    starts_on = fields.Day(required=True)
    ends_on = fields.Day(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    commitment = ma.fields.String(required=True, metadata={"description": f"SHA-256 of the seed, {HEX}"})
    committed_at = fields.Moment(required=True)
    draw_due_at = fields.Moment(required=True)
    seed = ma.fields.String(required=True, allow_none=True, metadata={"description": HEX})
    seal = ma.fields.Nested(AuditSealSchema, required=True, allow_none=True)
    records = ma.fields.Integer(required=True, allow_none=True)
    lot = ma.fields.Integer(required=True, allow_none=True)
    flagged = ma.fields.Integer(required=True, allow_none=True)
    drawn_at = fields.Moment(required=True, allow_none=True)
    closed_at = fields.Moment(required=True, allow_none=True)
    sums = ma.fields.Nested(AuditSumsSchema, required=True)


class SampledSchema(Schema):
    """A record of the sample, by number alone."""

    number = ma.fields.String(required=True)
    record_id = fields.Id(required=True)
    drawn_by = ma.fields.String(required=True)
    drawn_by_name = ma.fields.String(required=True)


class AuditDetailSchema(AuditSchema):
    """A round with the first hundred of its sample."""

    sample = ma.fields.List(ma.fields.Nested(SampledSchema), required=True)


class DrawRuleSchema(Schema):
    """The rule of the draw."""

    text = ma.fields.String(required=True)
    lot_min = ma.fields.Integer(required=True)
    one_in = ma.fields.Integer(required=True)


class DrawnSealSchema(Schema):
    """A seal with its leaves: ``leaves`` are their hashes one after another in base64.

    ``records`` are the ids of those that are records, ``places`` which leaf each is.
    """

    number = ma.fields.Integer(required=True)
    day = ma.fields.String(required=True)
    size = ma.fields.Integer(required=True)
    root = ma.fields.String(required=True)
    previous = ma.fields.String(required=True)
    hash = ma.fields.String(required=True)
    leaves = ma.fields.String(required=True)
    records = ma.fields.List(ma.fields.String(), required=True)
    places = ma.fields.List(ma.fields.Integer(), required=True)


class DrawSchema(Schema):
    """All that docs/draw_audit.py needs to draw a round's sample again."""

    rule = ma.fields.Nested(DrawRuleSchema, required=True)
    community_id = ma.fields.Integer(required=True)
    audit_id = fields.Id(required=True)
    number = ma.fields.Integer(required=True)
    starts_on = ma.fields.String(required=True)
    ends_on = ma.fields.String(required=True)
    commitment = ma.fields.String(required=True)
    committed_at = fields.Moment(required=True)
    seed = ma.fields.String(required=True)
    seal = ma.fields.Nested(AuditSealSchema, required=True)
    seals = ma.fields.List(ma.fields.Nested(DrawnSealSchema), required=True)
    lot = ma.fields.List(ma.fields.String(), required=True)
    flagged = ma.fields.List(ma.fields.String(), required=True)


class AuditCaseQuery(PageQuery):
    """Which cases."""

    mine = fields.QueryFlag(load_default=False)
    unfound = fields.QueryFlag(load_default=False)
    audit_id = fields.Id(load_default=None)


class AuditRefSchema(Schema):
    """A round by its number."""

    id = fields.Id(required=True)
    number = ma.fields.Integer(required=True)


class AuditedRecordSchema(Schema):
    """The record of a case."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    place = ma.fields.String(required=True)
    served_on = fields.Day(required=True)
    minutes = ma.fields.Integer(required=True)


class AuditedPersonSchema(Schema):
    """Somebody who had a part in the record."""

    part = ma.fields.String(required=True)
    member = ma.fields.Nested(RefSchema, required=True)


class AuditFindingSchema(Schema):
    """What was found."""

    verdict = ma.fields.String(required=True)
    verdict_name = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True, allow_none=True)
    ways = ma.fields.List(ma.fields.String(), required=True)
    checked = ma.fields.String(required=True)
    performer_word = ma.fields.String(required=True, allow_none=True)
    beneficiary_word = ma.fields.String(required=True, allow_none=True)
    reason = ma.fields.String(required=True, allow_none=True)
    photos = ma.fields.List(ma.fields.Nested(PhotoSchema), required=True)
    found_by = ma.fields.Nested(RefSchema, required=True)
    found_at = fields.Moment(required=True)


class AuditCaseSchema(Schema):
    """A case as supervisors see it."""

    id = fields.Id(required=True)
    audit = ma.fields.Nested(AuditRefSchema, required=True)
    record = ma.fields.Nested(AuditedRecordSchema, required=True)
    people = ma.fields.List(ma.fields.Nested(AuditedPersonSchema), required=True)
    drawn_by = ma.fields.String(required=True)
    drawn_by_name = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    auditor = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    due_at = fields.Moment(required=True)
    is_overdue = ma.fields.Boolean(required=True)
    may_find = ma.fields.Boolean(required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)
    finding = ma.fields.Nested(AuditFindingSchema, required=True, allow_none=True)


class AuditCaseMoveSchema(Schema):
    """A move on a case."""

    move = ma.fields.Enum(CaseMove, by_value=True, required=True, error_messages={"unknown": "没有这种办理方式"})


class NewAuditFindingSchema(Schema):
    """What a supervisor found; ``minutes`` only where the verdict is `failed`, 0 for no service at all."""

    into = NewFinding

    verdict = ma.fields.Enum(Verdict, by_value=True, required=True, error_messages={"unknown": "没有这种结论"})
    ways = fields.ListOf(
        ma.fields.Enum(Way, by_value=True, error_messages={"unknown": "没有这种核查方式"}),
        required=True,
        validate=ma.validate.Length(min=1, max=len(Way), error="请选择怎样核查的"),
    )
    checked = fields.Text(min_length=1, max_length=1000, required=True)
    minutes = fields.WholeNumber(maximum=1440, load_default=None, allow_none=True)
    performer_word = fields.Text(max_length=500, load_default=None, allow_none=True)
    beneficiary_word = fields.Text(max_length=500, load_default=None, allow_none=True)
    reason = fields.Text(max_length=500, load_default=None, allow_none=True)
    photos = fields.ListOf(fields.Id(), load_default=tuple, validate=ma.validate.Length(max=PHOTOS_MAX))


class RecordAuditSchema(Schema):
    """What a record's people see of its audit."""

    audit_id = fields.Id(required=True)
    number = ma.fields.Integer(required=True)
    drawn_by = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    due_at = fields.Moment(required=True)
    minutes = ma.fields.Integer(required=True, allow_none=True)
    checked = ma.fields.String(required=True, allow_none=True)
    reason = ma.fields.String(required=True, allow_none=True)
    found_at = fields.Moment(required=True, allow_none=True)
