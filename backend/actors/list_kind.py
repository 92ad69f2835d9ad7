"""List 1, actors: who may take part. The four criteria stand in no field: they are computed (service/card.py)."""

from collections.abc import Mapping
from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.actors.types import ACTOR_KIND_NAMES, LISTED_STATES, ORGANISATIONS, ActorKind
from backend.communities import service as communities
from backend.core.actor import Role
from backend.core.errors import InvalidError
from backend.infra.http import Schema, fields
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryMove, EntryRef, EntryState, ExportColumn, KindDeclaration


class ActorDetailsSchema(Schema):
    """Own fields of an actor.

    ``unit_id`` names the unit the desk lists; a unit's contact proposes for the unit instead. ``by_self``: the
    proposer is the person, or of the household or team, so that what they did counts for it.
    """

    actor_kind = fields.Line(
        required=True, validate=validate.OneOf([kind.value for kind in ActorKind], error="请选择是哪一类主体")
    )
    unit_id = fields.Id(allow_none=True)
    by_self = fields.Flag(allow_none=True)
    credit_code = fields.CreditCode(allow_none=True)
    industry = fields.Line(max_length=40, allow_none=True)
    good_at = fields.ListOf(
        fields.Line(min_length=1, max_length=30),
        validate=validate.Length(max=10, error="最多10项"),
        allow_none=True,
    )
    contact_name = fields.Line(max_length=30, allow_none=True)
    contact_phone = fields.Phone(allow_none=True)

    @ma.validates_schema
    def _of_its_kind(self, data: dict[str, Any], **_: Any) -> None:
        if data["actor_kind"] in ORGANISATIONS:
            return
        for name in ("unit_id", "credit_code"):
            if data.get(name) is not None:
                raise ma.ValidationError("只有单位、商铺和社会组织才填这一项", name)


def refuse_second(uow: UnitOfWork, entry: EntryRef, quantity: int | None, details: Mapping[str, Any]) -> None:
    """Refuse a unit that is not there, or is on the list already."""
    unit_id = entry.proposer_unit_id or details.get("unit_id")
    if unit_id is None:
        return
    if entry.proposer_unit_id is not None and details["actor_kind"] not in ORGANISATIONS:
        raise InvalidError({"details.actor_kind": ["代表单位提出的，请选单位、商铺或社会组织"]})
    if not communities.units_by_ids(uow, entry.community_id, [unit_id]):
        raise InvalidError({"details.unit_id": ["没有找到这个单位"]})
    listed = lists.entries_about_units(uow, entry.community_id, ACTOR.code, LISTED_STATES, [unit_id])
    if other := next((each for each in listed if each.id != entry.id), None):
        raise InvalidError({"details.unit_id": [f"这个单位已经在清单上：{other.number} {other.title}"]})


ACTOR = KindDeclaration(
    code="actor",
    number=1,
    name="行动主体清单",
    entry_name="行动主体",
    number_prefix="主",
    details=ActorDetailsSchema,
    proposers=frozenset({Role.MEMBER, Role.UNIT_CONTACT}),
    adopters=frozenset({Role.STAFF, Role.LEAD}),
    # An actor is on the list until it leaves or is taken off.
    moves=lists.all_moves_but(EntryMove.START, EntryMove.DELIVER, EntryMove.ACCEPT, EntryMove.REOPEN),
    on_behalf=True,
    private_details=frozenset({"contact_name", "contact_phone"}),
    value_names={"actor_kind": {kind.value: name for kind, name in ACTOR_KIND_NAMES.items()}},
    state_names={EntryState.OPEN: "在列", EntryState.CLOSED: "已移出", EntryState.WITHDRAWN: "已退出"},
    move_names={EntryMove.CLOSE: "移出清单", EntryMove.WITHDRAW: "退出"},
    check=refuse_second,
    export_columns=(
        ExportColumn("主体类型", "details.actor_kind"),
        ExportColumn("统一社会信用代码", "details.credit_code"),
        ExportColumn("行业", "details.industry"),
        ExportColumn("擅长", "details.good_at"),
        ExportColumn("联系人", "details.contact_name", "只有社区和本单位看得到，不公示"),
        ExportColumn("联系电话", "details.contact_phone", "11位手机号；只有社区和本单位看得到，不公示"),
    ),
)
