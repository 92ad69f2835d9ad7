"""List 8, actions: volunteer activities with what must be told before anybody signs up. Shifts are opened on them."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.core.actor import Role
from backend.infra.http import Schema, fields
from backend.lists.service import ENTRY_MOVES
from backend.lists.types import EntryState, ExportColumn, KindDeclaration, Quantity

RISKS_MAX = 10


class ActionDetailsSchema(Schema):
    """Own fields of an action; ``insurance_number`` may come later, but no shift opens without it."""

    # 志愿服务条例 Art. 12: the risks are told truthfully and completely; an empty list says there are none.
    risks = ma.fields.List(
        fields.Line(min_length=1, max_length=200),
        required=True,
        validate=validate.Length(max=RISKS_MAX, error=f"最多{RISKS_MAX}条风险"),
        error_messages={"required": "请填写", "null": "请填写", "invalid": "格式不对"},
    )
    # 志愿服务条例 Art. 17: whoever may come to bodily harm is insured first.
    dangerous = fields.Flag(required=True)
    insurance_number = fields.Line(min_length=5, max_length=60, allow_none=True)
    age_min = fields.WholeNumber(minimum=0, maximum=100, allow_none=True)
    qualification = fields.Line(min_length=1, max_length=100, allow_none=True)

    @ma.validates_schema
    def _danger_is_told(self, data: dict[str, Any], **_: Any) -> None:
        if data["dangerous"] and not data["risks"]:
            raise ma.ValidationError("有人身危险的活动，请写明风险", "risks")


ACTION = KindDeclaration(
    code="action",
    number=8,
    name="公益行动清单",
    entry_name="行动",
    number_prefix="行",
    details=ActionDetailsSchema,
    proposers=frozenset({Role.STAFF, Role.LEAD, Role.UNIT_CONTACT}),
    adopters=frozenset({Role.STAFF, Role.LEAD}),
    moves=ENTRY_MOVES,
    quantity=Quantity.NONE,
    state_names={EntryState.OPEN: "招募中"},
    figure_columns=(
        ExportColumn("已开展场次", "figures.shifts"),
        ExportColumn("参加人数", "figures.people"),
        ExportColumn("服务分钟", "figures.minutes"),
    ),
    export_columns=(
        ExportColumn("风险", "details.risks"),
        ExportColumn("有人身危险", "details.dangerous"),
        ExportColumn("保险单号", "details.insurance_number"),
        ExportColumn("最低年龄", "details.age_min"),
        ExportColumn("所需资质", "details.qualification"),
    ),
)
