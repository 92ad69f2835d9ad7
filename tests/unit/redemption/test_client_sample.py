"""Tokens made here for the client's own tests: what a phone verifies is what this server signs.

Renewed by `python -m tests.unit.redemption.test_client_sample` when the format changes.
"""

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from backend.redemption.tokens import QR_PREFIX, Keys, Signed, derive_keys, make_token, sign_token

SAMPLE = Path(__file__).parents[3] / "miniprogram_mock/client/test/voucher-sample.json"
NEW, OLD = "the newer secret of the sample's server", "the older secret of the sample's server"
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)
# The order of the curve's base point: a signature's second half plus this is another one for the same text, which
# only some libraries refuse (RFC 8032, 5.1.7).
ORDER = 2**252 + 27742317777372353535851937790883648493
UNIT, OFFER = UUID(int=21), UUID(int=700)


def voucher(number: int, **changes: Any) -> Signed:
    said = {
        "community_id": 310107020001,
        "voucher_id": UUID(int=number),
        "number": number,
        "unit_id": UNIT,
        "offer_id": OFFER,
        "counter": 0,
        "left": 3,
        "price_points": 50,
        "signed_at": NOW,
        "expires_at": NOW + timedelta(days=30),
    }
    return Signed(**{**said, **changes})


def sample() -> dict[str, Any]:
    """Return keys, genuine tokens with what they say, and tokens to refuse, the same every time."""
    keys, before, other = derive_keys(OLD, (NEW,)), derive_keys(OLD), derive_keys("a secret of somebody else's server")
    good = [
        (keys, voucher(12)),
        (keys, voucher(13, counter=1, left=1, price_points=10**9)),
        (before, voucher(2**32 - 1, community_id=10**12 - 1, left=100)),
        (keys, voucher(15, unit_id=UUID(int=22), expires_at=NOW - timedelta(hours=1))),
    ]
    first = sign_token(keys, voucher(12))
    return {
        "keys": [{"id": id_, "public_key": base64.urlsafe_b64encode(key).decode()} for id_, key in keys.public.items()],
        "good": [{"token": QR_PREFIX + sign_token(by, said), "says": _told(said)} for by, said in good],
        "foreign": sign_token(other, voucher(12)),
        "malleable": _malleable(first),
        "online": make_token(keys.mac, 310107020001, UUID(int=12)),
    }


def _told(said: Signed) -> dict[str, Any]:
    return {
        "community_id": said.community_id,
        "voucher_id": str(said.voucher_id),
        "number": said.number,
        "unit_id": str(said.unit_id),
        "offer_id": str(said.offer_id),
        "counter": said.counter,
        "left": said.left,
        "price_points": said.price_points,
        "signed_at": int(said.signed_at.timestamp()) * 1000,
        "expires_at": int(said.expires_at.timestamp()) * 1000,
    }


def _malleable(token: str) -> str:
    raw = base64.urlsafe_b64decode(token)
    second = int.from_bytes(raw[-32:], "little") + ORDER
    return base64.urlsafe_b64encode(raw[:-32] + second.to_bytes(32, "little")).decode()


def test_the_clients_sample_is_what_this_server_makes() -> None:
    assert json.loads(SAMPLE.read_text(encoding="utf-8")) == sample()


def test_keys_of_the_sample_are_two() -> None:
    keys: Keys = derive_keys(OLD, (NEW,))
    assert len(keys.public) == len(sample()["keys"]) == 2


if __name__ == "__main__":
    SAMPLE.write_text(json.dumps(sample(), indent=2) + "\n", encoding="utf-8")
