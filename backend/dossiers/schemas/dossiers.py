"""Shapes of a dossier, its entries and evaluations."""

from typing import Any

import marshmallow as ma

from backend.dossiers.rules.parts import (
    TITLE_LENGTH_MAX,
    TRAINING_MINUTES_MAX,
    WHO_LENGTH_MAX,
    WORD_LENGTH_MAX,
    WORDS_MAX,
)
from backend.dossiers.types import TIME_NAMES, DossierChange, EntryKind, NewEntry, OutsideState, Skill
from backend.infra.http import RefSchema, Schema, fields

WORDS_LENGTH_MAX = 200
PHOTOS_MAX = 3


class OptionSchema(Schema):
    """Something to choose: its code and how people call it."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)


class VoidSchema(Schema):
    """That a line no longer stands."""

    reason = ma.fields.String(required=True)
    by_name = ma.fields.String(required=True)
    at = fields.Moment(required=True)


class DossierEntrySchema(Schema):
    """A training (with its ``minutes``) or a commendation (with its ``document``, maybe empty)."""

    id = fields.Id(required=True)
    kind = fields.Choice(EntryKind, required=True)
    title = ma.fields.String(required=True)
    by_whom = ma.fields.String(required=True)
    happened_on = fields.Day(required=True)
    minutes = ma.fields.Integer(required=True, allow_none=True)
    document = ma.fields.String(required=True)
    recorded_by_name = ma.fields.String(required=True)
    recorded_at = fields.Moment(required=True)
    from_file = ma.fields.Boolean(required=True)
    void = ma.fields.Nested(VoidSchema, required=True, allow_none=True)
    may_void = ma.fields.Boolean(required=True)


class EvaluationSchema(Schema):
    """How a service was found; not public."""

    id = fields.Id(required=True)
    record_id = fields.Id(required=True)
    assessor = ma.fields.String(required=True)
    assessor_name = ma.fields.String(required=True)
    by_name = ma.fields.String(required=True)
    score = ma.fields.Integer(required=True)
    words = ma.fields.String(required=True)
    written_at = fields.Moment(required=True)
    answer = ma.fields.String(required=True, allow_none=True)
    answered_at = fields.Moment(required=True, allow_none=True)


class OutsideRecordSchema(Schema):
    """Hours served elsewhere; no entered record, in no sum."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    organiser = ma.fields.String(required=True)
    served_on = fields.Day(required=True)
    minutes = ma.fields.Integer(required=True)
    origin = ma.fields.String(required=True)
    file_name = ma.fields.String(required=True)
    imported_by_name = ma.fields.String(required=True)
    state = fields.Choice(OutsideState, required=True)
    state_name = ma.fields.String(required=True)


class DossierUseSchema(Schema):
    """That members' dossiers left the house."""

    at = fields.Moment(required=True)
    purpose = ma.fields.String(required=True)
    by_name = ma.fields.String(required=True)


class DossierSchema(Schema):
    """What is kept of a volunteer, the latest 50 lines of each part; numbers are masked."""

    member = ma.fields.Nested(RefSchema, required=True)
    number = ma.fields.String(required=True, allow_none=True)
    skills = ma.fields.List(ma.fields.Nested(OptionSchema), required=True)
    skill_words = ma.fields.List(ma.fields.String(), required=True)
    times = ma.fields.List(ma.fields.Nested(OptionSchema), required=True)
    contact_masked = ma.fields.String(required=True, allow_none=True)
    identity_masked = ma.fields.String(required=True, allow_none=True)
    may_report = ma.fields.Boolean(required=True)
    trainings = ma.fields.List(ma.fields.Nested(DossierEntrySchema), required=True)
    commendations = ma.fields.List(ma.fields.Nested(DossierEntrySchema), required=True)
    evaluations = ma.fields.List(ma.fields.Nested(EvaluationSchema), required=True)
    outside = ma.fields.List(ma.fields.Nested(OutsideRecordSchema), required=True)
    outside_minutes = ma.fields.Integer(required=True, metadata={"description": "confirmed ones, all of them"})
    exports = ma.fields.List(ma.fields.Nested(DossierUseSchema), required=True)
    skill_options = ma.fields.List(ma.fields.Nested(OptionSchema), required=True)
    time_options = ma.fields.List(ma.fields.Nested(OptionSchema), required=True)
    may_keep = ma.fields.Boolean(required=True)


class DossierChangeSchema(Schema):
    """What a volunteer says of themselves; what is left out stays, an empty text or list takes it away."""

    into = DossierChange

    skills = fields.ListOf(fields.Choice(Skill), load_default=None)
    skill_words = fields.ListOf(
        fields.Line(min_length=1, max_length=WORD_LENGTH_MAX),
        load_default=None,
        validate=ma.validate.Length(max=WORDS_MAX, error=f"最多{WORDS_MAX}项"),
    )
    times = fields.ListOf(
        fields.Line(max_length=10),
        load_default=None,
        validate=ma.validate.Length(max=len(TIME_NAMES), error="时段太多"),
    )
    contact = fields.Line(max_length=60, load_default=None)
    identity_number = fields.Line(max_length=18, load_default=None)
    may_report = fields.Flag(load_default=None)


class NewDossierEntrySchema(Schema):
    """What the desk enters: ``minutes`` of a training, ``document`` of a commendation."""

    into = NewEntry

    kind = fields.Choice(EntryKind, required=True)
    title = fields.Line(min_length=1, max_length=TITLE_LENGTH_MAX, required=True)
    by_whom = fields.Line(min_length=1, max_length=WHO_LENGTH_MAX, required=True)
    happened_on = fields.Day(required=True)
    minutes = fields.WholeNumber(minimum=1, maximum=TRAINING_MINUTES_MAX, load_default=None, allow_none=True)
    document = fields.Line(max_length=TITLE_LENGTH_MAX, load_default="")
    photos = fields.ListOf(
        fields.Id(), load_default=list, validate=ma.validate.Length(max=PHOTOS_MAX, error=f"最多{PHOTOS_MAX}张照片")
    )

    @ma.validates_schema
    def _has_sense(self, data: dict[str, Any], **_: Any) -> None:
        is_training = data["kind"] is EntryKind.TRAINING
        if is_training and data["minutes"] is None:
            raise ma.ValidationError("请填写学时", "minutes")
        if not is_training and data["minutes"] is not None:
            raise ma.ValidationError("表彰没有学时", "minutes")


class VoidReasonSchema(Schema):
    """Why a line no longer stands."""

    reason = fields.Line(min_length=1, max_length=WORDS_LENGTH_MAX, required=True)


class EvaluationsSchema(Schema):
    """A record's evaluations as far as the caller may see them."""

    items = ma.fields.List(ma.fields.Nested(EvaluationSchema), required=True)
    may_evaluate = ma.fields.Boolean(required=True)
    may_answer = ma.fields.Boolean(required=True)


class NewEvaluationSchema(Schema):
    """How a service was: 1 to 5, and a word."""

    score = fields.WholeNumber(minimum=1, maximum=5, required=True)
    words = fields.Text(max_length=WORDS_LENGTH_MAX, load_default="")


class EvaluationAnswerSchema(Schema):
    """What the volunteer says to it."""

    text = fields.Text(min_length=1, max_length=WORDS_LENGTH_MAX, required=True)
