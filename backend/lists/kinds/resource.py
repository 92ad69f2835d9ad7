"""List 7, resources: what residents and units open for others, free or for a small fee that is paid elsewhere."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.core.actor import Role
from backend.infra.http import Schema, fields
from backend.lists.bookings import MEMBER_MAX_DEFAULT
from backend.lists.kinds.hours import TimeWindowSchema, overlapping
from backend.lists.kinds.resource_fields import (
    DataSchema,
    FundSchema,
    GoodsSchema,
    SkillSchema,
    SpaceSchema,
    TimeSchema,
)
from backend.lists.moves import all_moves_but
from backend.lists.service.bookings.ending import end_bookings, keep_booked_units
from backend.lists.types import EntryMove, EntryState, ExportColumn, KindDeclaration, Quantity

RESOURCE_KINDS = {
    "time": "时间",
    "goods": "物品",
    "skill": "知识技能",
    "space": "公共空间",
    "fund": "公益资金",
    "data": "数据",
}
# Money and data are asked for, not used by the hour.
BOOKABLE_KINDS = frozenset({"time", "goods", "skill", "space"})
WEEKDAYS = {str(number): f"周{day}" for number, day in enumerate("一二三四五六日", 1)}
NESTED_MESSAGES = {**fields.MESSAGES, "type": "格式不对"}


class BookingRulesSchema(Schema):
    """How a resource is booked: in slots cut from its opening times, so long before, and until when one may cancel.

    ``member_max`` is how many bookings that are still to come one member may hold at once.
    """

    slot_minutes = fields.WholeNumber(required=True, minimum=15, maximum=1440)
    lead_hours = fields.WholeNumber(load_default=0, maximum=720)
    ahead_days = fields.WholeNumber(load_default=14, minimum=1, maximum=60)
    cancel_hours = fields.WholeNumber(load_default=2, maximum=168)
    member_max = fields.Amount(load_default=MEMBER_MAX_DEFAULT, maximum=100)


def _own(schema: type[Schema]) -> ma.fields.Nested:
    return ma.fields.Nested(schema, allow_none=True, error_messages=NESTED_MESSAGES)


class ResourceDetailsSchema(Schema):
    """Own fields of a resource; each of the six has some that only it has, under its name.

    ``opening_hours`` are words, ``open_times`` are what slots are cut from. ``booking`` makes the resource bookable.
    """

    resource_kind = fields.Line(required=True, validate=validate.OneOf(list(RESOURCE_KINDS), error="请选择资源种类"))
    unit_of_measure = fields.Line(required=True, min_length=1, max_length=10)
    opening_hours = fields.Line(max_length=200, allow_none=True)
    open_times = fields.ListOf(
        ma.fields.Nested(TimeWindowSchema), validate=validate.Length(max=21, error="最多21个时段"), allow_none=True
    )
    closed_days = fields.ListOf(fields.Day(), validate=validate.Length(max=60, error="最多60天"), allow_none=True)
    conditions = fields.Text(max_length=500, allow_none=True)
    small_fee_fen = fields.WholeNumber(maximum=1_000_000, allow_none=True)
    booking = _own(BookingRulesSchema)
    space = _own(SpaceSchema)
    goods = _own(GoodsSchema)
    time = _own(TimeSchema)
    skill = _own(SkillSchema)
    fund = _own(FundSchema)
    data = _own(DataSchema)

    @ma.validates_schema
    def _of_its_kind(self, data: dict[str, Any], **_: Any) -> None:
        kind = data["resource_kind"]
        for other, name in RESOURCE_KINDS.items():
            if other != kind and data.get(other) is not None:
                raise ma.ValidationError(f"只有{name}才填这一项", other)

    @ma.validates_schema
    def _bookable(self, data: dict[str, Any], **_: Any) -> None:
        times = data.get("open_times") or []
        if overlapping(times):
            raise ma.ValidationError("同一天的时段不能重叠", "open_times")
        if data.get("booking") is None:
            return
        if data["resource_kind"] not in BOOKABLE_KINDS:
            raise ma.ValidationError("资金和数据不按时段预约", "booking")
        if not times:
            raise ma.ValidationError("可以预约的资源要填开放时段", "open_times")


RESOURCE = KindDeclaration(
    code="resource",
    number=7,
    name="公益资源开放清单",
    entry_name="资源",
    number_prefix="源",
    details=ResourceDetailsSchema,
    proposers=frozenset({Role.MEMBER, Role.UNIT_CONTACT}),
    adopters=frozenset({Role.STAFF, Role.LEAD}),
    # A resource is used, not delivered; it is open until it is closed or taken back.
    moves=all_moves_but(EntryMove.START, EntryMove.DELIVER, EntryMove.ACCEPT, EntryMove.REOPEN),
    quantity=Quantity.OFFERED,
    value_names={"resource_kind": RESOURCE_KINDS, "open_times": WEEKDAYS},
    state_names={EntryState.OPEN: "开放中", EntryState.CLOSED: "已停止开放"},
    consequence=end_bookings,
    check=keep_booked_units,
    export_columns=(
        ExportColumn("资源种类", "details.resource_kind"),
        ExportColumn("计量单位", "details.unit_of_measure"),
        ExportColumn("开放时间", "details.opening_hours"),
        ExportColumn("开放时段", "details.open_times", "如 周一 09:00 12:00、周三 14:00 17:00"),
        ExportColumn("停开日期", "details.closed_days"),
        ExportColumn("每次预约（分钟）", "details.booking.slot_minutes"),
        ExportColumn("使用条件", "details.conditions"),
        ExportColumn("微偿（分）", "details.small_fee_fen", "单位是分：1元填 100"),
        ExportColumn("面积（平方米）", "details.space.area_m2"),
        ExportColumn("楼层", "details.space.floor"),
        ExportColumn("无障碍", "details.space.accessible"),
        ExportColumn("最多人数", "details.space.people_max"),
        ExportColumn("物品状况", "details.goods.condition"),
        ExportColumn("押金说明", "details.goods.deposit_note"),
        ExportColumn("每周小时", "details.time.weekly_hours"),
        ExportColumn("技能水平", "details.skill.level"),
        ExportColumn("技能证书", "details.skill.certificate"),
        ExportColumn("资金（分）", "details.fund.amount_fen"),
        ExportColumn("资金用途", "details.fund.purpose"),
        ExportColumn("数据格式", "details.data.format"),
        ExportColumn("更新频次", "details.data.update_rhythm"),
        ExportColumn("使用许可", "details.data.licence"),
    ),
)
