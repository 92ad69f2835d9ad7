"""Kinds as declarations: their own fields, the registry, a tenth kind."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import marshmallow as ma
import pytest

from backend.core.errors import InvalidError
from backend.lists.kinds import OWN_KINDS
from backend.lists.kinds.benefit import BENEFIT
from backend.lists.kinds.need import NEED
from backend.lists.kinds.problem import PROBLEM
from backend.lists.kinds.resource import RESOURCE
from backend.lists.kinds.service_project import SERVICE_PROJECT
from backend.lists.kinds.welfare_work import WELFARE_WORK
from backend.lists.moves import all_moves_but
from backend.lists.types import EntryMove, ExportColumn, KindDeclaration, KindRegistry, Quantity

NEEDED = {"beneficiary": "public", "urgency": "soon"}
PROJECT = {"frequency": "每月两次", "places": ["睦邻中心", "三号楼"], "capacity": 30, "standard": "持证上岗"}
WORK = {"budget_fen": 6_800_000, "fund": "街道专项资金"}
SPACE = {"resource_kind": "space", "unit_of_measure": "小时"}
OPEN = [{"weekday": 1, "from": "09:00", "to": "12:00"}, {"weekday": 1, "from": "13:00", "to": "17:00"}]
BOOKING = {"slot_minutes": 60, "lead_hours": 0, "ahead_days": 14, "cancel_hours": 2, "member_max": 5}
FUND = {"resource_kind": "fund", "unit_of_measure": "元", "fund": {"amount_fen": 100, "purpose": "助学"}}
DATA = {"resource_kind": "data", "unit_of_measure": "份", "data": {"format": "表格", "licence": "署名可用"}}
TARIFF = {"measure": "hour", "book": "point", "amount": 10, "valid_from": "2026-01-01"}


def refusals(kind: KindDeclaration, details: dict[str, Any]) -> dict[str, list[str]]:
    with pytest.raises(InvalidError) as refusal:
        kind.load_details(details)
    errors: dict[str, list[str]] = refusal.value.extras["errors"]
    return errors


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        (NEED, NEEDED),
        (
            NEED,
            NEEDED
            | {
                "hours": 6,
                "skills": ["理发"],
                "deadline": "2026-12-31",
                "time_windows": [{"weekday": 2, "from": "14:00", "to": "16:00"}],
            },
        ),
        (NEED, NEEDED | {"qualification": "护理员证"}),
        (PROBLEM, {"severity": "high", "responsible_body": "物业"}),
        (WELFARE_WORK, WORK | {"milestones": [{"title": "选址公示", "due": "2026-12-20"}]}),
        (SERVICE_PROJECT, PROJECT),
        (RESOURCE, SPACE | {"opening_hours": "工作日 9:00–17:00", "conditions": "请提前一天", "small_fee_fen": 0}),
        (RESOURCE, SPACE | {"open_times": OPEN, "closed_days": ["2027-01-01"], "booking": BOOKING}),
        (RESOURCE, SPACE | {"space": {"area_m2": 60, "floor": "二层", "accessible": True, "people_max": 30}}),
        (RESOURCE, SPACE | {"resource_kind": "goods", "goods": {"condition": "八成新", "deposit_note": "押金50元"}}),
        (RESOURCE, SPACE | {"resource_kind": "time", "time": {"weekly_hours": 6}}),
        (RESOURCE, SPACE | {"resource_kind": "skill", "skill": {"level": "高级", "certificate": "电工证"}}),
        (RESOURCE, FUND),
        (RESOURCE, DATA),
        (BENEFIT, TARIFF | {"category": "elder", "cap_per_day": 40, "valid_to": "2026-12-31", "returns": "优先用场地"}),
    ],
)
def test_own_fields_are_stored_as_they_were_given(kind: KindDeclaration, details: dict[str, Any]) -> None:
    assert kind.load_details(details) == details


def test_what_is_null_is_not_stored_and_urgency_has_a_default() -> None:
    assert NEED.load_details({"beneficiary": "public", "hours": None, "deadline": None}) == {
        "beneficiary": "public",
        "urgency": "normal",
    }


@pytest.mark.parametrize(
    ("kind", "details", "field"),
    [
        (NEED, {}, "details.beneficiary"),
        (NEED, NEEDED | {"beneficiary": "everybody"}, "details.beneficiary"),
        (NEED, NEEDED | {"urgency": "now"}, "details.urgency"),
        (NEED, NEEDED | {"hours": 0}, "details.hours"),
        (NEED, NEEDED | {"hours": -1}, "details.hours"),
        (NEED, NEEDED | {"hours": 2**63}, "details.hours"),
        (NEED, NEEDED | {"hours": "6"}, "details.hours"),
        (NEED, NEEDED | {"hours": True}, "details.hours"),
        (NEED, NEEDED | {"deadline": "1899-12-31"}, "details.deadline"),
        (NEED, NEEDED | {"deadline": "9999-12-31"}, "details.deadline"),
        (NEED, NEEDED | {"deadline": "tomorrow"}, "details.deadline"),
        (NEED, NEEDED | {"skills": ["理\x00发"]}, "details.skills.0"),
        (NEED, NEEDED | {"skills": "理发"}, "details.skills"),
        (NEED, NEEDED | {"skills": ["x"] * 11}, "details.skills"),
        (
            NEED,
            NEEDED | {"time_windows": [{"weekday": 8, "from": "08:00", "to": "09:00"}]},
            "details.time_windows.0.weekday",
        ),
        (
            NEED,
            NEEDED | {"time_windows": [{"weekday": 1, "from": "8:00", "to": "09:00"}]},
            "details.time_windows.0.from",
        ),
        (
            NEED,
            NEEDED | {"time_windows": [{"weekday": 1, "from": "10:00", "to": "09:00"}]},
            "details.time_windows.0.to",
        ),
        (NEED, NEEDED | {"time_windows": [7]}, "details.time_windows.0"),
        (NEED, NEEDED | {"colour": "red"}, "details.colour"),
        (PROBLEM, {"severity": "terrible"}, "details.severity"),
        (PROBLEM, {"severity": "low", "responsible_body": ""}, "details.responsible_body"),
        (WELFARE_WORK, {"fund": "社区公益金"}, "details.budget_fen"),
        (WELFARE_WORK, WORK | {"budget_fen": 0.5}, "details.budget_fen"),
        (
            WELFARE_WORK,
            WORK | {"milestones": [{"title": "完工", "due": "2027-03-31"}, {"title": "选址", "due": "2026-12-20"}]},
            "details.milestones",
        ),
        (WELFARE_WORK, WORK | {"milestones": [{"title": "完工", "due": "明年"}]}, "details.milestones.0.due"),
        (SERVICE_PROJECT, PROJECT | {"places": []}, "details.places"),
        (SERVICE_PROJECT, PROJECT | {"places": None}, "details.places"),
        (SERVICE_PROJECT, PROJECT | {"places": [""]}, "details.places.0"),
        (SERVICE_PROJECT, PROJECT | {"capacity": 1.5}, "details.capacity"),
        (SERVICE_PROJECT, PROJECT | {"standard": "字" * 1001}, "details.standard"),
        (RESOURCE, SPACE | {"resource_kind": "gold"}, "details.resource_kind"),
        (RESOURCE, SPACE | {"small_fee_fen": -1}, "details.small_fee_fen"),
        (RESOURCE, SPACE | {"conditions": "\u202e倒着读"}, "details.conditions"),
        (RESOURCE, SPACE | {"goods": {"condition": "新"}}, "details.goods"),
        (RESOURCE, SPACE | {"space": {"people_max": 0}}, "details.space.people_max"),
        (RESOURCE, SPACE | {"space": 7}, "details.space"),
        (RESOURCE, SPACE | {"booking": BOOKING}, "details.open_times"),
        (RESOURCE, SPACE | {"open_times": [OPEN[0], OPEN[0] | {"from": "11:00"}]}, "details.open_times"),
        (
            RESOURCE,
            SPACE | {"open_times": OPEN, "booking": BOOKING | {"slot_minutes": 5}},
            "details.booking.slot_minutes",
        ),
        (RESOURCE, SPACE | {"closed_days": ["新年"]}, "details.closed_days.0"),
        (RESOURCE, FUND | {"open_times": OPEN, "booking": BOOKING}, "details.booking"),
        (RESOURCE, FUND | {"fund": {"amount_fen": 0, "purpose": "助学"}}, "details.fund.amount_fen"),
        (BENEFIT, TARIFF | {"measure": "kilo"}, "details.measure"),
        (BENEFIT, TARIFF | {"book": "service"}, "details.book"),
        (BENEFIT, TARIFF | {"amount": 0}, "details.amount"),
        (BENEFIT, TARIFF | {"amount": 10**13}, "details.amount"),
        (BENEFIT, TARIFF | {"cap_per_day": 0}, "details.cap_per_day"),
        (BENEFIT, TARIFF | {"valid_to": "2025-12-31"}, "details.valid_to"),
        (BENEFIT, TARIFF | {"valid_from": None}, "details.valid_from"),
    ],
)
def test_a_wrong_own_field_is_named_in_chinese(kind: KindDeclaration, details: dict[str, Any], field: str) -> None:
    errors = refusals(kind, details)
    assert list(errors) == [field]
    assert all("\u4e00" <= text[0] <= "\u9fff" for text in errors[field]), errors


def test_the_registry_sorts_by_number_and_knows_no_other() -> None:
    registry = KindRegistry(OWN_KINDS[::-1])
    assert [kind.number for kind in registry.live()] == [2, 3, 4, 5, 6, 7]
    assert registry.find("actor") is None


@pytest.mark.parametrize("attribute", ["code", "number", "number_prefix"])
def test_two_kinds_never_share_what_tells_them_apart(attribute: str) -> None:
    tenth = replace(NEED, code="pet", number=10, number_prefix="宠")
    with pytest.raises(ValueError, match=attribute):
        KindRegistry([NEED, replace(tenth, **{attribute: getattr(NEED, attribute)})])


@pytest.mark.parametrize(
    "change", [{"quantity": Quantity.OFFERED}, {"moves": all_moves_but(EntryMove.DELIVER)}, {"moves": RESOURCE.moves}]
)
def test_what_claims_cannot_drive_to_its_end_is_not_claimable(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="need: what is claimed"):
        replace(NEED, **change)
    assert not replace(NEED, claimable=False, **change).claimable


def paths(prefix: str, schema: ma.Schema) -> Iterator[str]:
    """Yield where a value may stand, in fields within fields too."""
    for name, field in schema.fields.items():
        path = f"{prefix}.{field.data_key or name}"
        yield path
        if isinstance(field, ma.fields.Nested):
            yield from paths(path, field.schema)


@pytest.mark.parametrize("kind", OWN_KINDS, ids=lambda kind: kind.code)
def test_export_columns_name_own_fields(kind: KindDeclaration) -> None:
    assert {column.path for column in kind.export_columns} <= set(paths("details", kind.details()))
    assert all(isinstance(column, ExportColumn) for column in kind.export_columns)
