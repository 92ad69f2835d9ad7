"""Voucher tokens and PINs: what the holder's phone shows. They are derived, never stored, so no table holds a secret.

Version 2 is signed (Ed25519), so that a shop's phone verifies it without a network: 138 bytes, 184 characters of
base64url. Version 1 carries an HMAC that only the server can check: it is the online token of a holder whose vouchers
were taken twice, and those made before version 2 stay good to their end. Both fill their characters to the last bit,
so that none can be altered unseen.
"""

import base64
import hashlib
import hmac
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from backend.redemption.errors import TokenForgedError

ONLINE, SIGNED = 1, 2
MAC_BYTES = 17  # 136 bits; with them the 42 bytes fill 56 characters and no bit is left to alter
SIGNATURE_BYTES = 64
PIN_DIGITS = 6
QR_PREFIX = "sangong:voucher:"
_HEAD = struct.Struct(">BQ16s")
# version, key, community, voucher, number, merchant, offer, counter, left, price, made, expires: 74 bytes.
_BODY = struct.Struct(">BH5s16sI16s16sBBIII")
_SHAPES = {56: ONLINE, 184: SIGNED}
_TEXT = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Signed:
    """All that a signed token says: ``left`` pieces at ``price_points`` each, after ``counter`` uses."""

    community_id: int
    voucher_id: UUID
    number: int
    unit_id: UUID
    offer_id: UUID
    counter: int
    left: int
    price_points: int
    signed_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class VoucherRef:
    """What a genuine token names, and where it is signed all that it says."""

    community_id: int
    voucher_id: UUID
    signed: Signed | None = None


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of voucher tokens: ``signing`` makes them, ``public`` (by id) are all that are still good."""

    mac: bytes
    signing: Ed25519PrivateKey
    signing_id: int
    public: Mapping[int, bytes]


def derive_key(secret_key: str) -> bytes:
    """Return the key of online tokens and PINs: of this purpose alone."""
    return hashlib.sha256(b"sangong voucher\0" + secret_key.encode()).digest()


@lru_cache(maxsize=8)
def derive_keys(secret_key: str, voucher_keys: tuple[str, ...] = ()) -> Keys:
    """Return the keys that follow from the secrets: the first of ``voucher_keys`` signs, or ``secret_key`` without any.

    All of them verify, and ``secret_key`` too: what was signed before the first rotation stays good.
    """
    private = [
        Ed25519PrivateKey.from_private_bytes(hashlib.sha256(b"sangong voucher ed25519\0" + secret.encode()).digest())
        for secret in (*voucher_keys, secret_key)
    ]
    public = [key.public_key().public_bytes_raw() for key in private]
    ids = [key_id(key) for key in public]
    # The newest last: should two ids be one, which 1 rotation of 65,536 would see, it is the one that counts.
    return Keys(derive_key(secret_key), private[0], ids[0], dict(reversed(list(zip(ids, public, strict=True)))))


def key_id(public: bytes) -> int:
    """Return the id by which a token names its key."""
    return int.from_bytes(hashlib.sha256(public).digest()[:2])


def make_token(key: bytes, community_id: int, voucher_id: UUID) -> str:
    """Return the voucher's online token, the same every time."""
    head = _HEAD.pack(ONLINE, community_id, voucher_id.bytes)
    return _encode(head + _mac(key, head))


def sign_token(keys: Keys, voucher: Signed) -> str:
    """Return the voucher's signed token as of ``signed_at``."""
    body = _BODY.pack(
        SIGNED,
        keys.signing_id,
        voucher.community_id.to_bytes(5),
        voucher.voucher_id.bytes,
        voucher.number,
        voucher.unit_id.bytes,
        voucher.offer_id.bytes,
        voucher.counter,
        voucher.left,
        voucher.price_points,
        int(voucher.signed_at.timestamp()),
        int(voucher.expires_at.timestamp()),
    )
    return _encode(body + keys.signing.sign(body))


def make_pin(key: bytes, community_id: int, voucher_id: UUID) -> str:
    """Return the voucher's PIN, the same every time."""
    mac = hmac.new(key, b"pin\0" + _HEAD.pack(ONLINE, community_id, voucher_id.bytes), hashlib.sha256).digest()
    return f"{int.from_bytes(mac) % 10**PIN_DIGITS:0{PIN_DIGITS}d}"


def read_token(keys: Keys, text: str) -> VoucherRef:
    """Return what a token (or the QR's whole text) names; raises TokenForgedError."""
    token = text.removeprefix(QR_PREFIX)
    shape = _SHAPES.get(len(token))
    if shape is None or not _TEXT.fullmatch(token):
        raise TokenForgedError
    raw = base64.urlsafe_b64decode(token)
    if raw[0] != shape:
        raise TokenForgedError
    return _read_online(keys.mac, raw) if shape == ONLINE else _read_signed(keys, raw)


def _read_online(key: bytes, raw: bytes) -> VoucherRef:
    head, mac = raw[: _HEAD.size], raw[_HEAD.size :]
    if not hmac.compare_digest(mac, _mac(key, head)):
        raise TokenForgedError
    _, community_id, voucher = _HEAD.unpack(head)
    return VoucherRef(community_id, UUID(bytes=voucher))


def _read_signed(keys: Keys, raw: bytes) -> VoucherRef:
    body, signature = raw[: _BODY.size], raw[_BODY.size :]
    _, named, community, voucher, number, unit, offer, counter, left, price, made, expires = _BODY.unpack(body)
    public = keys.public.get(named)
    if public is None:
        raise TokenForgedError
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, body)
    except InvalidSignature as error:
        raise TokenForgedError from error
    signed = Signed(
        community_id=int.from_bytes(community),
        voucher_id=UUID(bytes=voucher),
        number=number,
        unit_id=UUID(bytes=unit),
        offer_id=UUID(bytes=offer),
        counter=counter,
        left=left,
        price_points=price,
        signed_at=datetime.fromtimestamp(made, UTC),
        expires_at=datetime.fromtimestamp(expires, UTC),
    )
    return VoucherRef(signed.community_id, signed.voucher_id, signed)


def _encode(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _mac(key: bytes, head: bytes) -> bytes:
    return hmac.new(key, head, hashlib.sha256).digest()[:MAC_BYTES]
