"""Pure rules of certificates: the sealed snapshot, its check code, its number, its state. No clock, no session."""

import base64
import hmac
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from backend.certificates.errors import NothingToCertifyError, RecordsChosenError, TooManyRecordsError
from backend.certificates.types import CertificateState, Standing
from backend.volunteering.types import EffectiveRecord

# Our rules. Some forty sheets of paper, written in under a second.
RECORDS_MAX = 1_000
# Whoever needs more in a day is trying something out.
A_DAY_MAX = 20
# 80 bits: nobody guesses one, and it is typed in four groups of four.
CODE_BYTES = 10
GROUP = 4
# 民发〔2015〕149号: what is issued is shown within the unit for no less than 7 days.
SHOWN_DAYS = 7


def choose(records: Sequence[EffectiveRecord], chosen: Sequence[UUID] | None) -> list[EffectiveRecord]:
    """Return what is certified; raises NothingToCertifyError, RecordsChosenError, TooManyRecordsError."""
    if len(records) > RECORDS_MAX:
        raise TooManyRecordsError(most=RECORDS_MAX)
    if chosen is None:
        kept = list(records)
    else:
        wanted = set(chosen)
        kept = [record for record in records if record.id in wanted]
        if len(kept) < len(wanted):
            raise RecordsChosenError()
    if not kept:
        raise NothingToCertifyError()
    return kept


def number_text(year: int, number: int) -> str:
    """Return the number people use: 证-2026-000001."""
    return f"证-{year}-{number:06d}"


def code_text(random: bytes) -> str:
    """Return the check code of CODE_BYTES random bytes: ABCD-EFGH-2345-6723."""
    text = base64.b32encode(random).decode()
    return "-".join(text[place : place + GROUP] for place in range(0, len(text), GROUP))


def same_code(typed: str, ours: str) -> bool:
    """Compare check codes as people type them, in constant time."""
    plain = "".join(typed.upper().split()).replace("-", "")
    return hmac.compare_digest(plain.encode(), ours.replace("-", "").encode())


def period_of(records: Sequence[EffectiveRecord], first: date | None, last: date | None) -> tuple[date, date]:
    """Return the days that the certificate speaks of: those asked for, else from the first service to the last."""
    return first or records[0].served_on, last or records[-1].served_on


def standing(voided: tuple[datetime, str] | None, corrected_at: datetime | None) -> Standing:
    """Return a certificate's state from what happened since it was issued."""
    if voided is not None:
        return Standing(CertificateState.VOID, *voided)
    if corrected_at is not None:
        return Standing(CertificateState.OUTDATED, corrected_at)
    return Standing()


def number_typed(text: str) -> str:
    """Return a number as it is stored, however it was typed: 2026-000001 and 证2026-000001 are 证-2026-000001."""
    digits = "".join(char for char in text if char in "0123456789")
    return f"证-{digits[:4]}-{digits[4:]}" if len(digits) >= 10 else text
