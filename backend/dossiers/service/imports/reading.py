"""A row of an uploaded sheet read as values, or as what is wrong with it. It runs no statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import marshmallow as ma

from backend.dossiers.rules.parts import COLUMNS, schema_of
from backend.dossiers.types import Part
from backend.infra.documents.columns import Column, to_value


class Fault(NamedTuple):
    """What is wrong in a cell: the path of its column, and why in Chinese."""

    path: str
    message: str


@dataclass(frozen=True)
class SheetReader:
    """Reads the rows of one sheet by its headings."""

    name: str
    part: Part
    headings: Sequence[str]
    paths: Sequence[str | None]
    heading_row: int
    columns: Mapping[str, Column] = field(init=False)
    schema: ma.Schema = field(init=False)

    def __post_init__(self) -> None:
        """Look up what the part's sheet may hold."""
        object.__setattr__(self, "columns", {column.path: column for column in COLUMNS[self.part]})
        object.__setattr__(self, "schema", schema_of(self.part))

    def heading(self, path: str) -> str:
        """Return how the sheet itself heads a column; its own name where no column holds it."""
        if path in self.paths:
            return self.headings[self.paths.index(path)]
        return self.columns[path].heading if path in self.columns else path

    def missing(self) -> list[Fault]:
        """Return the columns that every row needs and the sheet has not."""
        faults = [
            Fault(path, "表里没有这一列")
            for path, column in self.columns.items()
            if column.required and path not in self.paths
        ]
        if "number" not in self.paths and not {"name", "phone"} <= set(self.paths):
            faults.append(Fault("number", "表里没有档案编号，也没有姓名和手机号，不知道是谁的"))
        return faults

    def read(self, cells: Sequence[Any]) -> tuple[dict[str, Any], list[Fault]]:
        """Return a row's values by path, and all that is wrong, a fault a column."""
        body: dict[str, Any] = {}
        faults: dict[str, str] = {}
        for path, cell in zip(self.paths, cells, strict=False):
            if path is None or cell is None:
                continue
            if isinstance(cell, dict):
                faults[path] = cell["problem"]
                continue
            try:
                body[path] = to_value(self.columns[path].of, cell, self.columns[path].names)
            except ValueError as error:
                faults[path] = str(error)
        try:
            values: dict[str, Any] = self.schema.load(body)
        except ma.ValidationError as error:
            values = dict(error.valid_data or {})
            for path, messages in dict(error.messages_dict).items():
                faults.setdefault(path, _first(messages))
        return values, [Fault(path, message) for path, message in faults.items()]


def _first(messages: Any) -> str:
    """Return the first sentence of what a field refused; of a list's items, the first one's."""
    while isinstance(messages, dict):
        messages = next(iter(messages.values()))
    return str(messages[0])
