"""The building that a place names: 3号楼2单元门口 is 3号楼. Pure; no coordinate is ever kept."""

import re
import unicodedata

_NUMERALS = str.maketrans("一二三四五六七八九", "123456789")
_BUILDING = re.compile(r"([0-9]{1,4}|[a-z]{1,2}|[一二三四五六七八九]?十?[一二三四五六七八九十])(?:号)?(?:楼|栋|幢|座)")


def building_of(place: str | None) -> str | None:
    """Return the building in one spelling (``3号楼``), or None where the place names none."""
    if not place:
        return None
    match = _BUILDING.search(unicodedata.normalize("NFKC", place).casefold())
    return f"{_number(match[1])}号楼" if match else None


def _number(written: str) -> str:
    """Return Chinese numerals up to ninety-nine as digits; digits and letters as they are."""
    if "十" not in written:
        return written.translate(_NUMERALS).upper()
    tens, _, ones = written.partition("十")
    return str(int(tens.translate(_NUMERALS) or 1) * 10 + int(ones.translate(_NUMERALS) or 0))
