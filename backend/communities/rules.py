"""Pure decisions on joining; they know no session and no clock."""

from datetime import date, datetime
from uuid import UUID

# 个人信息保护法 Art. 31: a minor under 14 needs the consent of a parent or guardian.
GUARDIAN_BELOW_AGE = 14
# 民法典 Art. 17: a natural person of 18 or over is an adult.
ADULT_AGE = 18


def age_on(birth_date: date, day: date) -> int:
    """Return the completed years of life on ``day`` (born on 29 February: a year older on 1 March)."""
    had_birthday = (day.month, day.day) >= (birth_date.month, birth_date.day)
    return day.year - birth_date.year - (0 if had_birthday else 1)


def needs_guardian(birth_date: date, day: date) -> bool:
    """Tell whether a guardian must consent."""
    return age_on(birth_date, day) < GUARDIAN_BELOW_AGE


def awaits_consent(*, guardian_member_id: UUID | None, consented_at: datetime | None) -> bool:
    """Tell whether a guardian was named who has not consented; until then nobody verifies the membership."""
    return guardian_member_id is not None and consented_at is None


def is_adult(birth_date: date, day: date) -> bool:
    """Tell whether the person is of age."""
    return age_on(birth_date, day) >= ADULT_AGE
