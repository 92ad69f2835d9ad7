"""List 4, public service projects: recurring services that units may claim, whole or in part."""

from marshmallow import validate

from backend.core.actor import Role
from backend.infra.http import Schema, fields
from backend.lists.moves import ENTRY_MOVES
from backend.lists.types import ExportColumn, KindDeclaration, Quantity


class ServiceProjectDetailsSchema(Schema):
    """Own fields of a service project; ``capacity`` is how many people one session serves."""

    frequency = fields.Line(required=True, min_length=1, max_length=50)
    places = fields.ListOf(
        fields.Line(min_length=1, max_length=100),
        required=True,
        validate=validate.Length(min=1, max=20, error="请填写1到20个地点"),
    )
    capacity = fields.Amount(required=True, maximum=100_000)
    standard = fields.Text(required=True, min_length=1, max_length=1000)


SERVICE_PROJECT = KindDeclaration(
    code="service_project",
    number=4,
    name="公共服务项目清单",
    entry_name="服务项目",
    number_prefix="服",
    details=ServiceProjectDetailsSchema,
    proposers=frozenset({Role.STAFF, Role.LEAD}),
    adopters=frozenset({Role.STAFF, Role.LEAD}),
    moves=ENTRY_MOVES,
    quantity=Quantity.ASKED,
    quantity_unit="次",
    claimable=True,
    export_columns=(
        ExportColumn("服务频次", "details.frequency"),
        ExportColumn("服务地点", "details.places"),
        ExportColumn("每次服务人数", "details.capacity"),
        ExportColumn("服务标准", "details.standard"),
    ),
)
