"""List 3, problems: what is wrong in a place, told by whoever saw it and taken on by whoever can put it right."""

from marshmallow import validate

from backend.core.actor import Role
from backend.infra.http import Schema, fields
from backend.lists.moves import ENTRY_MOVES
from backend.lists.types import EntryState, ExportColumn, KindDeclaration, Quantity

SEVERITIES = {"low": "不急", "medium": "影响生活", "high": "有危险"}


class ProblemDetailsSchema(Schema):
    """Own fields of a problem; ``responsible_body`` is who should put it right, where somebody knows."""

    severity = fields.Line(load_default="medium", validate=validate.OneOf(list(SEVERITIES), error="请选择严重程度"))
    responsible_body = fields.Line(min_length=1, max_length=60, allow_none=True)


PROBLEM = KindDeclaration(
    code="problem",
    number=3,
    name="问题清单",
    entry_name="问题",
    number_prefix="问",
    details=ProblemDetailsSchema,
    proposers=frozenset({Role.MEMBER, Role.UNIT_CONTACT}),
    adopters=frozenset({Role.STAFF, Role.LEAD}),
    moves=ENTRY_MOVES,
    quantity=Quantity.ASKED,
    quantity_unit="件",
    claimable=True,
    mergeable=True,
    on_behalf=True,
    supportable=True,
    value_names={"severity": SEVERITIES},
    state_names={EntryState.OPEN: "待办理"},
    export_columns=(
        ExportColumn("严重程度", "details.severity"),
        ExportColumn("责任单位", "details.responsible_body"),
    ),
)
