"""A row of an uploaded table read as a new entry, or as what is wrong with it. It runs no statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import marshmallow as ma

from backend.core.errors import InvalidError
from backend.infra.documents.columns import Column, to_value
from backend.lists.columns import columns_of
from backend.lists.models import Category, EntryImport
from backend.lists.schemas.entries import NewEntrySchema
from backend.lists.service.building import check_entry
from backend.lists.types import KindDeclaration, NewEntry, flatten_errors

FIXED = "统一填写"


class Fault(NamedTuple):
    """What is wrong in a cell: the path of its field, and why in Chinese."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Ready:
    """A row that can become an entry: what a proposer gives, and the own fields as they are stored."""

    new: NewEntry
    details: dict[str, Any]


def category_codes(categories: Sequence[Category]) -> dict[str, str]:
    """Return codes by the names people write: the name alone, or below its first level (助老服务/助餐送餐)."""
    names = {category.code: category.name for category in categories}
    codes: dict[str, str] = {}
    for category in categories:
        codes.setdefault(category.name, category.code)
    for category in categories:
        if category.parent is not None:
            codes.setdefault(f"{names[category.parent]}/{category.name}", category.code)
    return codes


def import_columns(kind: KindDeclaration, categories: Sequence[Category]) -> list[Column]:
    """Return what a table of this kind may hold."""
    return columns_of(kind, NewEntrySchema().fields, category_codes(categories))


@dataclass(frozen=True)
class Reader:
    """Reads the rows of one table by its mapping."""

    kind: KindDeclaration
    columns: Mapping[str, Column]
    paths: Sequence[str | None]
    fixed: Mapping[str, Any]
    headings: Sequence[str]
    schema: NewEntrySchema = field(default_factory=NewEntrySchema)

    @classmethod
    def of(cls, kind: KindDeclaration, columns: Sequence[Column], table: EntryImport) -> "Reader":
        """Return the reader of an uploaded table."""
        return cls(kind, {column.path: column for column in columns}, table.paths, table.fixed, table.headings)

    def heading(self, path: str) -> str:
        """Return how the table itself heads a field; its own name where no column holds it."""
        if path in self.paths:
            return self.headings[self.paths.index(path)]
        name = self.columns[path].heading if path in self.columns else path
        return f"{name}（{FIXED}）" if path in self.fixed else name

    def missing(self) -> list[Fault]:
        """Return the fields that every row needs and no column holds."""
        given = {*self.paths, *self.fixed}
        return [
            Fault(path, "表里没有这一列，请选一列，或者统一填写一个值")
            for path, column in self.columns.items()
            if column.required and path not in given
        ]

    def read(self, cells: Sequence[Any]) -> Ready | list[Fault]:
        """Return the entry that a row tells of, or all that is wrong with it, a fault a field."""
        body, faults = self._body(cells)
        new, wrong = self._load(body)
        details: dict[str, Any] = {}
        try:
            # The own fields are looked at also when a common one is wrong, so that one try tells all.
            details = check_entry(self.kind, new or NewEntry(self.kind.code, "", "", "", details=body["details"]))
        except InvalidError as error:
            wrong |= error.extras["errors"]
        if new is not None and not faults and not wrong:
            return Ready(new, details)
        for path, messages in wrong.items():
            name = self._column_of(path)
            if name not in faults:
                faults[name] = messages[0]
        return [Fault(path, message) for path, message in faults.items()]

    def _body(self, cells: Sequence[Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """Return what the cells say as a proposal's body, and what they can't say by path."""
        body: dict[str, Any] = {"kind": self.kind.code, "text": "", "details": {}}
        faults: dict[str, str] = {}
        given: dict[str, Any] = dict(self.fixed)
        given |= {
            path: cell for path, cell in zip(self.paths, cells, strict=False) if path is not None and cell is not None
        }
        for path, cell in given.items():
            if isinstance(cell, dict):
                faults[path] = cell["problem"]
                continue
            try:
                self._put(body, path, to_value(self.columns[path].of, cell, self.columns[path].names))
            except ValueError as error:
                faults[path] = str(error)
        for path, column in self.columns.items():
            if path not in given and column.required and isinstance(column.of, ma.fields.List):
                self._put(body, path, [])
        return body, faults

    @staticmethod
    def _put(body: dict[str, Any], path: str, value: Any) -> None:
        place, _, name = path.rpartition(".")
        (body[place] if place else body)[name] = value

    def _load(self, body: dict[str, Any]) -> tuple[NewEntry | None, dict[str, list[str]]]:
        try:
            new: NewEntry = self.schema.load(body)
        except ma.ValidationError as error:
            flat = flatten_errors("", error.messages)
            return None, {path.removeprefix("."): messages for path, messages in flat.items()}
        return new, {}

    def _column_of(self, path: str) -> str:
        """Return the column that a refused path lies in: ``details.time_windows.0.from`` is 合适时段."""
        parts = path.split(".")
        return ".".join(parts[:2]) if parts[0] == "details" else parts[0]
