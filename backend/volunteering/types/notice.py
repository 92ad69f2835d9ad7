"""Values of the public notice."""

from enum import StrEnum


class NoticeFormat(StrEnum):
    """As what the notice is taken away."""

    PDF = "pdf"
    XLSX = "xlsx"
