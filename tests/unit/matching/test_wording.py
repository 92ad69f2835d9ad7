"""What matching says in Chinese, of every constraint, part and change that the model knows."""

import pytest

from backend.matching.model.plans import Constraint, Failing, PartCode
from backend.matching.rules.pair_wording import say_failing
from backend.matching.rules.unmet_wording import CONSTRAINT_TEXTS
from backend.matching.rules.wording import Told, reasons
from backend.matching.types import Reader


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
