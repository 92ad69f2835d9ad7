"""The check character of GB 32100-2015 catches what people mistype."""

import pytest

from backend.core.credit_code import ALPHABET, is_credit_code

# In public use as examples of the standard; none was made with the function under test.
VALID = ["91350100M000100Y43", "91110000600037341L"]


@pytest.mark.parametrize("code", VALID)
def test_a_code_that_was_given_out_passes(code: str) -> None:
    assert is_credit_code(code)


@pytest.mark.parametrize("code", VALID)
def test_no_single_wrong_character_passes(code: str) -> None:
    mistyped = [code[:i] + other + code[i + 1 :] for i in range(len(code)) for other in ALPHABET if other != code[i]]
    assert not [wrong for wrong in mistyped if is_credit_code(wrong)]


@pytest.mark.parametrize("code", VALID)
def test_neighbours_that_changed_places_do_not_pass(code: str) -> None:
    swapped = {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(len(code) - 1)} - {code}
    assert not [wrong for wrong in swapped if is_credit_code(wrong)]


@pytest.mark.parametrize(
    "code", ["", "9135", VALID[0] + "0", VALID[0].lower(), "９１350100M000100Y43", "I" + VALID[0][1:]]
)
def test_what_has_not_the_standards_shape_does_not_pass(code: str) -> None:
    assert not is_credit_code(code)
