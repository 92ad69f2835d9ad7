"""Shapes of shifts, sign-ups and presence."""

from datetime import date, datetime, time, timedelta
from typing import Any

import marshmallow as ma

from backend.core.clock import LOCAL_ZONE
from backend.infra.http import MoveSchema, PageQuery, RefSchema, Schema, fields
from backend.volunteering.moves import ShiftMove, SignUpMove
from backend.volunteering.types import Fence, NewShift

PLACES_MAX = 10_000
AGE_MAX = 100
NO_SUCH_MOVE: dict[str, str | list[Any] | dict[Any, Any]] = {
    "required": "请填写",
    "null": "请填写",
    "unknown": "没有这种办法",
}


class DayOrMoment(fields.Moment):
    """A moment, or a local day that stands for its first moment (``last``: for the first one after it)."""

    def __init__(self, *, last: bool = False, **kwargs: Any) -> None:
        """Read both ways of writing it."""
        super().__init__(**kwargs)
        self.last = last

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        if isinstance(value, str) and len(value) == 10:
            day: date = fields.Day().deserialize(value, attr, data)
            return datetime.combine(day + timedelta(days=1 if self.last else 0), time.min, LOCAL_ZONE)
        return super()._deserialize(value, attr, data, **kwargs)


class NewShiftSchema(Schema):
    """A shift to open."""

    into = NewShift

    entry_id = fields.Id(required=True)
    claim_id = fields.Id(load_default=None, allow_none=True)
    title = fields.Line(min_length=2, max_length=60, load_default=None, allow_none=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    places = fields.Amount(required=True, maximum=PLACES_MAX)
    place = fields.Line(required=True, min_length=1, max_length=100)
    leader_member_id = fields.Id(load_default=None, allow_none=True)
    beneficiary_member_id = fields.Id(load_default=None, allow_none=True)
    age_min = fields.WholeNumber(minimum=0, maximum=AGE_MAX, load_default=None, allow_none=True)


class ShiftQuery(PageQuery):
    """Which shifts; without ``from`` those that are not over."""

    from_ = DayOrMoment(data_key="from", load_default=None)
    to = DayOrMoment(last=True, load_default=None)
    mine = fields.QueryFlag(load_default=False)
    entry_id = fields.Id(load_default=None)


class ShiftMoveSchema(Schema):
    """A move on a shift."""

    move = ma.fields.Enum(ShiftMove, by_value=True, required=True, error_messages=NO_SUCH_MOVE)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)


class NewSignUpSchema(Schema):
    """A sign-up; ``accept_risks`` once they were shown (志愿服务条例 Art. 12)."""

    accept_risks = fields.Flag(load_default=False)


class SignUpMoveSchema(Schema):
    """A move on a sign-up."""

    move = ma.fields.Enum(SignUpMove, by_value=True, required=True, error_messages=NO_SUCH_MOVE)


class PresenceSchema(Schema):
    """The code that was seen, and what the phone says of the place; never the place."""

    code = fields.Line(
        required=True,
        validate=ma.validate.Regexp(r"^[0-9]{6}$", error="签到码是6位数字"),
        metadata={"description": "six digits"},
    )
    fence = ma.fields.Enum(Fence, by_value=True, load_default=Fence.NOT_GIVEN, error_messages={"unknown": "格式不对"})
    seen_at = fields.Moment(
        load_default=None,
        allow_none=True,
        metadata={"description": "when the phone saw the code, by the server's clock as it knew it last"},
    )


class SignUpSchema(Schema):
    """One member on one shift."""

    id = fields.Id(required=True)
    shift_id = fields.Id(required=True)
    shift_title = ma.fields.String(required=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    place = ma.fields.String(required=True)
    member = ma.fields.Nested(RefSchema, required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    waiting_position = ma.fields.Integer(required=True, allow_none=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class SignUpsSchema(Schema):
    """Everybody on a shift, those who wait last."""

    items = ma.fields.List(ma.fields.Nested(SignUpSchema), required=True)


class ShiftEntrySchema(Schema):
    """The entry a shift works on."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    number = ma.fields.String(required=True)


class RecordShortSchema(Schema):
    """The caller's record as a shift shows it."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True, allow_none=True)


class ShiftSchema(Schema):
    """A shift as the caller sees it."""

    id = fields.Id(required=True)
    entry = ma.fields.Nested(ShiftEntrySchema, required=True, allow_none=True)
    is_private = ma.fields.Boolean(
        required=True, metadata={"description": "between two neighbours, on no list: theirs and the desk's to see"}
    )
    title = ma.fields.String(required=True)
    category = ma.fields.String(required=True)
    category_name = ma.fields.String(required=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    places = ma.fields.Integer(required=True)
    places_left = ma.fields.Integer(required=True)
    waiting = ma.fields.Integer(required=True)
    place = ma.fields.String(required=True)
    leader = ma.fields.Nested(RefSchema, required=True)
    unit = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    dangerous = ma.fields.Boolean(required=True)
    risks = ma.fields.List(ma.fields.String(), required=True)
    age_min = ma.fields.Integer(required=True, allow_none=True)
    i_lead = ma.fields.Boolean(required=True)
    my_sign_up = ma.fields.Nested(SignUpSchema, required=True, allow_none=True)
    my_record = ma.fields.Nested(RecordShortSchema, required=True, allow_none=True)
    check_in_from = fields.Moment(required=True)
    check_in_until = fields.Moment(required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class CodeSchema(Schema):
    """The code of this moment, for the leader's phone."""

    code = ma.fields.String(required=True)
    qr = ma.fields.String(required=True)
    step_seconds = ma.fields.Integer(required=True)
    valid_until = fields.Moment(required=True)
