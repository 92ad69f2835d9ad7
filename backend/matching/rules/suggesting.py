"""Numbers and pure decisions of suggestions."""

from collections.abc import Collection
from datetime import datetime, timedelta

from backend.core.clock import local_date
from backend.core.working_days import end_of_notice
from backend.matching.types import Reader

# Our rule: the day before a suggestion lapses it is told of again.
TOLD_BEFORE_LAPSE = timedelta(days=1)
# Our rule: whoever asks for a person's word has it within three working days (个人信息保护法 Art. 24 names no time).
REVIEW_WORKING_DAYS = 3


def answer_by(now: datetime) -> datetime:
    """Return until when a request for a person's word is answered."""
    return end_of_notice(now, REVIEW_WORKING_DAYS)


def days_since(since: datetime, now: datetime) -> int:
    """Return the whole local days that passed."""
    return (local_date(now) - local_date(since)).days


def choose_reader(*, is_self: bool, is_contact: bool, is_desk: bool) -> Reader:
    """Return for whom words are made: one's own come first, then the unit's."""
    choice: Collection[tuple[bool, Reader]] = (
        (is_self, Reader.SELF),
        (is_contact, Reader.UNIT),
        (is_desk, Reader.DESK),
    )
    return next((reader for holds, reader in choice if holds), Reader.NEIGHBOUR)
