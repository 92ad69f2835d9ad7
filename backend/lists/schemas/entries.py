"""Shapes of lists on the wire. Own fields (``details``) are checked by the kind's schema, not here."""

from typing import Any
from uuid import UUID

import marshmallow as ma

from backend.infra.http import MoveSchema, PageQuery, PhotoSchema, RefSchema, Schema, fields
from backend.lists.rules import ADDRESSEES_MAX
from backend.lists.types import Consent, EntryMove, EntryState, NewEntry, OnBehalf

TITLE_LENGTH_MAX = 60
TEXT_LENGTH_MAX = 5000
PHOTOS_MAX = 6


class CodeField(fields.Line):
    """A code of ours: a kind or a category."""

    def __init__(self, **kwargs: Any) -> None:
        """Bound the length."""
        super().__init__(min_length=1, max_length=64, **kwargs)


class ProposerSchema(RefSchema):
    """Who proposed an entry."""

    type = ma.fields.String(required=True, validate=ma.validate.OneOf(["member", "unit"]))


class PhotosField(fields.ListOf):
    """Ids of photos that were taken in before, in the order they are shown."""

    def __init__(self) -> None:
        """Bound how many."""
        super().__init__(
            fields.Id(),
            validate=[ma.validate.Length(max=PHOTOS_MAX, error=f"最多{PHOTOS_MAX}张照片"), _differ],
            metadata={"description": "ids from POST photos: one's own, for staff anybody's", "uniqueItems": True},
        )


def _differ(ids: list[UUID]) -> None:
    if len(set(ids)) < len(ids):
        raise ma.ValidationError("同一张照片只能放一次")


def _differ_units(ids: list[UUID]) -> None:
    if len(set(ids)) < len(ids):
        raise ma.ValidationError("同一个单位只能点名一次")


class ListSchema(Schema):
    """One of the nine lists."""

    kind = ma.fields.String(required=True)
    number = ma.fields.Integer(required=True)
    name = ma.fields.String(required=True)
    open_count = ma.fields.Integer(required=True, metadata={"description": "entries that can be claimed or used now"})


class ListsSchema(Schema):
    """The lists on the home page."""

    items = ma.fields.List(ma.fields.Nested(ListSchema), required=True)


class CategorySchema(Schema):
    """A category; ``parent`` is null on the first level."""

    code = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    parent = ma.fields.String(required=True, allow_none=True)


class CategoriesSchema(Schema):
    """The taxonomy."""

    items = ma.fields.List(ma.fields.Nested(CategorySchema), required=True)


class EntryQuery(PageQuery):
    """Filters of a list."""

    state = fields.Choice(EntryState, load_default=None)
    category = CodeField(load_default=None, metadata={"description": "a first-level code includes its second level"})
    unit_id = fields.Id(load_default=None)
    mine = fields.QueryFlag(load_default=False, metadata={"description": "my own and those of units I speak for"})


class EntryFieldsSchema(Schema):
    """What a proposer writes."""

    title = fields.Line(min_length=2, max_length=TITLE_LENGTH_MAX)
    text = fields.Text(max_length=TEXT_LENGTH_MAX)
    category = CodeField()
    place = fields.Line(max_length=100, allow_none=True)
    starts_at = fields.Moment(allow_none=True)
    ends_at = fields.Moment(allow_none=True)
    quantity = fields.Amount(allow_none=True)
    quantity_unit = fields.Line(min_length=1, max_length=10, allow_none=True)
    details = ma.fields.Dict(
        keys=ma.fields.String(),
        error_messages={"invalid": "格式不对", "null": "请填写"},
        metadata={"description": "the kind's own fields"},
    )
    photos = PhotosField()


class OnBehalfSchema(Schema):
    """For whom the desk writes; they have agreed to it."""

    into = OnBehalf

    name = fields.Line(required=True, min_length=1, max_length=30)
    consent = fields.Choice(Consent, required=True)


class NewEntrySchema(EntryFieldsSchema):
    """A proposal."""

    into = NewEntry

    kind = CodeField(required=True)
    title = fields.Line(required=True, min_length=2, max_length=TITLE_LENGTH_MAX)
    text = fields.Text(required=True, max_length=TEXT_LENGTH_MAX)
    category = CodeField(required=True)
    unit_id = fields.Id(allow_none=True, metadata={"description": "the unit that proposes; its contact alone may"})
    on_behalf_of = ma.fields.Nested(
        OnBehalfSchema, allow_none=True, metadata={"description": "the desk alone may; not on every list"}
    )
    details = ma.fields.Dict(
        required=True,
        keys=ma.fields.String(),
        error_messages={"required": "请填写", "invalid": "格式不对", "null": "请填写"},
        metadata={"description": "the kind's own fields"},
    )


class EntryMoveSchema(Schema):
    """A move on an entry."""

    move = fields.Choice(EntryMove, required=True)
    note = fields.Text(max_length=500, load_default=None, allow_none=True)


class AddressSchema(Schema):
    """Which units have the first word on an entry, and until which local day is over; no units: open to all."""

    unit_ids = fields.ListOf(
        fields.Id(),
        required=True,
        validate=[ma.validate.Length(max=ADDRESSEES_MAX, error=f"最多点名{ADDRESSEES_MAX}个单位"), _differ_units],
    )
    until_on = fields.Day(load_default=None, allow_none=True)


class AddressedSchema(Schema):
    """Who may claim the entry for now."""

    until = fields.Moment(required=True, metadata={"description": "from then on everybody may"})
    units = ma.fields.List(ma.fields.Nested(RefSchema), required=True)


class ShownBehalfSchema(Schema):
    """That the desk wrote for somebody; whom and how they agreed is the desk's alone to see."""

    name = ma.fields.String(required=True, allow_none=True)
    consent_name = ma.fields.String(required=True, allow_none=True)


class SupportSchema(Schema):
    """How many members said that it concerns them too; nobody learns who."""

    count = ma.fields.Integer(required=True)
    is_mine = ma.fields.Boolean(required=True, metadata={"description": "the caller is one of them"})
    is_open = ma.fields.Boolean(required=True, metadata={"description": "the caller may become one now"})


class NewSupportSchema(Schema):
    """That it concerns the caller too, or no longer does."""

    supports = fields.Flag(required=True)


class EntrySchema(Schema):
    """An entry as the caller may see it."""

    id = fields.Id(required=True)
    community_id = ma.fields.Integer(required=True)
    number = ma.fields.String(required=True)
    kind = ma.fields.String(required=True)
    kind_name = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    text = ma.fields.String(required=True)
    category = ma.fields.String(required=True)
    category_name = ma.fields.String(required=True)
    place = ma.fields.String(required=True, allow_none=True)
    state = ma.fields.String(required=True)
    state_name = ma.fields.String(required=True)
    proposer = ma.fields.Nested(ProposerSchema, required=True)
    on_behalf_of = ma.fields.Nested(ShownBehalfSchema, required=True, allow_none=True)
    support = ma.fields.Nested(
        SupportSchema, required=True, allow_none=True, metadata={"description": "null where the list takes none"}
    )
    quantity = ma.fields.Integer(required=True, allow_none=True)
    quantity_unit = ma.fields.String(required=True, allow_none=True)
    claimed_quantity = ma.fields.Integer(required=True)
    starts_at = fields.Moment(required=True, allow_none=True)
    ends_at = fields.Moment(required=True, allow_none=True)
    due_at = fields.Moment(
        required=True,
        allow_none=True,
        metadata={"description": "when it expires, or counts as solved, if nobody does anything"},
    )
    addressed = ma.fields.Nested(
        AddressedSchema,
        required=True,
        allow_none=True,
        metadata={"description": "units that have the first word; null when everybody may claim"},
    )
    details = ma.fields.Dict(required=True)
    photos = ma.fields.List(ma.fields.Nested(PhotoSchema), required=True)
    created_at = fields.Moment(required=True)
    updated_at = fields.Moment(required=True)
    version = ma.fields.Integer(required=True)
    moves = ma.fields.List(ma.fields.Nested(MoveSchema), required=True)


class HistoryLineSchema(Schema):
    """One line of an entry's history; ``by`` is null for what the system did."""

    move = ma.fields.String(required=True)
    name = ma.fields.String(required=True)
    from_state = ma.fields.String(required=True, allow_none=True)
    to_state = ma.fields.String(required=True)
    by = ma.fields.Nested(RefSchema, required=True, allow_none=True)
    at = fields.Moment(required=True)
    note = ma.fields.String(required=True, allow_none=True)


class HistorySchema(Schema):
    """An entry's history, oldest first."""

    items = ma.fields.List(ma.fields.Nested(HistoryLineSchema), required=True)
