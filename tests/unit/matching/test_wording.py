"""What matching says in Chinese, of every constraint, part and change that the model knows."""

import pytest

from backend.matching.model.change import Change, ChangeKind, DayPart
from backend.matching.model.plans import Constraint, Failing, PartCode
from backend.matching.rules.pair_wording import say_failing
from backend.matching.rules.unmet_wording import CONSTRAINT_TEXTS, say_change
from backend.matching.rules.wording import Told, reasons
from backend.matching.types import Reader


@pytest.mark.parametrize("kind", ChangeKind)
@pytest.mark.parametrize("everybody", [False, True])
def test_every_change_is_a_sentence(kind: ChangeKind, everybody: bool) -> None:
    change = Change(kind, 1, 3, weekday=5, part=DayPart.MORNING, building="3号楼")
    said = say_change(change._asdict(), is_shift=True, everybody=everybody)
    assert said is not None
    assert said.startswith("若")
    assert said.endswith("。")


def test_the_change_of_the_time_says_when_and_how_many() -> None:
    change = Change(ChangeKind.TIME, 0, 3, weekday=5, part=DayPart.MORNING)._asdict()
    assert say_change(change, is_shift=True, everybody=False) == "若改到周六上午，有3人可来。"


def test_nobody_is_pointed_at_by_a_change() -> None:
    change = Change(ChangeKind.PLACE, 0, 1, building="3号楼")._asdict()
    assert say_change(change, is_shift=False, everybody=True) == "若换一个地点，就有人可以来。"


@pytest.mark.parametrize("code", Constraint)
def test_every_constraint_is_said_and_never_what_somebody_has(code: Constraint) -> None:
    [failed] = say_failing([Failing(code, 18, 71)])
    assert code.value in CONSTRAINT_TEXTS
    assert "71" not in failed.text


@pytest.mark.parametrize("reader", Reader)
def test_reasons_are_short_and_name_nobody_else(reader: Reader) -> None:
    parts = {code.value: {"points": 5, "figure": 1} for code in PartCode}
    chips = reasons(Told(parts, skill="修水管", category_name="家电维修"), reader)
    assert {"skill", "category", "distance", "kept", "asker", "giver", "load", "urgency", "waiting"} == {
        chip.code for chip in chips
    }
    assert all(len(chip.text) <= 24 for chip in chips)
    assert next(chip.text for chip in chips if chip.code == "skill") == "会修水管"


def test_of_somebody_new_nothing_is_said_of_promises() -> None:
    assert reasons(Told({"kept": {"points": 48, "figure": 800}}), Reader.SELF) == []
