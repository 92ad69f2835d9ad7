"""Pure decisions about vouchers taken without a network: when it was, what the voucher held, what is guaranteed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.redemption.errors import SyncTooLateError, VoucherExpiredError
from backend.redemption.types import Terms, VoucherState

# Our rule: a shop without a network finds one within three days; what comes later is for people to judge.
SYNC_WITHIN = timedelta(hours=72)
# Our rule, until the lead sets other terms: the usual bag of rice four times, and ten of them a shop and month.
DEFAULT_TERMS = Terms(per_redemption=200, per_month=2_000)


@dataclass(frozen=True, slots=True)
class Split:
    """What becomes of the pieces taken: those the voucher still held, and those beyond."""

    held: int
    beyond: int


def taken_at(phone_at: datetime, *, sent_at: datetime, now: datetime, signed_at: datetime) -> datetime:
    """Return when it was: the phone's clock may be days wrong, how long ago it was is right.

    Never before the token was signed and never later than now.
    """
    return min(max(phone_at + (now - sent_at), signed_at), now)


def decide_item(
    *, state: VoucherState, left: int, expires_at: datetime, pieces: int, at: datetime, now: datetime
) -> Split:
    """Return how an item is split; raises SyncTooLateError, VoucherExpiredError (as of when it was taken)."""
    if now - at > SYNC_WITHIN:
        raise SyncTooLateError
    if state is VoucherState.EXPIRED or expires_at <= at:
        raise VoucherExpiredError
    held = min(left, pieces) if state is VoucherState.ISSUED else 0
    return Split(held, pieces - held)


def decide_cover(beyond: int, *, price_points: int, terms: Terms, month_points: int) -> int:
    """Return for how many of the pieces beyond the reserve may pay; ``month_points`` it paid this shop this month."""
    room = min(terms.per_redemption, terms.per_month - month_points)
    return min(beyond, max(0, room) // price_points)
