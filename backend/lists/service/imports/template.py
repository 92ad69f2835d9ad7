"""The table that staff take away, fill in and bring back: made from a kind's declaration."""

from collections.abc import Sequence

from backend.core.actor import Actor
from backend.infra.documents import Document
from backend.infra.documents.columns import Column
from backend.infra.documents.sheet import Table, write_workbook
from backend.infra.uow import UnitOfWork
from backend.lists.policy import POLICY, A
from backend.lists.service.catalogue import all_categories
from backend.lists.service.editions.export import TYPES
from backend.lists.service.imports.reading import import_columns
from backend.lists.service.proposal import require_proposer
from backend.lists.service.store import get_kind
from backend.lists.types import Format

NOTES = ("列", "要不要填", "怎么填", "可以填的值")


def write_template(uow: UnitOfWork, actor: Actor, community_id: int, kind_code: str) -> Document:
    """Return an empty table with its notes; raises ListNotLiveError, ComputedListError and MayNotProposeError."""
    POLICY.permit(actor, A.IMPORT)
    kind = get_kind(kind_code)
    require_proposer(uow, actor, community_id, kind, None)
    columns = import_columns(kind, all_categories(uow))
    headings = [f"{column.heading}*" if column.required else column.heading for column in columns]
    choices = {place: column.choices for place, column in enumerate(columns) if column.choices}
    tables = [Table(kind.name, headings, choices=choices), Table("填写说明", NOTES, _notes(columns))]
    return Document(f"{kind.code}-template.xlsx", TYPES[Format.XLSX], write_workbook(tables))


def _notes(columns: Sequence[Column]) -> list[list[str]]:
    return [
        [column.heading, "必填" if column.required else "可不填", column.note, "、".join(column.choices)]
        for column in columns
    ]
