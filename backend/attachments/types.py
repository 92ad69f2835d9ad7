"""Values of photos."""

from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    """As what a photo is shown."""

    FULL = "full"
    THUMB = "thumb"


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo made clean: JPEG without a word about where, when and by what it was taken."""

    full: bytes
    thumb: bytes
    width: int
    height: int
