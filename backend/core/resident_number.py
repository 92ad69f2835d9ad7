"""The citizen identification number 公民身份号码 of mainland China."""

import re

# GB 11643-1999: weights 2^(18-i) modulo 11; the remainder's check character by its place.
CHECKS = "10X98765432"
_SHAPE = re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]")


def check_character(body: str) -> str:
    """Return the 18th character for the first 17 digits."""
    return CHECKS[sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body)) % 11]


def is_resident_number(number: str) -> bool:
    """Tell whether ``number`` has 18 characters of the standard and the right one at its end."""
    return _SHAPE.fullmatch(number) is not None and check_character(number[:-1]) == number[-1]
