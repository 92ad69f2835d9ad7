"""Voucher tokens: what the holder's QR carries. They are derived, never stored, so no table holds a secret.

A token is 42 bytes in base64url (56 characters): version, community, voucher, and the first 17 bytes of an
HMAC-SHA256 over those with a key derived from the server's secret. The holder can be shown it again at any
time; nobody else can make one. The version leaves room for tokens that a shop can verify without a network.
"""

import base64
import hashlib
import hmac
import re
import struct
from dataclasses import dataclass
from uuid import UUID

from backend.redemption.errors import TokenForgedError

VERSION = 1
MAC_BYTES = 17  # 136 bits; with them the 42 bytes fill 56 characters and no bit is left to alter
QR_PREFIX = "sangong:voucher:"
_HEAD = struct.Struct(">BQ16s")
_SHAPE = re.compile(r"[A-Za-z0-9_-]{56}")


@dataclass(frozen=True, slots=True)
class VoucherRef:
    """What a genuine token names."""

    community_id: int
    voucher_id: UUID


def derive_key(secret_key: str) -> bytes:
    """Return the key of voucher tokens: of this purpose alone."""
    return hashlib.sha256(b"sangong voucher\0" + secret_key.encode()).digest()


def make_token(key: bytes, community_id: int, voucher_id: UUID) -> str:
    """Return the voucher's token, the same every time."""
    head = _HEAD.pack(VERSION, community_id, voucher_id.bytes)
    return base64.urlsafe_b64encode(head + _mac(key, head)).decode()


def read_token(key: bytes, text: str) -> VoucherRef:
    """Return what a token (or the QR's whole text) names; raises TokenForgedError."""
    token = text.removeprefix(QR_PREFIX)
    if not _SHAPE.fullmatch(token):
        raise TokenForgedError
    raw = base64.urlsafe_b64decode(token)
    head, mac = raw[: _HEAD.size], raw[_HEAD.size :]
    if not hmac.compare_digest(mac, _mac(key, head)):
        raise TokenForgedError
    version, community_id, voucher = _HEAD.unpack(head)
    if version != VERSION:
        raise TokenForgedError
    return VoucherRef(community_id, UUID(bytes=voucher))


def _mac(key: bytes, head: bytes) -> bytes:
    return hmac.new(key, head, hashlib.sha256).digest()[:MAC_BYTES]
