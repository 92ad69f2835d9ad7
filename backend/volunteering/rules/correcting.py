"""What may be filed as a correction. Pure. Who confirms one is decided in rules.separation.

Entered records are frozen. A correction is a new record of the same presence that names the old one.
"""

from uuid import UUID

from backend.core.amounts import Minutes
from backend.volunteering.errors import (
    EvidenceMissingError,
    NothingToCorrectError,
    OwnCorrectionError,
    TooManyMinutesError,
)


def check_minutes(*, before: Minutes, after: Minutes, minutes_max: Minutes) -> None:
    """Raise NothingToCorrectError, or TooManyMinutesError beyond the shift's length."""
    if after == before:
        raise NothingToCorrectError
    if after > minutes_max:
        raise TooManyMinutesError(f"更正后的时长不能超过活动的计划时长（{minutes_max}分钟）", minutes_max=minutes_max)


def check_evidence(*, before: Minutes, after: Minutes, has_evidence: bool) -> None:
    """Raise EvidenceMissingError for more minutes without any; fewer give nothing to anybody."""
    if after > before and not has_evidence:
        raise EvidenceMissingError


def check_filer(*, performed_by: UUID, by: UUID) -> None:
    """Raise OwnCorrectionError for one's own hours: those one asks to have corrected."""
    if by == performed_by:
        raise OwnCorrectionError
