"""The text that follows one in force: a copy to change, a term to go on with, an end; pure."""

from dataclasses import replace
from datetime import date, timedelta

from backend.agreements.errors import TermOverError
from backend.agreements.types.agreements import AgreementText, Clause, VersionPurpose
from backend.core.errors import InvalidError

DAY = timedelta(days=1)
# Our rule: what is left to hand over between the signatures and the end, unless the parties write another day.
ENDING_DAYS = timedelta(days=14)


def next_text(standing: AgreementText, purpose: VersionPurpose, *, since: date, today: date) -> AgreementText:
    """Return the draft to begin with; ``since`` is the first day of the present term. Raises TermOverError."""
    if purpose is VersionPurpose.RENEWAL:
        return _renewed(standing, since)
    if purpose is VersionPurpose.ENDING:
        last = min(max(today, standing.starts_on) + ENDING_DAYS, standing.ends_on)
        return AgreementText(f"终止：{standing.title}"[:100], None, min(today, last), last)
    starts_on = max(today, standing.starts_on)
    if starts_on >= standing.ends_on:
        raise TermOverError()
    return replace(standing, starts_on=starts_on)


def _renewed(standing: AgreementText, since: date) -> AgreementText:
    """Return the same promises for a term as long, beginning the day after this one ends."""
    starts_on = standing.ends_on + DAY
    shift = starts_on - since
    return replace(
        standing,
        starts_on=starts_on,
        ends_on=standing.ends_on + shift,
        clauses=tuple(_shifted(clause, shift) for clause in standing.clauses),
    )


def _shifted(clause: Clause, by: timedelta) -> Clause:
    return replace(clause, due_on=clause.due_on + by, until_on=clause.until_on and clause.until_on + by)


def check_follows(text: AgreementText, purpose: VersionPurpose, standing: AgreementText) -> None:
    """Raise InvalidError where a text's days do not fit behind those of the text in force."""
    if purpose is VersionPurpose.RENEWAL and text.starts_on != standing.ends_on + DAY:
        raise InvalidError({"starts_on": ["续签从原期限届满的第二天开始"]})
    if purpose is VersionPurpose.AMENDMENT and not standing.starts_on <= text.starts_on <= standing.ends_on:
        raise InvalidError({"starts_on": ["变更要在原期限以内生效"]})
    if purpose is VersionPurpose.ENDING and text.ends_on > standing.ends_on:
        raise InvalidError({"ends_on": ["不能晚于原来的截止日期"]})
