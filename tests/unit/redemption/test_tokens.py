"""Voucher tokens: the same every time, and nobody else can make one."""

import pytest

from backend.core.ids import new_id
from backend.redemption.errors import TokenForgedError
from backend.redemption.tokens import QR_PREFIX, VoucherRef, derive_key, make_token, read_token

KEY = derive_key("a secret of this server and no other")
VOUCHER = VoucherRef(310107020001, new_id())


def token(key: bytes = KEY) -> str:
    return make_token(key, VOUCHER.community_id, VOUCHER.voucher_id)


def test_a_token_is_derived_and_read_back() -> None:
    assert token() == token()
    assert read_token(KEY, token()) == VOUCHER
    assert read_token(KEY, QR_PREFIX + token()) == VOUCHER
    assert len(token()) == 56


def test_another_servers_key_makes_another_token() -> None:
    with pytest.raises(TokenForgedError):
        read_token(KEY, token(derive_key("another secret of another server")))


@pytest.mark.parametrize("place", range(56))
def test_no_character_can_be_altered(place: int) -> None:
    whole = token()
    for letter in "Az09-_":
        if letter == whole[place]:
            continue
        with pytest.raises(TokenForgedError):
            read_token(KEY, whole[:place] + letter + whole[place + 1 :])


@pytest.mark.parametrize("change", [str.upper, lambda t: t[:-1], lambda t: t + "A", lambda t: t + "=", lambda t: ""])
def test_no_other_shape_is_read(change: object) -> None:
    with pytest.raises(TokenForgedError):
        read_token(KEY, change(token()))  # type: ignore[operator]  # each is a change of a text


def test_a_later_version_is_not_guessed_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.redemption.tokens.VERSION", 2)
    later = token()
    monkeypatch.undo()
    with pytest.raises(TokenForgedError):
        read_token(KEY, later)
