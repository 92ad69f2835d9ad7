"""Documents for people: sheets, PDFs, QR codes. They are given values and know no feature."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A file for somebody: its name, media type and bytes."""

    name: str
    media_type: str
    content: bytes
