"""List 6, benefits: what giving earns. An adopted benefit entry is one line of the tariff in force."""

from typing import Any

import marshmallow as ma
from marshmallow import validate

from backend.core.actor import Role
from backend.infra.http import Schema, fields
from backend.infra.uow import UnitOfWork
from backend.lists.moves import all_moves_but
from backend.lists.service.tariff import end_tariff_line, open_tariff_line
from backend.lists.types import EntryMove as M
from backend.lists.types import EntryRef, EntryState, ExportColumn, KindDeclaration, Measure, Quantity, TariffBook

MEASURES = {
    Measure.HOUR: "每小时",
    Measure.SLOT: "每个时段",
    Measure.ITEM: "每件",
    Measure.HUNDRED_YUAN: "每捐100元",
}
BOOKS = {TariffBook.TIME: "时间币（分钟）", TariffBook.POINT: "积分"}


class BenefitDetailsSchema(Schema):
    """Own fields of a benefit; ``amount`` is points, or minutes of time credit, per measure. No category means all."""

    category = fields.Line(min_length=1, max_length=64, allow_none=True)
    measure = fields.Line(required=True, validate=validate.OneOf(list(Measure), error="请选择计量方式"))
    book = fields.Line(required=True, validate=validate.OneOf(list(TariffBook), error="请选择积分或时间币"))
    amount = fields.Amount(required=True, maximum=1_000_000)
    cap_per_day = fields.Amount(maximum=1_000_000, allow_none=True)
    valid_from = fields.Day(required=True)
    valid_to = fields.Day(allow_none=True)
    returns = fields.Text(max_length=500, allow_none=True)

    @ma.validates_schema
    def _in_order(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("valid_to") is not None and data["valid_to"] < data["valid_from"]:
            raise ma.ValidationError("截止日期不能早于起始日期", "valid_to")


def keep_tariff(uow: UnitOfWork, entry: EntryRef, to_state: EntryState) -> None:
    """Bring the line into force when the entry opens, end it when the entry ends; raises TariffOverlapError."""
    if to_state is EntryState.OPEN:
        open_tariff_line(uow, entry)
    elif to_state in (EntryState.CLOSED, EntryState.WITHDRAWN):
        end_tariff_line(uow, entry)


BENEFIT = KindDeclaration(
    code="benefit",
    number=6,
    name="公益收益共享清单",
    entry_name="激励标准",
    number_prefix="益",
    details=BenefitDetailsSchema,
    proposers=frozenset({Role.STAFF, Role.LEAD}),
    adopters=frozenset({Role.STAFF, Role.LEAD}),
    moves=all_moves_but(M.START, M.DELIVER, M.ACCEPT, M.REOPEN),
    quantity=Quantity.NONE,
    # What was served under a tariff keeps it: a change is a new entry after the end of the old one.
    frozen=True,
    state_names={EntryState.OPEN: "执行中", EntryState.CLOSED: "已停止执行"},
    category_details=("category",),
    value_names={
        "measure": {measure.value: name for measure, name in MEASURES.items()},
        "book": {book.value: name for book, name in BOOKS.items()},
    },
    # What was shared under this line, counted by volunteering (types.Figures).
    figure_columns=(
        ExportColumn("已发放记录", "figures.records"),
        ExportColumn("服务分钟", "figures.minutes"),
        ExportColumn("已发放数额", "figures.amount"),
    ),
    consequence=keep_tariff,
    export_columns=(
        ExportColumn("类别", "details.category"),
        ExportColumn("计量", "details.measure"),
        ExportColumn("账本", "details.book"),
        ExportColumn("每单位", "details.amount"),
        ExportColumn("每日上限", "details.cap_per_day"),
        ExportColumn("起始日期", "details.valid_from"),
        ExportColumn("截止日期", "details.valid_to"),
        ExportColumn("单位可得", "details.returns"),
    ),
)
