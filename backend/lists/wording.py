"""What an edition's entries say in Chinese: the columns of a list, their values, and how two editions differ. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.core.clock import LOCAL_ZONE
from backend.lists.moves import STATE_NAMES
from backend.lists.types import EntryState, ExportColumn, KindDeclaration

Item = Mapping[str, Any]

COMMON_COLUMNS = (
    ExportColumn("编号", "number"),
    ExportColumn("名称", "title"),
    ExportColumn("内容", "text"),
    ExportColumn("类别", "category"),
    ExportColumn("地点", "place"),
    ExportColumn("提出", "proposer.name"),
    ExportColumn("数量", "quantity"),
    ExportColumn("数量单位", "quantity_unit"),
    ExportColumn("已认领", "claimed_quantity"),
    ExportColumn("开始时间", "starts_at"),
    ExportColumn("结束时间", "ends_at"),
    ExportColumn("状态", "state"),
)
SHORT_VALUE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind's entries are worded; ``categories`` are names by code."""

    kind: KindDeclaration
    categories: Mapping[str, str]

    @property
    def columns(self) -> Sequence[ExportColumn]:
        """Return all columns of the list; what is counted stands only where the kind counts."""
        counted = {"quantity", "quantity_unit", "claimed_quantity"} if not self.kind.counts else set()
        common = [column for column in COMMON_COLUMNS if column.path not in counted]
        own = [
            column
            for column in self.kind.export_columns
            if column.path.removeprefix("details.") not in self.kind.private_details
        ]
        return [*common, *own, *self.kind.figure_columns]

    def cell(self, item: Item, path: str) -> str | int | None:
        """Return one value as it is exported: whole numbers stay numbers, codes become their names."""
        value = _at(item, path)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if path == "category" or path.removeprefix("details.") in self.kind.category_details:
            return self.categories.get(value, str(value))
        if path == "state":
            return self.kind.state_names.get(EntryState(value), STATE_NAMES[EntryState(value)])
        if path.endswith("_at"):
            return datetime.fromisoformat(value).astimezone(LOCAL_ZONE).strftime("%Y-%m-%d %H:%M")
        return _words(value, self.kind.value_names.get(path.removeprefix("details."), {}))

    def row(self, item: Item) -> list[str | int | None]:
        """Return an entry as a row of the columns."""
        return [self.cell(item, column.path) for column in self.columns]


def _at(item: Any, path: str) -> Any:
    for name in path.split("."):
        item = item.get(name) if isinstance(item, Mapping) else None
    return item


def _words(value: Any, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return " ".join(_words(part, names) for part in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join(_words(part, names) for part in value)
    return names.get(str(value), str(value))


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: ``what`` is added, removed or changed; ``text`` a whole sentence."""

    what: str
    number: str
    title: str
    text: str


def differences(wording: Wording, before: Sequence[Item], after: Sequence[Item]) -> list[Change]:
    """Return what ``after`` has that ``before`` had not, what it lacks, and what reads otherwise, in that order."""
    old, new = ({item["id"]: item for item in items} for items in (before, after))
    added = [_change("added", item, "新增") for item in after if item["id"] not in old]
    removed = [_change("removed", item, "移出") for item in before if item["id"] not in new]
    changed = [
        Change("changed", item["number"], item["title"], f"{item['number']} {sentence}")
        for item in after
        if item["id"] in old
        for sentence in _sentences(wording, old[item["id"]], item)
    ]
    return added + removed + changed


def _change(what: str, item: Item, verb: str) -> Change:
    return Change(what, item["number"], item["title"], f"{verb} {item['number']} {item['title']}")


def _sentences(wording: Wording, old: Item, new: Item) -> Iterator[str]:
    for heading, path, _ in wording.columns:
        before, after = wording.cell(old, path), wording.cell(new, path)
        if before == after:
            continue
        if before in (None, ""):
            yield f"{heading} 填为 {_short(after)}"
        elif after in (None, ""):
            yield f"{heading} 不再填写（原为 {_short(before)}）"
        else:
            yield f"{heading} 由 {_short(before)} 改为 {_short(after)}"
    if (photos := (old.get("photos", []), new.get("photos", [])))[0] != photos[1]:
        yield (
            f"照片 由 {len(photos[0])} 张改为 {len(photos[1])} 张" if len(photos[0]) != len(photos[1]) else "照片 换过"
        )


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= SHORT_VALUE_LENGTH else text[: SHORT_VALUE_LENGTH - 1] + "…"
