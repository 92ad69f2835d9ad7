"""Shapes of suggestions on the wire."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.infra.http import MoveSchema, PageQuery, Schema, fields
from backend.matching.model.why import WhyNotKind
from backend.matching.moves import PEOPLES_MOVES, SuggestionMove
from backend.matching.types import (
    Acceptance,
    DeclineReason,
    NeedKey,
    NeedKind,
    OfferKey,
    OfferKind,
    Refusal,
    SuggestionFilter,
    SuggestionState,
)


class MineQuery(PageQuery):
    """Filters of one's own suggestions."""

    state = fields.Choice(SuggestionState, load_default=None)


class BoardQuery(MineQuery):
    """Filters of the desk's board."""

    category = fields.Line(max_length=60, load_default=None, metadata={"description": "with those below it"})
    entry_id = fields.Id(load_default=None)
    shift_id = fields.Id(load_default=None)


def suggestion_filter(query: dict[str, Any]) -> SuggestionFilter:
    """Return the filters without the page."""
    names = ("state", "category", "entry_id", "shift_id")
    return SuggestionFilter(**{name: query.get(name) for name in names})


class MatchNeedSchema(Schema):
    """What is needed: an entry of lists 2 to 5, or a shift and the role in it."""

    type = ma.fields.String(required=True, metadata={"enum": [kind.value for kind in NeedKind]})
    id = fields.Id(required=True)
    role_id = fields.Id(required=True, allow_none=True)
    role_name = ma.fields.String(required=True, allow_none=True)
    title = ma.fields.String(required=True)
    number = ma.fields.String(required=True, allow_none=True)
    kind = ma.fields.String(required=True, allow_none=True, metadata={"description": "the entry's list"})
    category = ma.fields.String(required=True)
    category_name = ma.fields.String(required=True)
    place = ma.fields.String(required=True, allow_none=True)
    starts_at = fields.Moment(required=True, allow_none=True)
    ends_at = fields.Moment(required=True, allow_none=True)
    left = ma.fields.Integer(required=True, metadata={"description": "places or quantity still wanted"})
    quantity_unit = ma.fields.String(required=True)
    is_open = ma.fields.Boolean(required=True)


class MatchOfferSchema(Schema):
    """Who or what was suggested; ``owner_name`` is whose resource it is."""

    type = ma.fields.String(required=True, metadata={"enum": [kind.value for kind in OfferKind]})
    id = fields.Id(required=True)
    name = ma.fields.String(required=True)
    owner_name = ma.fields.String(required=True, allow_none=True)


class MatchReasonSchema(Schema):
    """One chip and the figures behind it; null where they are not the reader's to see, or there are none."""

    code = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    points = ma.fields.Integer(required=True, allow_none=True)
    figure = ma.fields.Integer(required=True, allow_none=True)


class AsksSchema(Schema):
    """What a yes must bring along."""

    accept_risks = ma.fields.Boolean(required=True)
    risks = ma.fields.List(ma.fields.String(), required=True)
    qualification = ma.fields.String(required=True, allow_none=True)
    quantity_max = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "how much may be claimed; null for a shift"}
    )


class BecameSchema(Schema):
    """What an accepted suggestion is now; ``open`` is the page of it: the shift, or the claim."""

    type = ma.fields.String(required=True)
    id = fields.Id(required=True)
    open_type = ma.fields.String(required=True)
    open_id = fields.Id(required=True)


class OwnReviewSchema(Schema):
    """The caller's newest request for a person's word about this suggestion."""

    id = fields.Id(required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    answer = ma.fields.String(required=True, allow_none=True)


class MatchSuggestionSchema(Schema):
    """A suggestion with its reasons."""

    id = fields.Id(required=True)
    need = ma.fields.Nested(MatchNeedSchema, required=True)
    offer = ma.fields.Nested(MatchOfferSchema, required=True)
    amount = ma.fields.Integer(required=True)
    starts_at = fields.Moment(required=True, allow_none=True)
    ends_at = fields.Moment(required=True, allow_none=True)
    when = ma.fields.String(required=True, allow_none=True, metadata={"description": "the time in words"})
    reasons = ma.fields.List(ma.fields.Nested(MatchReasonSchema), required=True)
    automated = ma.fields.Boolean(required=True)
    automated_text = ma.fields.String(required=True, metadata={"description": "who suggested it, to be shown"})
    asks = ma.fields.Nested(AsksSchema, required=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    state_text = ma.fields.String(required=True, allow_none=True, metadata={"description": "why it is in that state"})
    answer_by = fields.Moment(required=True, allow_none=True)
    created_at = fields.Moment(required=True)
    decided_at = fields.Moment(required=True, allow_none=True)
    decline_reason = ma.fields.String(required=True, allow_none=True)
    decline_reason_name = ma.fields.String(required=True, allow_none=True)
    decline_words = ma.fields.String(required=True, allow_none=True)
    remembered_until = fields.Moment(
        required=True, allow_none=True, metadata={"description": "until when this pair is not suggested again"}
    )
    became = ma.fields.Nested(BecameSchema, required=True, allow_none=True)
    my_review = ma.fields.Nested(OwnReviewSchema, required=True, allow_none=True)
    may_ask_review = ma.fields.Boolean(required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class SuggestionMoveSchema(Schema):
    """A move on a suggestion: what a yes brings along, or why not."""

    move = fields.Choice(SuggestionMove, required=True)
    accept_risks = fields.Flag(load_default=False)
    for_unit_id = fields.Id(load_default=None, allow_none=True)
    qualification_number = fields.Line(max_length=60, load_default=None, allow_none=True)
    quantity = fields.Amount(load_default=None, allow_none=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)
    reason = fields.Choice(DeclineReason, load_default=None, allow_none=True)
    words = fields.Text(max_length=300, load_default=None, allow_none=True)

    @ma.validates_schema
    def _check(self, data: dict[str, Any], **_: Any) -> None:
        if data["move"] not in PEOPLES_MOVES:
            raise ma.ValidationError("没有这个选项", "move")
        if data["move"] is not SuggestionMove.DECLINE:
            return
        if data["reason"] is None:
            raise ma.ValidationError("请选一个原因", "reason")
        if data["reason"] is DeclineReason.OTHER and not data["words"]:
            raise ma.ValidationError("请写几个字", "words")

    @ma.post_load
    def _move(self, data: dict[str, Any], **_: Any) -> tuple[SuggestionMove, Acceptance | Refusal | None]:
        move, reason, words = data.pop("move"), data.pop("reason"), data.pop("words")
        if move is SuggestionMove.ACCEPT:
            return move, Acceptance(**data)
        return move, Refusal(reason, words or None) if move is SuggestionMove.DECLINE else None


class NeedKeySchema(Schema):
    """Which need."""

    into = NeedKey
    kind = fields.Choice(NeedKind, required=True, data_key="type")
    id = fields.Id(required=True)
    role_id = fields.Id(load_default=None, allow_none=True)


class OfferKeySchema(Schema):
    """Which offer."""

    into = OfferKey
    kind = fields.Choice(OfferKind, required=True, data_key="type")
    id = fields.Id(required=True)


class PairQuery(Schema):
    """Which need and which offer."""

    need_type = fields.Choice(NeedKind, required=True)
    need_id = fields.Id(required=True)
    role_id = fields.Id(load_default=None)
    offer_type = fields.Choice(OfferKind, required=True)
    offer_id = fields.Id(required=True)


class NewSuggestionSchema(Schema):
    """A suggestion that staff make by hand."""

    need = ma.fields.Nested(NeedKeySchema, required=True)
    offer = ma.fields.Nested(OfferKeySchema, required=True)
    amount = fields.Amount(load_default=1, validate=validate.Range(max=1_000_000, error="数量太大"))


class FailingSchema(Schema):
    """A hard constraint that fails; what is asked, never what somebody has."""

    code = ma.fields.String(required=True)
    text = ma.fields.String(required=True)


class WhyNotSchema(Schema):
    """Why a pair was not suggested."""

    kind = ma.fields.String(required=True, metadata={"enum": [kind.value for kind in WhyNotKind]})
    may_be_suggested = ma.fields.Boolean(required=True)
    sentence = ma.fields.String(required=True)
    failing = ma.fields.List(ma.fields.Nested(FailingSchema), required=True)
    compared = ma.fields.List(
        ma.fields.Nested(MatchReasonSchema),
        required=True,
        metadata={"description": "parts in which the ones suggested weigh more; empty when something fails"},
    )
