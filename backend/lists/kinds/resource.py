"""List 7, resources: what residents and units open for others, free or for a small fee that is paid elsewhere."""

from marshmallow import validate

from backend.core.actor import Role
from backend.infra.http import Schema, fields
from backend.lists.moves import all_moves_but
from backend.lists.types import EntryMove, EntryState, ExportColumn, KindDeclaration, Quantity

RESOURCE_KINDS = {
    "time": "时间",
    "goods": "物品",
    "skill": "知识技能",
    "space": "公共空间",
    "fund": "公益资金",
    "data": "数据",
}


class ResourceDetailsSchema(Schema):
    """Own fields of a resource."""

    resource_kind = fields.Line(required=True, validate=validate.OneOf(list(RESOURCE_KINDS), error="请选择资源种类"))
    unit_of_measure = fields.Line(required=True, min_length=1, max_length=10)
    opening_hours = fields.Line(max_length=200, allow_none=True)
    conditions = fields.Text(max_length=500, allow_none=True)
    small_fee_fen = fields.WholeNumber(maximum=1_000_000, allow_none=True)


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
    value_names={"resource_kind": RESOURCE_KINDS},
    state_names={EntryState.OPEN: "开放中", EntryState.CLOSED: "已停止开放"},
    export_columns=(
        ExportColumn("资源种类", "details.resource_kind"),
        ExportColumn("计量单位", "details.unit_of_measure"),
        ExportColumn("开放时间", "details.opening_hours"),
        ExportColumn("使用条件", "details.conditions"),
        ExportColumn("微偿（分）", "details.small_fee_fen", "单位是分：1元填 100"),
    ),
)
