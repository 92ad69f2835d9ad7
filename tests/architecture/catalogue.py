"""Reads a plain PostgreSQL catalogue and holds it to the distribution rules of design.md §10."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg

from backend.infra.distribution import (
    DIRECTORY_TABLES,
    DISTRIBUTION_COLUMN,
    LOCAL_TABLES,
    REFERENCE_TABLES,
)

CONSTRAINT_NAME_MAX = 45
KEY = DISTRIBUTION_COLUMN

TABLES = """
    SELECT c.oid, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')"""
COLUMNS = """
    SELECT attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
           pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%%'
    FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE attrelid = %s AND attnum > 0 AND NOT attisdropped"""
UNIQUE = """
    SELECT i.relname, x.indisprimary,
           (SELECT array_agg(a.attname ORDER BY k.n) FROM unnest(x.indkey) WITH ORDINALITY k(attnum, n)
            JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = k.attnum)
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = %s AND x.indisunique"""
FOREIGN = """
    SELECT conname, r.relname, confdeltype, confupdtype,
           (SELECT array_agg(a.attname ORDER BY k.n) FROM unnest(conkey) WITH ORDINALITY k(attnum, n)
            JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = k.attnum),
           (SELECT array_agg(a.attname ORDER BY k.n) FROM unnest(confkey) WITH ORDINALITY k(attnum, n)
            JOIN pg_attribute a ON a.attrelid = confrelid AND a.attnum = k.attnum)
    FROM pg_constraint JOIN pg_class r ON r.oid = confrelid WHERE conrelid = %s AND contype = 'f'"""
EXCLUSIONS = "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = %s AND contype = 'x'"
CONSTRAINTS = "SELECT conname FROM pg_constraint WHERE conrelid = %s AND contype <> 'n'"
TRIGGERS = """
    SELECT tgname FROM pg_trigger WHERE tgrelid = %(oid)s AND NOT tgisinternal
    UNION ALL SELECT rulename FROM pg_rewrite WHERE ev_class = %(oid)s AND ev_type <> '1'"""


@dataclass(frozen=True)
class ForeignKey:
    """One foreign key: its name, the table it points at, what it does, its columns on both sides."""

    name: str
    target: str
    on_delete: str
    on_update: str
    columns: list[str]
    target_columns: list[str]


@dataclass(frozen=True)
class Table:
    """One table as the catalogue describes it."""

    name: str
    columns: dict[str, tuple[str, bool, str, bool | None]]
    unique: list[tuple[str, bool, list[str]]] = field(default_factory=list)
    foreign: list[ForeignKey] = field(default_factory=list)
    exclusions: list[tuple[str, str]] = field(default_factory=list)
    constraints: list[str] = field(default_factory=list)
    triggers: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Tenant, reference, directory, local or unknown."""
        named = {"reference": REFERENCE_TABLES, "directory": DIRECTORY_TABLES, "local": LOCAL_TABLES}
        found = next((kind for kind, tables in named.items() if self.name in tables), None)
        return found or ("tenant" if KEY in self.columns else "unknown")


def read_tables(connection: "psycopg.Connection[Any]") -> list[Table]:
    """Return all tables of schema public that no extension brought."""
    return [_read_table(connection, oid, name) for oid, name in connection.execute(TABLES).fetchall()]


def _read_table(connection: "psycopg.Connection[Any]", oid: int, name: str) -> Table:
    def rows(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query, [oid]).fetchall()

    return Table(
        name=name,
        columns={row[0]: (row[1], row[2], row[3], row[4]) for row in rows(COLUMNS)},
        unique=[(row[0], row[1], row[2] or []) for row in rows(UNIQUE)],
        foreign=[ForeignKey(*row) for row in rows(FOREIGN)],
        exclusions=[(row[0], row[1]) for row in rows(EXCLUSIONS)],
        constraints=[row[0] for row in rows(CONSTRAINTS)],
        triggers=[row[0] for row in connection.execute(TRIGGERS, {"oid": oid}).fetchall()],
    )


def findings(tables: list[Table]) -> list[str]:
    """Return every breach of the rules, a sentence each."""
    kinds = {table.name: table.kind for table in tables}
    return sorted(f"{table.name}: {text}" for table in tables for text in _breaches(table, kinds))


def _breaches(table: Table, kinds: dict[str, str]) -> Iterator[str]:
    if table.kind == "local":
        return
    if table.kind == "unknown":
        yield f"has no {KEY} and is not named in backend/infra/distribution.py"
    if table.triggers:
        yield f"has triggers or rules {table.triggers}"
    yield from (f"constraint {name} is longer than {CONSTRAINT_NAME_MAX}" for name in _too_long(table))
    for name, (_, _, identity, serial) in table.columns.items():
        if identity or serial:
            yield f"column {name} draws from a sequence; ids are made by the application"
    if table.kind == "tenant":
        yield from _tenant_breaches(table)
    for key in table.foreign:
        yield from (f"foreign key {key.name} {text}" for text in _foreign_breaches(table, key, kinds))


def _too_long(table: Table) -> list[str]:
    return [name for name in table.constraints if len(name) > CONSTRAINT_NAME_MAX]


def _tenant_breaches(table: Table) -> Iterator[str]:
    type_, required, _, _ = table.columns[KEY]
    if (type_, required) != ("bigint", True):
        yield f"{KEY} is {type_}, not a required bigint"
    if not any(primary for _, primary, _ in table.unique):
        yield "has no primary key"
    for name, _, columns in table.unique:
        if columns[:1] != [KEY]:
            yield f"unique index {name} does not begin with {KEY}"
    for name, definition in table.exclusions:
        if f"{KEY} WITH =" not in definition:
            yield f"exclusion constraint {name} lacks {KEY} WITH ="


def _foreign_breaches(table: Table, key: ForeignKey, kinds: dict[str, str]) -> Iterator[str]:
    pair = (table.kind, kinds.get(key.target, "unknown"))
    if pair == ("reference", "tenant"):
        yield f"points from a reference table at tenant table {key.target}"
    if "directory" in pair and table.name != key.target:
        yield f"joins a directory table with {key.target}"
    if pair == ("tenant", "tenant") and (KEY, KEY) not in zip(key.columns, key.target_columns, strict=True):
        yield f"to {key.target} crosses communities: {KEY} is not in the same place on both sides"
    if key.on_delete not in "arc" or key.on_update not in "ar":
        yield "acts otherwise than NO ACTION or ON DELETE CASCADE"
