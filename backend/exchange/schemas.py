"""Shapes of exchange."""

from typing import Any

import marshmallow as ma

from backend.exchange import rules
from backend.exchange.moves import AnswerMove, OrderMove
from backend.exchange.service import MoveAsked
from backend.exchange.types import (
    AnswerState,
    Consent,
    ForMember,
    NewAnswer,
    NewOrder,
    OrderState,
    Payer,
    Scope,
    Side,
    Statement,
)
from backend.infra.http import MoveSchema, PageQuery, PhotoSchema, RefSchema, Schema, fields

PHOTOS_MAX = 6


class OrderForMemberSchema(Schema):
    """For whom staff ask, and how they agreed."""

    into = ForMember
    member_id = fields.Id(required=True)
    consent = fields.Choice(Consent, required=True)


class NewOrderSchema(Schema):
    """A service to ask for."""

    into = NewOrder
    category = fields.Line(required=True, min_length=1, max_length=60)
    title = fields.Line(required=True, min_length=2, max_length=40)
    text = fields.Text(load_default="", max_length=500)
    place = fields.Line(
        required=True, min_length=1, max_length=40, metadata={"description": "building or street; seen by all members"}
    )
    door = fields.Line(
        load_default=None, allow_none=True, max_length=60, metadata={"description": "the chosen helper's alone to see"}
    )
    starts_at = fields.Moment(required=True)
    minutes = fields.WholeNumber(required=True, minimum=rules.MINUTES_MIN, maximum=rules.MINUTES_MAX)
    payer = fields.Choice(Payer, load_default=Payer.OWN)
    share_phone = fields.Flag(load_default=False)
    on_behalf_of = ma.fields.Nested(OrderForMemberSchema, load_default=None, allow_none=True)


class NewOrderAnswerSchema(Schema):
    """An offer to help."""

    into = NewAnswer
    message = fields.Text(load_default="", max_length=200)
    share_phone = fields.Flag(load_default=False)


class OrderQuery(PageQuery):
    """Which orders."""

    scope = fields.Choice(Scope, load_default=Scope.OPEN)
    category = fields.Line(load_default=None, max_length=60)
    from_ = fields.Moment(load_default=None, data_key="from")
    to = fields.Moment(load_default=None)


class OrderMoveSchema(Schema):
    """A move with what it needs."""

    move = fields.Choice(OrderMove, required=True)
    answer_id = fields.Id(load_default=None, allow_none=True, metadata={"description": "accept: whose"})
    minutes = fields.WholeNumber(
        load_default=None,
        allow_none=True,
        minimum=0,
        maximum=rules.MINUTES_MAX,
        metadata={"description": "report: what it took, at least 1; rule: what is posted"},
    )
    note = fields.Text(load_default=None, allow_none=True, max_length=500)
    photos = fields.ListOf(fields.Id(), load_default=tuple, validate=ma.validate.Length(max=PHOTOS_MAX))
    compensation = fields.WholeNumber(
        load_default=None,
        allow_none=True,
        minimum=0,
        maximum=rules.MINUTES_MAX,
        metadata={"description": "cancel: the minutes that were shown; refused where they have changed"},
    )
    at_fault = fields.Choice(Side, load_default=None, allow_none=True, metadata={"description": "rule: whose fault"})

    @ma.validates_schema
    def _something_done(self, data: dict[str, Any], **_: Any) -> None:
        if data["move"] is OrderMove.REPORT and data["minutes"] == 0:
            raise ma.ValidationError("没有做请点“对方没有来”或取消", "minutes")

    @ma.post_load
    def _asked(self, data: dict[str, Any], **_: Any) -> MoveAsked:
        return MoveAsked(**{**data, "photos": tuple(data["photos"]), "note": data["note"] or None})


class OrderStatementSchema(Schema):
    """One side's word in a dispute."""

    text = fields.Text(required=True, min_length=1, max_length=500)
    photos = fields.ListOf(fields.Id(), load_default=tuple, validate=ma.validate.Length(max=PHOTOS_MAX))

    @ma.post_load
    def _statement(self, data: dict[str, Any], **_: Any) -> Statement:
        return Statement(data["text"], tuple(data["photos"]))


class OrderAnswerMoveSchema(Schema):
    """A helper's move on the own answer."""

    move = fields.Choice(AnswerMove, required=True)

    @ma.validates("move")
    def _withdraw_alone(self, value: AnswerMove, **_: object) -> None:
        if value is not AnswerMove.WITHDRAW:
            raise ma.ValidationError("应答只能收回")


class PromisesSchema(Schema):
    """How often somebody kept what was agreed on, and did not."""

    kept = ma.fields.Integer(required=True)
    broken = ma.fields.Integer(required=True)


class OwnOrderAnswerSchema(Schema):
    """An answer as its helper sees it."""

    id = fields.Id(required=True)
    message = ma.fields.String(required=True)
    state = fields.Choice(AnswerState, required=True)
    state_name = ma.fields.String(required=True)
    created_at = fields.Moment(required=True)
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class OrderAnswerSchema(OwnOrderAnswerSchema):
    """An answer as the asker sees it; the name is masked before somebody is accepted."""

    helper = ma.fields.Nested(RefSchema, required=True)
    promises = ma.fields.Nested(PromisesSchema, required=True)


class OrderNextSchema(Schema):
    """Who must act, by when, and what follows otherwise."""

    who = ma.fields.String(required=True)
    what = ma.fields.String(required=True)
    due_at = fields.Moment(required=True, allow_none=True)
    otherwise = ma.fields.String(required=True, allow_none=True)


class OrderSchema(Schema):
    """An order in a list."""

    id = fields.Id(required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    category = ma.fields.String(required=True)
    category_name = ma.fields.String(required=True)
    place = ma.fields.String(required=True)
    starts_at = fields.Moment(required=True)
    ends_at = fields.Moment(required=True)
    minutes = ma.fields.Integer(required=True)
    payer = fields.Choice(Payer, required=True)
    payer_name = ma.fields.String(required=True)
    state = fields.Choice(OrderState, required=True)
    state_name = ma.fields.String(required=True)
    asker = ma.fields.Nested(RefSchema, required=True)
    helper = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    side = fields.Choice(Side, required=True, allow_none=True, metadata={"description": "the caller's"})
    answers_count = ma.fields.Integer(required=True)
    my_answer = ma.fields.Nested(OwnOrderAnswerSchema, required=True, allow_none=True)
    next = ma.fields.Nested(OrderNextSchema, required=True, allow_none=True)
    posted_minutes = ma.fields.Integer(required=True, allow_none=True)
    created_at = fields.Moment(required=True)


class OrderRecordSchema(Schema):
    """The service record that arose."""

    id = fields.Id(required=True)
    number = ma.fields.String(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    minutes = ma.fields.Integer(required=True, allow_none=True)


class OrderStopSchema(Schema):
    """A stop of the order's line."""

    name = ma.fields.String(required=True)
    status = ma.fields.String(required=True, metadata={"description": "done, now or to_come"})
    at = fields.Moment(required=True, allow_none=True)
    by = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    minutes = ma.fields.Integer(required=True, allow_none=True)
    note = ma.fields.String(required=True, allow_none=True)
    due_at = fields.Moment(required=True, allow_none=True)


class ShownOrderStatementSchema(Schema):
    """What one side said in a dispute."""

    side = fields.Choice(Side, required=True)
    by = ma.fields.Nested(RefSchema, required=True)
    text = ma.fields.String(required=True)
    photos = fields.ListOf(ma.fields.Nested(PhotoSchema), required=True)
    at = fields.Moment(required=True)


class WholeOrderSchema(OrderSchema):
    """An order in full, as far as the caller has to do with it."""

    door = ma.fields.String(required=True, allow_none=True)
    phone = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "the other side's, if allowed for this order"}
    )
    consent_name = ma.fields.String(required=True, allow_none=True)
    asked_by = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    asker_promises = ma.fields.Nested(PromisesSchema, required=True, allow_none=True)
    helper_promises = ma.fields.Nested(PromisesSchema, required=True, allow_none=True)
    answers = fields.ListOf(ma.fields.Nested(OrderAnswerSchema), required=True)
    shift_id = fields.Id(required=True, allow_none=True)
    record = ma.fields.Nested(OrderRecordSchema, required=True, allow_none=True)
    reported_minutes = ma.fields.Integer(required=True, allow_none=True)
    returned_minutes = ma.fields.Integer(required=True, allow_none=True)
    suggested_minutes = ma.fields.Integer(required=True)
    ruling_most = ma.fields.Integer(required=True)
    stops = fields.ListOf(ma.fields.Nested(OrderStopSchema), required=True)
    statements = fields.ListOf(ma.fields.Nested(ShownOrderStatementSchema), required=True)
    compensation = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "what cancelling costs now; null: it can't be"}
    )
    moves = fields.ListOf(ma.fields.Nested(MoveSchema), required=True)


class OrderMeansSchema(Schema):
    """What the caller can pay with, and what can be asked for."""

    available = ma.fields.Integer(required=True, metadata={"description": "own time credits that are not held"})
    pool_left = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "what the pool still pays this month; null: nothing"}
    )
    may_ask_for = ma.fields.Boolean(required=True, metadata={"description": "for members without a phone"})
    minutes_min = ma.fields.Integer(required=True)
    minutes_max = ma.fields.Integer(required=True)
    minutes_step = ma.fields.Integer(required=True)
    ahead_days = ma.fields.Integer(required=True)
    late_cancel_hours = ma.fields.Integer(required=True)
    compensation = ma.fields.Integer(required=True)
