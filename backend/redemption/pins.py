"""How often a PIN may be tried, counted on the voucher itself."""

from datetime import datetime, timedelta

# Our rule: of 6 digits, a whole day's guessing by a clerk whom the log names finds one in 2,000.
TRIES_MAX = 5
TRIES_WINDOW = timedelta(minutes=15)


def again_at(*, tries: int, since: datetime | None, now: datetime) -> datetime | None:
    """Return until when no further PIN is looked at after ``tries`` wrong ones since ``since``, or None."""
    if since is None or tries < TRIES_MAX or now - since >= TRIES_WINDOW:
        return None
    return since + TRIES_WINDOW
