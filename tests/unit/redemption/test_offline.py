"""What is decided about vouchers taken without a network, without a clock and a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.redemption.errors import SyncTooLateError, VoucherExpiredError
from backend.redemption.offline import Split, decide_cover, decide_item, taken_at
from backend.redemption.rules import PIN_TRIES
from backend.redemption.types import Terms, VoucherState

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
SIGNED = NOW - timedelta(days=10)
LATER = NOW + timedelta(days=10)


@given(
    st.timedeltas(timedelta(days=-400), timedelta(days=400)), st.timedeltas(timedelta(0), timedelta(days=9, hours=23))
)
def test_however_wrong_the_phones_clock_the_moment_is_right(skew: timedelta, ago: timedelta) -> None:
    at = taken_at(NOW - ago + skew, sent_at=NOW + skew, now=NOW, signed_at=SIGNED)
    assert at == NOW - ago


def test_nothing_was_taken_before_its_token_or_after_now() -> None:
    assert taken_at(NOW - timedelta(days=20), sent_at=NOW, now=NOW, signed_at=SIGNED) == SIGNED
    assert taken_at(NOW + timedelta(days=1), sent_at=NOW, now=NOW, signed_at=SIGNED) == NOW


@pytest.mark.parametrize(
    ("state", "left", "pieces", "split"),
    [
        (VoucherState.ISSUED, 3, 2, Split(2, 0)),
        (VoucherState.ISSUED, 1, 3, Split(1, 2)),
        (VoucherState.ISSUED, 0, 1, Split(0, 1)),
        (VoucherState.USED, 0, 1, Split(0, 1)),
        (VoucherState.CANCELLED, 2, 1, Split(0, 1)),
    ],
)
def test_an_item_takes_what_is_there_and_the_rest_is_beyond(
    state: VoucherState, left: int, pieces: int, split: Split
) -> None:
    assert decide_item(state=state, left=left, expires_at=LATER, pieces=pieces, at=NOW, now=NOW) == split


def test_expiry_is_judged_at_the_moment_of_taking() -> None:
    facts = {"state": VoucherState.ISSUED, "left": 1, "pieces": 1, "now": NOW, "expires_at": NOW - timedelta(hours=1)}
    assert decide_item(at=NOW - timedelta(hours=2), **facts) == Split(1, 0)  # type: ignore[arg-type]  # mixed facts
    with pytest.raises(VoucherExpiredError):
        decide_item(at=NOW - timedelta(hours=1), **facts)  # type: ignore[arg-type]  # mixed facts


def test_what_comes_after_three_days_is_for_people() -> None:
    facts = {"state": VoucherState.ISSUED, "left": 1, "pieces": 1, "now": NOW, "expires_at": LATER}
    assert decide_item(at=NOW - timedelta(hours=72), **facts).held == 1  # type: ignore[arg-type]  # mixed facts
    with pytest.raises(SyncTooLateError):
        decide_item(at=NOW - timedelta(hours=72, seconds=1), **facts)  # type: ignore[arg-type]  # mixed facts


@pytest.mark.parametrize(
    ("beyond", "month", "paid"), [(2, 0, 2), (9, 0, 4), (2, 900, 2), (2, 950, 1), (1, 960, 0), (1, 5000, 0)]
)
def test_the_reserve_pays_whole_pieces_up_to_both_caps(beyond: int, month: int, paid: int) -> None:
    assert decide_cover(beyond, price_points=50, terms=Terms(200, 1_000), month_points=month) == paid


def test_a_pin_is_locked_for_a_while() -> None:
    assert PIN_TRIES.again_at(tries=PIN_TRIES.most - 1, since=NOW, now=NOW) is None
    assert PIN_TRIES.again_at(tries=PIN_TRIES.most, since=NOW, now=NOW) == NOW + PIN_TRIES.window
    assert PIN_TRIES.again_at(tries=PIN_TRIES.most, since=NOW, now=NOW + PIN_TRIES.window) is None
