"""The parts of a dossier as sheets: one declaration for what leaves and for what enters. Pure.

Names of sheets are the words of 志愿服务条例 Art. 7 and 19; see ADR 28 for what was found of the national standard.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import marshmallow as ma

from backend.dossiers.types import PART_NAMES, SKILL_NAMES, TIME_NAMES, Part
from backend.infra.documents.columns import Column
from backend.infra.http import Schema, fields

TITLE_LENGTH_MAX, WHO_LENGTH_MAX, WORD_LENGTH_MAX, WORDS_MAX = 80, 60, 20, 10
# No single service is longer than a day; a training may be a course of weeks (our rule).
SERVICE_MINUTES_MAX, TRAINING_MINUTES_MAX = 1_440, 60_000
HERE = "本社区"
_HOURS = re.compile(r"\d{1,4}(\.\d{1,2})?")


class Hours(ma.fields.Field[int]):
    """Hours in a cell, with up to two decimals; whole minutes inside."""

    def __init__(self, *, minutes_max: int, **kwargs: Any) -> None:
        """Bound the minutes."""
        super().__init__(**kwargs)
        self.minutes_max = minutes_max

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        text = str(value).strip().removesuffix("小时")
        if not _HOURS.fullmatch(text):
            raise ma.ValidationError("请填写小时数，最多两位小数，如 1.5")
        minutes = round(float(text) * 60)
        if not 1 <= minutes <= self.minutes_max:
            raise ma.ValidationError(f"应在1分钟到{self.minutes_max // 60}小时之间")
        return minutes


def hours(minutes: int) -> float | int:
    """Return minutes as the hours of a cell; two decimals lead back to the same minutes."""
    amount = round(minutes / 60, 2)
    return int(amount) if amount == int(amount) else amount


def _line(length: int, *, required: bool = True) -> fields.Line:
    return fields.Line(max_length=length, min_length=1 if required else 0, required=required)


def _column(path: str, heading: str, of: ma.fields.Field[Any], note: str, *aliases: str, **kwargs: Any) -> Column:
    return Column(path, heading, of, of.required, note, kwargs.get("names", {}), aliases, endings=())


def _who() -> list[Column]:
    """Return the columns that tell whose row it is: our number, or name and telephone."""
    return [
        _column("number", "档案编号", _line(20, required=False), "本社区的编号，如 档-000012；没有就填姓名和手机号"),
        _column("name", "姓名", _line(50, required=False), "与登记的一致", "志愿者姓名"),
        _column("phone", "手机号", _line(20, required=False), "没有档案编号时填写", "手机号码", "联系电话", "手机"),
    ]


_DAY_NOTE, _HOURS_NOTE = "日期，如 2026-12-01", "小时数，如 1.5"
_WHICH_RECORD = _column("record_number", "记录编号", _line(20, required=False), "本社区的记录才有，他处的空着")
_SKILLS = {name: code.value for code, name in SKILL_NAMES.items()}
_TIMES = {name: code for code, name in TIME_NAMES.items()}
# What a sheet holds beside whose row it is.
OWN_COLUMNS: Mapping[Part, Sequence[Column]] = {
    Part.IDENTITY: [
        _column("birth_date", "出生日期", fields.Day(), "只用来核对，不会改动", "出生年月"),
        _column(
            "identity_number",
            "身份证件号码",
            _line(18, required=False),
            "只能由本人填写，导入时不读取",
            "身份证号",
            "证件号码",
            "身份证号码",
        ),
    ],
    Part.SKILLS: [
        _column(
            "skills",
            "服务技能",
            fields.ListOf(fields.Line()),
            f"可以填几项，用顿号隔开：{'、'.join(_SKILLS)}",
            "技能",
            "专业技能",
            names=_SKILLS,
        ),
        _column("skill_words", "其他技能", fields.ListOf(fields.Line(max_length=WORD_LENGTH_MAX)), "用顿号隔开"),
    ],
    Part.TIMES: [
        _column(
            "times",
            "服务时间",
            fields.ListOf(fields.Line()),
            "用顿号隔开，如 周一上午、周六下午",
            "可服务时间",
            names=_TIMES,
        ),
    ],
    Part.CONTACT: [
        _column("contact", "联系方式", _line(60, required=False), "只能由本人填写，导入时不读取", "联系电话"),
    ],
    Part.SERVICE: [
        _WHICH_RECORD,
        _column("title", "活动名称", _line(TITLE_LENGTH_MAX), "", "项目名称", "志愿服务项目名称", "活动（项目）名称"),
        _column("category", "服务类别", _line(40, required=False), "只供查看，导入时不读取"),
        _column("served_on", "服务日期", fields.Day(required=True), _DAY_NOTE, "日期"),
        _column("minutes", "服务时长", Hours(minutes_max=SERVICE_MINUTES_MAX, required=True), _HOURS_NOTE, "时长"),
        _column("organiser", "组织单位", _line(WHO_LENGTH_MAX), "在哪里服务的", "活动组织单位", "组织者"),
        _column("origin", "记录来源", _line(60, required=False), "只供查看，导入时不读取"),
    ],
    Part.TRAINING: [
        _column("title", "培训内容", _line(TITLE_LENGTH_MAX), "", "培训名称"),
        _column("by_whom", "组织者", _line(WHO_LENGTH_MAX), "", "组织单位", "培训单位"),
        _column("happened_on", "培训日期", fields.Day(required=True), _DAY_NOTE, "日期"),
        _column("minutes", "学时", Hours(minutes_max=TRAINING_MINUTES_MAX, required=True), _HOURS_NOTE, "培训时长"),
    ],
    Part.COMMENDATION: [
        _column("title", "表彰奖励名称", _line(TITLE_LENGTH_MAX), "", "名称", "称号"),
        _column("by_whom", "授予单位", _line(WHO_LENGTH_MAX), ""),
        _column("happened_on", "授予日期", fields.Day(required=True), _DAY_NOTE, "日期"),
        _column("document", "文号", _line(TITLE_LENGTH_MAX, required=False), "可不填", "证书编号"),
    ],
    Part.EVALUATION: [
        _WHICH_RECORD,
        _column("assessor", "评价人", _line(20, required=False), "只供查看，导入时不读取"),
        _column("score", "评分", _line(10, required=False), "1到5分"),
        _column("words", "评语", _line(300, required=False), ""),
        _column("written_on", "评价日期", fields.Day(), _DAY_NOTE),
        _column("answer", "本人回应", _line(300, required=False), ""),
    ],
}
COLUMNS: Mapping[Part, Sequence[Column]] = {part: [*_who(), *own] for part, own in OWN_COLUMNS.items()}
# What a file that leaves says of whose row it is: the number and the name are enough to come back by.
HEADINGS: Mapping[Part, Sequence[str]] = {
    part: ["档案编号", "姓名", *(column.heading for column in own)] for part, own in OWN_COLUMNS.items()
}


def part_of_sheet(name: str) -> Part | None:
    """Return the part whose name a sheet or a CSV file bears, or None."""
    bare = name.strip().removesuffix(".csv")
    return next((part for part, part_name in PART_NAMES.items() if bare == part_name), None)


def schema_of(part: Part) -> ma.Schema:
    """Return what reads the values of a row; unknown skills and times were refused before."""
    of = {column.path: column.of for column in COLUMNS[part]}
    return Schema.from_dict(dict(of), name=f"{part.value.title()}RowSchema")(unknown=ma.EXCLUDE)


def time_order(code: str) -> int:
    """Return where in the week a time stands."""
    return list(TIME_NAMES).index(code)


__all__ = ["COLUMNS", "HEADINGS", "HERE", "hours", "part_of_sheet", "schema_of", "time_order"]
