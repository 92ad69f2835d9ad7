"""Rule packs: what a city's scheme says of earning and spending, as dated data with a source beside every number.

A pack says only what its sources say; what it leaves out the community's own tariff decides. Packs are read once;
a pack that is malformed, or has a number without a source, stops the program at start.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from backend.books.packs.shapes import GIFT_TO_NAMES, EarnRules, Pack, RecognitionRules, SpendRules

FOLDER = Path(__file__).parent


class PackError(Exception):
    """A pack can't be used; the message names its file and key."""


SECTIONS: Mapping[str, type] = {"earn": EarnRules, "spend": SpendRules, "recognition": RecognitionRules}
CHOICES = {"earn.book": ("time", "point"), "earn.over_cap": ("pool",), "spend.gift_to": tuple(GIFT_TO_NAMES)}
TEXTS = ("name", "place")


@cache
def packs() -> Mapping[str, Pack]:
    """Return all packs by code, in the order of their codes."""
    return {path.stem: read_pack(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def read_pack(code: str, text: str) -> Pack:
    """Read one pack; raises PackError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{code}.toml: {error}") from error
    known = {*TEXTS, "notes", "sources", "in_force_from", *SECTIONS}
    _refuse_unknown(code, "", data, known)
    sources = {name: _addresses(code, name, given) for name, given in _table(code, "sources", data).items()}
    reader = _Reader(code, sources)
    notes = enumerate(data.get("notes", []))
    pack = Pack(
        code=code,
        **{key: _of(code, key, data.get(key), str) for key in TEXTS},
        cited=reader.cited,
        notes=tuple(reader.rule(f"notes.{place}", note, str) for place, note in notes),
        **{name: reader.section(name, type_, _table(code, name, data)) for name, type_ in SECTIONS.items()},
    )
    if "in_force_from" not in data:
        return pack
    return replace(pack, in_force_from=reader.rule("in_force_from", data["in_force_from"], date))


class _Reader:
    """Reads rules and keeps what each cites."""

    def __init__(self, code: str, sources: Mapping[str, tuple[str, ...]]) -> None:
        self._code = code
        self._sources = sources
        self.cited: dict[str, tuple[str, ...]] = {}

    def section(self, name: str, type_: type, given: Mapping[str, Any]) -> Any:
        """Return a section's rules."""
        hints = get_type_hints(type_)
        _refuse_unknown(self._code, f"{name}.", given, {field.name for field in fields(type_)})
        return type_(**{key: self.rule(f"{name}.{key}", rule, hints[key]) for key, rule in given.items()})

    def rule(self, key: str, given: object, type_: Any) -> Any:
        """Return a rule's value; it must cite one of the pack's sources."""
        if not isinstance(given, dict) or set(given) != {"value", "source"}:
            raise PackError(f"{self._code}.toml: {key}: must be a value with its source")
        if given["source"] not in self._sources:
            raise PackError(f"{self._code}.toml: {key}: its source {given['source']!r} is not under [sources]")
        self.cited[key] = self._sources[given["source"]]
        value = _of(self._code, key, given["value"], type_)
        if key in CHOICES and value not in CHOICES[key]:
            raise PackError(f"{self._code}.toml: {key}: must be one of {', '.join(CHOICES[key])}")
        return value


def _of(code: str, key: str, value: object, type_: Any) -> Any:
    """Return a value that is of the type, whole numbers above 0; lists become tuples."""
    wanted = next(each for each in get_args(type_) if each is not type(None)) if isinstance(type_, UnionType) else type_
    if get_origin(wanted) is tuple:
        if not isinstance(value, list) or value != sorted(set(value)):
            raise PackError(f"{code}.toml: {key}: must be a rising list")
        return tuple(_of(code, key, each, int) for each in value)
    if type(value) is not wanted or value == "" or (isinstance(value, int) and value <= 0 and wanted is int):
        raise PackError(f"{code}.toml: {key}: must be {wanted.__name__}{' above 0' if wanted is int else ''}")
    return value


def _addresses(code: str, name: str, given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not given:
        raise PackError(f"{code}.toml: sources.{name}: must be a list of addresses")
    return tuple(_of(code, f"sources.{name}", address, str) for address in given)


def _table(code: str, key: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    found = data.get(key, {})
    if not isinstance(found, dict):
        raise PackError(f"{code}.toml: {key}: must be a table")
    return found


def _refuse_unknown(code: str, prefix: str, given: Mapping[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(given) - known):
        raise PackError(f"{code}.toml: {prefix}{unknown[0]}: nothing of that name is known")
