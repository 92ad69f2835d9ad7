"""The columns of a table that people fill in: guessed by headings, read cell by cell. Pure.

What a cell means is found here; whether it may stand is the schemas' and the rules' of a feature to say.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import marshmallow as ma

from backend.core.clock import LOCAL_ZONE
from backend.infra.http import fields

_IN_BRACKETS = re.compile(r"[(（【\[].*?[)）】\]]")
_SEPARATOR = re.compile(r"[、；;\n]")
_DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s*T?\s*(\d{1,2})[:时](\d{1,2})?分?(?::\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Column:
    """What a table may say of an entry: where it stands, its heading, how it is written.

    ``names`` are the values allowed, by what people write; empty where anything may stand. ``aliases`` are other
    headings it is known by, ``endings`` what headings of its own end with.
    """

    path: str
    heading: str
    of: ma.fields.Field[Any]
    required: bool = False
    note: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    endings: tuple[str, ...] | None = None

    @property
    def choices(self) -> list[str]:
        """Return the values allowed, as people write them; of several in one cell none can be chosen."""
        return [] if isinstance(self.of, ma.fields.List) else list(self.names)


def note_of(of: ma.fields.Field[Any], names: Mapping[str, str]) -> str:
    """Return how a field is written in a cell."""
    if names:
        return "从可选值里选一个"
    if isinstance(of, fields.WholeNumber):
        return f"整数，{of.minimum}到{of.maximum}"
    if isinstance(of, fields.Text):
        return f"最多{of.max_length}个字"
    if isinstance(of, fields.Day):
        return "日期，如 2026-12-01"
    if isinstance(of, fields.Moment):
        return "日期和时间，如 2026-12-01 09:00"
    if isinstance(of, ma.fields.List):
        return "可以填几项，用顿号隔开"
    return "填是或否" if isinstance(of, ma.fields.Boolean) else ""


def guess(columns: Sequence[Column], headings: Sequence[str]) -> list[str | None]:
    """Return for every heading the path of the column it names, or None; no path is given twice."""
    found: list[str | None] = [None] * len(headings)
    for fits in (_same, _alias, _ends):
        for place, heading in enumerate(headings):
            if found[place] is None:
                free = (column for column in columns if column.path not in found)
                found[place] = next((column.path for column in free if fits(column, bare(heading))), None)
    return found


def bare(heading: str) -> str:
    """Return a heading without brackets, stars and white space."""
    text = _IN_BRACKETS.sub("", unicodedata.normalize("NFKC", heading))
    return re.sub(r"[\s*:：]", "", text)


def _same(column: Column, heading: str) -> bool:
    return heading == bare(column.heading)


def _alias(column: Column, heading: str) -> bool:
    return heading in column.aliases


def _ends(column: Column, heading: str) -> bool:
    return heading.endswith((bare(column.heading),) if column.endings is None else column.endings)


def to_value(of: ma.fields.Field[Any], cell: Any, names: Mapping[str, str]) -> Any:
    """Return what a cell says as the field's own JSON; what it can't say stays as it is, for the field to refuse.

    Raises ValueError with a Chinese sentence for a word that is none of ``names``.
    """
    if names and not isinstance(of, ma.fields.List):
        return _code(str(cell).strip(), names)
    if isinstance(of, fields.WholeNumber):
        return _number(cell)
    if isinstance(of, fields.Day):
        return _moment(cell, with_time=False)
    if isinstance(of, fields.Moment):
        return _moment(cell, with_time=True)
    if isinstance(of, ma.fields.Boolean):
        return {"是": True, "否": False}.get(str(cell), cell)
    if isinstance(of, ma.fields.List):
        parts = [part.strip() for part in _SEPARATOR.split(_words(cell))]
        return [_part(of.inner, part, names) for part in parts if part]
    return _words(cell)


def _words(cell: Any) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    return str(cell)


def _code(word: str, names: Mapping[str, str]) -> str:
    if word in names:
        return names[word]
    if word in names.values():
        return word
    shown = "、".join(list(names)[:8])
    raise ValueError(f"没有“{word[:20]}”，应填：{shown}{'等' if len(names) > 8 else ''}")


def _number(cell: Any) -> Any:
    if isinstance(cell, str):
        text = unicodedata.normalize("NFKC", cell).replace(",", "").strip()
        return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else cell
    return cell


def _moment(cell: Any, *, with_time: bool) -> Any:
    match = _DATE.fullmatch(unicodedata.normalize("NFKC", str(cell)).strip())
    if match is None:
        return cell if isinstance(cell, str) else str(cell)
    try:
        year, month, day, hour, minute = (int(part or 0) for part in match.groups())
        at = datetime(year, month, day, hour, minute, tzinfo=LOCAL_ZONE)
    except ValueError:
        return str(cell)
    return at.isoformat() if with_time else at.date().isoformat()


def _part(of: ma.fields.Field[Any], text: str, names: Mapping[str, str]) -> Any:
    """Return one item of a list; of several parts, the first takes what words are left over. ``names`` are of parts."""
    if not isinstance(of, ma.fields.Nested):
        return _code(text, names) if names else to_value(of, text, {})
    inner: Mapping[str, ma.fields.Field[Any]] = of.schema.fields
    words = text.rsplit(maxsplit=len(inner) - 1)
    keys: Iterable[tuple[str, ma.fields.Field[Any]]] = ((part.data_key or name, part) for name, part in inner.items())
    return {key: to_value(part, names.get(word, word), {}) for (key, part), word in zip(keys, words, strict=False)}
