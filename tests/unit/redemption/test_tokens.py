"""Voucher tokens: read back as they were made, by no other key, and with no character altered."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.ids import new_id
from backend.redemption.errors import TokenForgedError
from backend.redemption.tokens import (
    QR_PREFIX,
    Keys,
    Signed,
    VoucherRef,
    derive_key,
    derive_keys,
    make_pin,
    make_token,
    read_token,
    sign_token,
)

SECRET, OTHER = "a secret of this server and no other", "another secret of another server"
KEYS = derive_keys(SECRET)
ONLINE = VoucherRef(310107020001, new_id())
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
MOMENTS = st.integers(0, 2**32 - 1).map(lambda second: datetime.fromtimestamp(second, UTC))
SIGNED = st.builds(
    Signed,
    community_id=st.integers(0, 10**12 - 1),
    voucher_id=st.uuids(),
    number=st.integers(1, 2**32 - 1),
    unit_id=st.uuids(),
    offer_id=st.uuids(),
    counter=st.integers(0, 100),
    left=st.integers(1, 100),
    price_points=st.integers(1, 10**9),
    signed_at=MOMENTS,
    expires_at=MOMENTS,
)
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
VOUCHER = Signed(310107020001, new_id(), 12, new_id(), new_id(), 1, 2, 50, NOW, NOW + timedelta(days=30))


def online(key: bytes = KEYS.mac) -> str:
    return make_token(key, ONLINE.community_id, ONLINE.voucher_id)


@given(SIGNED)
def test_a_signed_token_is_read_back(voucher: Signed) -> None:
    token = sign_token(KEYS, voucher)
    assert read_token(KEYS, QR_PREFIX + token) == VoucherRef(voucher.community_id, voucher.voucher_id, voucher)
    assert len(token) == 184


def test_an_online_token_is_derived_and_read_back() -> None:
    assert online() == online()
    assert read_token(KEYS, online()) == read_token(KEYS, QR_PREFIX + online()) == ONLINE
    assert len(online()) == 56


@given(st.integers(0, 183), st.sampled_from(LETTERS))
def test_no_character_of_a_signed_token_can_be_altered(place: int, letter: str) -> None:
    whole = sign_token(KEYS, VOUCHER)
    altered = whole[:place] + letter + whole[place + 1 :]
    if altered == whole:
        return
    with pytest.raises(TokenForgedError):
        read_token(KEYS, altered)


@pytest.mark.parametrize("whole", [online(), sign_token(KEYS, VOUCHER)], ids=["online", "signed"])
def test_no_character_at_all_can_be_altered(whole: str) -> None:
    for place, letter in enumerate(whole):
        other = LETTERS[LETTERS.index(letter) ^ 1]  # one bit
        with pytest.raises(TokenForgedError):
            read_token(KEYS, whole[:place] + other + whole[place + 1 :])


@pytest.mark.parametrize("keys", [derive_keys(OTHER)])
@pytest.mark.parametrize("make", [lambda keys: online(keys.mac), lambda keys: sign_token(keys, VOUCHER)])
def test_another_servers_tokens_are_forged(keys: Keys, make: object) -> None:
    with pytest.raises(TokenForgedError):
        read_token(KEYS, make(keys))  # type: ignore[operator]  # each makes a token


def test_after_a_rotation_old_signatures_are_still_good_and_new_ones_are_of_the_new_key() -> None:
    before, after = sign_token(KEYS, VOUCHER), derive_keys(SECRET, (OTHER,))
    assert read_token(after, before).signed == VOUCHER
    assert len(after.public) == 2
    with pytest.raises(TokenForgedError):
        read_token(KEYS, sign_token(after, VOUCHER))
    assert read_token(after, online()) == ONLINE


@pytest.mark.parametrize("change", [str.upper, lambda t: t[:-1], lambda t: t + "A", lambda t: t + "=", lambda t: ""])
@pytest.mark.parametrize("whole", [online(), sign_token(KEYS, VOUCHER)], ids=["online", "signed"])
def test_no_other_shape_is_read(whole: str, change: object) -> None:
    with pytest.raises(TokenForgedError):
        read_token(KEYS, change(whole))  # type: ignore[operator]  # each is a change of a text


def test_a_pin_is_of_one_voucher_and_one_server() -> None:
    def pins(key: bytes) -> list[str]:
        return [make_pin(key, 310107020001, UUID(int=number)) for number in range(50)]

    assert all(len(pin) == 6 and pin.isdigit() for pin in pins(KEYS.mac))
    assert len(set(pins(KEYS.mac))) > 45
    assert pins(KEYS.mac) == pins(derive_key(SECRET)) != pins(derive_key(OTHER))
