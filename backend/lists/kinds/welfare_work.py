"""List 5, welfare works: a thing to build or repair for all, with its money and its milestones."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.core.actor import Role
from backend.infra.http import Schema, fields
from backend.lists.moves import ENTRY_MOVES
from backend.lists.types import EntryState, ExportColumn, KindDeclaration, Quantity

MILESTONES_MAX = 20
# A hundred million yuan: far above what a neighbourhood builds, and a slip of the finger is seen.
BUDGET_FEN_MAX = 10**10


class MilestoneSchema(Schema):
    """A step of the work and the day by which it is done."""

    title = fields.Line(required=True, min_length=1, max_length=60)
    due = fields.Day(required=True)


class WelfareWorkDetailsSchema(Schema):
    """Own fields of a welfare work; ``fund`` names where the money comes from. Milestones stand in order."""

    budget_fen = fields.WholeNumber(required=True, maximum=BUDGET_FEN_MAX)
    fund = fields.Line(required=True, min_length=1, max_length=100)
    milestones = fields.ListOf(
        ma.fields.Nested(MilestoneSchema),
        validate=validate.Length(max=MILESTONES_MAX, error=f"最多{MILESTONES_MAX}个节点"),
        allow_none=True,
    )

    @ma.validates_schema
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        days = [milestone["due"] for milestone in data.get("milestones") or []]
        if days != sorted(days):
            raise ma.ValidationError("节点应按日期先后填写", "milestones")


WELFARE_WORK = KindDeclaration(
    code="welfare_work",
    number=5,
    name="公益事业建设清单",
    entry_name="建设项目",
    number_prefix="建",
    details=WelfareWorkDetailsSchema,
    proposers=frozenset({Role.STAFF, Role.LEAD, Role.UNIT_CONTACT}),
    adopters=frozenset({Role.STAFF, Role.LEAD}),
    moves=ENTRY_MOVES,
    quantity=Quantity.ASKED,
    quantity_unit="项",
    claimable=True,
    state_names={EntryState.OPEN: "待认领", EntryState.IN_PROGRESS: "建设中"},
    export_columns=(
        ExportColumn("预算（分）", "details.budget_fen", "单位是分：1万元填 1000000"),
        ExportColumn("资金来源", "details.fund"),
        ExportColumn("节点", "details.milestones", "每个节点写名称和日期，如：完成设计 2026-12-01；几个用分号隔开"),
    ),
)
