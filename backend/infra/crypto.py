"""Encryption of personal fields and keyed hashes to look them up by. It never logs what it holds."""

import hashlib
import hmac
from collections.abc import Sequence
from typing import Any

import orjson
from cryptography.fernet import Fernet, MultiFernet
from flask import current_app
from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from backend.infra.settings import Settings


class Cipher:
    """Fernet with rotating keys (the first encrypts, all decrypt) and HMAC-SHA256 for lookups."""

    def __init__(self, encryption_keys: Sequence[str], lookup_key: bytes) -> None:
        """Take url-safe base64 Fernet keys, newest first."""
        self._fernet = MultiFernet([Fernet(key) for key in encryption_keys])
        self._lookup_key = lookup_key

    @classmethod
    def from_settings(cls, settings: Settings) -> "Cipher":
        """Build the one cipher of an application."""
        return cls(settings.encryption_keys, settings.lookup_key)

    def encrypt(self, text: str) -> bytes:
        """Return the token that holds ``text``."""
        return self.encrypt_bytes(text.encode())

    def decrypt(self, token: bytes) -> str:
        """Return the text of ``token``; raises InvalidToken when no key fits."""
        return self.decrypt_bytes(token).decode()

    def encrypt_bytes(self, content: bytes) -> bytes:
        """Return the token that holds ``content``."""
        return self._fernet.encrypt(content)

    def decrypt_bytes(self, token: bytes) -> bytes:
        """Return the content of ``token``; raises InvalidToken when no key fits."""
        return self._fernet.decrypt(token)

    def lookup_hash(self, purpose: str, value: str) -> bytes:
        """Return 32 bytes that are equal for equal values of one purpose and tell nothing else."""
        return hmac.new(self._lookup_key, f"{purpose}\0{value}".encode(), hashlib.sha256).digest()


class EncryptedText(TypeDecorator[str]):
    """A text that is stored encrypted; it can't be searched or sorted by."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt on the way in."""
        return None if value is None else _cipher().encrypt(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Decrypt on the way out."""
        return None if value is None else _cipher().decrypt(bytes(value))


class EncryptedBytes(TypeDecorator[bytes]):
    """Bytes that are stored encrypted."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Encrypt on the way in."""
        return None if value is None else _cipher().encrypt_bytes(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        """Decrypt on the way out."""
        return None if value is None else _cipher().decrypt_bytes(bytes(value))


class EncryptedJson(TypeDecorator[Any]):
    """JSON that is stored encrypted."""

    impl = EncryptedText
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Write JSON."""
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read JSON."""
        return None if value is None else orjson.loads(value)


def _cipher() -> Cipher:
    cipher: Cipher = current_app.extensions["sangong"].cipher
    return cipher
