"""Numbers of people as they are checked and shown. Pure."""

import re

# GB 11643-1999: 17 digits, and a check character by ISO 7064 MOD 11-2.
_FORM = re.compile(r"[1-9]\d{16}[\dX]")
_CHECKS = "10X98765432"


def is_identity_number(text: str) -> bool:
    """Tell whether this is a resident's identity number of 18 characters with the right check character."""
    if not _FORM.fullmatch(text):
        return False
    weighted = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(text[:17]))
    return text[17] == _CHECKS[weighted % 11]


def mask_identity_number(text: str) -> str:
    """Return the first three and the last two characters: enough to know one's own by."""
    return f"{text[:3]}{'*' * (len(text) - 5)}{text[-2:]}"


def mask_contact(text: str) -> str:
    """Return a telephone number as the house shows it (138****5678), anything else by its first two characters."""
    if re.fullmatch(r"\d{11}", text):
        return f"{text[:3]}****{text[-4:]}"
    return f"{text[:2]}{'*' * max(len(text) - 2, 2)}"
