"""List 2, needs: what somebody needs, for the public or as a small personal wish (微心愿)."""

import marshmallow as ma
from marshmallow import validate

from backend.core.actor import Role
from backend.infra.http import Schema, fields
from backend.lists.kinds.hours import TimeWindowSchema
from backend.lists.moves import ENTRY_MOVES
from backend.lists.types import ExportColumn, KindDeclaration, Quantity

BENEFICIARIES = {"public": "大家", "personal": "个人微心愿"}
URGENCIES = {"normal": "不急", "soon": "尽快", "urgent": "紧急"}


class NeedDetailsSchema(Schema):
    """Own fields of a need."""

    beneficiary = fields.Line(required=True, validate=validate.OneOf(list(BENEFICIARIES), error="请选择公共或个人"))
    urgency = fields.Line(load_default="normal", validate=validate.OneOf(list(URGENCIES), error="请选择紧急程度"))
    hours = fields.Amount(maximum=10_000, allow_none=True)
    time_windows = fields.ListOf(
        ma.fields.Nested(TimeWindowSchema), validate=validate.Length(max=21, error="最多21个时段"), allow_none=True
    )
    skills = fields.ListOf(
        fields.Line(min_length=1, max_length=30),
        validate=validate.Length(max=10, error="最多10项技能"),
        allow_none=True,
    )
    # What the law asks of who serves, such as 护理员证; a wish for skills stands in ``skills``.
    qualification = fields.Line(min_length=1, max_length=100, allow_none=True)
    deadline = fields.Day(allow_none=True)


NEED = KindDeclaration(
    code="need",
    number=2,
    name="需求清单",
    entry_name="需求",
    number_prefix="需",
    details=NeedDetailsSchema,
    proposers=frozenset({Role.MEMBER, Role.UNIT_CONTACT}),
    adopters=frozenset({Role.STAFF, Role.LEAD}),
    moves=ENTRY_MOVES,
    quantity=Quantity.ASKED,
    quantity_unit="份",
    claimable=True,
    mergeable=True,
    on_behalf=True,
    supportable=True,
    value_names={"beneficiary": BENEFICIARIES, "urgency": URGENCIES},
    export_columns=(
        ExportColumn("受益对象", "details.beneficiary"),
        ExportColumn("所需小时", "details.hours"),
        ExportColumn("所需资质", "details.qualification"),
        ExportColumn("紧急程度", "details.urgency"),
        ExportColumn("截止日期", "details.deadline"),
        ExportColumn("所需技能", "details.skills"),
        ExportColumn(
            "合适时段", "details.time_windows", "每段写星期几（1到7）和起止时间，如：2 09:00 11:00；几段用分号隔开"
        ),
    ),
)
