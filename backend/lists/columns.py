"""The columns of a list's table, from a kind's declaration: their headings, and by what else people head them. Pure."""

from collections.abc import Mapping
from typing import Any

import marshmallow as ma

from backend.infra.documents.columns import Column, note_of
from backend.lists.types import KindDeclaration
from backend.lists.wording import COMMON_COLUMNS

COMMON_PATHS = ("title", "text", "category", "place", "quantity", "quantity_unit", "starts_at", "ends_at")
# How neighbourhoods head these columns in tables of their own; the first that fits is taken.
ALIASES = {
    "title": ("名称", "标题", "题目", "事项", "项目", "需求", "问题", "资源"),
    "text": ("内容", "说明", "描述", "详情", "备注"),
    "category": ("类别", "分类", "类型"),
    "place": ("地点", "地址", "位置", "楼栋"),
    "quantity": ("数量", "份数"),
    "quantity_unit": ("数量单位", "单位"),
    "starts_at": ("开始时间", "起始时间"),
    "ends_at": ("结束时间", "截止时间"),
}
# What headings of their own end with: 需求名称, 具体内容, 服务地点. Only where no other column ends alike.
ENDINGS = {
    "title": ("名称", "标题", "事项"),
    "text": ("内容", "说明", "描述"),
    "category": ("类别", "分类"),
    "place": ("地点", "地址", "位置"),
}


def columns_of(
    kind: KindDeclaration, entry_fields: Mapping[str, ma.fields.Field[Any]], categories: Mapping[str, str]
) -> list[Column]:
    """Return a kind's columns, those of all lists first; ``categories`` are codes by the name people write."""
    headings = {column.path: column.heading for column in COMMON_COLUMNS}
    counted = () if kind.counts else ("quantity", "quantity_unit")
    common = [
        _column(path, headings[path], entry_fields[path], "", categories if path == "category" else {})
        for path in COMMON_PATHS
        if path not in counted
    ]
    own = kind.details().fields
    return common + [
        _column(path, heading, own[name], note, _names(kind, name, categories))
        for heading, path, note in kind.export_columns
        if (name := path.removeprefix("details.")) in own
    ]


def _names(kind: KindDeclaration, name: str, categories: Mapping[str, str]) -> Mapping[str, str]:
    if name in kind.category_details:
        return categories
    return {word: code for code, word in kind.value_names.get(name, {}).items()}


def _column(path: str, heading: str, of: ma.fields.Field[Any], note: str, names: Mapping[str, str]) -> Column:
    # A text may stay empty: the title says it all in many a table.
    return Column(
        path,
        heading,
        of,
        of.required and path != "text",
        note or note_of(of, names),
        names,
        ALIASES.get(path, ()),
        ENDINGS.get(path),
    )
