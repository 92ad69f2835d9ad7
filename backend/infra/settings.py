"""All settings, read from the environment once by the composition root and passed in from there."""

import base64
import hashlib
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast
from urllib.parse import urlsplit

import fsspec
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.serialization import pkcs12
from environs import Env, EnvError
from environs import validate as is_
from fsspec.core import split_protocol
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

Mode = Literal["production", "demo"]
SECRET_LENGTH_MIN = 32
# Sign-in must have answered within 5 seconds, whatever WeChat does.
WECHAT_TIMEOUT_SECONDS_MAX = 4.5


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One field per environment variable of the same name in capitals; README's table explains each."""

    database_url: str
    owner_database_url: str | None
    redis_url: str
    secret_key: str
    encryption_keys: tuple[str, ...]
    voucher_keys: tuple[str, ...]
    mode: Mode
    host: str
    port: int
    web_workers: int
    web_threads: int
    database_pool_size: int
    client_dir: Path | None
    public_url: str
    photo_store: str
    archive_store: str
    wechat_base_url: str
    wechat_app_id: str
    wechat_secret: str
    wechat_timeout_seconds: float
    wechat_template_shift: str
    wechat_template_points: str
    access_token_minutes: int
    refresh_token_days: int
    scheduler_interval_seconds: float
    booking_no_shows: int
    booking_no_show_days: int
    booking_ban_days: int
    actor_half_life_days: int
    accept_silence_days: int
    certificate_key: Path | None
    certificate_passphrase: str
    log_level: str

    @property
    def is_demo(self) -> bool:
        """Whether demo identities and the demo clock exist."""
        return self.mode == "demo"

    @property
    def sqlalchemy_url(self) -> str:
        """The application's database address with the driver named."""
        return with_driver(self.database_url)

    @property
    def migration_url(self) -> str:
        """The owner's database address with the driver named."""
        return with_driver(self.owner_database_url or self.database_url)

    @property
    def lookup_key(self) -> bytes:
        """The key of lookup hashes (phones, openids): derived, and kept when encryption keys rotate."""
        return hashlib.sha256(b"sangong lookup\0" + self.secret_key.encode()).digest()


def with_driver(url: str) -> str:
    """Name psycopg in a plain PostgreSQL address."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _encryption_keys(env: Env, secret_key: str) -> tuple[str, ...]:
    given = cast(list[str], env.list("ENCRYPTION_KEYS", []))
    if given:
        return tuple(given)
    derived = hashlib.sha256(b"sangong encryption\0" + secret_key.encode()).digest()
    return (base64.urlsafe_b64encode(derived).decode(),)


def load_settings() -> Settings:
    """Read the environment; raises SettingsError with a sentence that names the variable."""
    try:
        settings = _read(Env())
    except EnvError as error:
        raise SettingsError(f"Setting is missing or wrong: {error}") from error
    for is_wrong, sentence in _wrongs(settings):
        if is_wrong:
            raise SettingsError(sentence)
    return settings


def _wrongs(settings: Settings) -> list[tuple[bool, str]]:
    """Return what no single value tells: whether it is so, and the sentence for it. No sentence repeats a secret."""
    folder = settings.client_dir
    return [
        (
            len(settings.secret_key) < SECRET_LENGTH_MIN,
            f"SECRET_KEY must have at least {SECRET_LENGTH_MIN} characters.",
        ),
        (not _are_keys(settings.encryption_keys), "ENCRYPTION_KEYS must be url-safe base64 keys of 32 bytes each."),
        (
            any(len(key) < SECRET_LENGTH_MIN for key in settings.voucher_keys),
            f"VOUCHER_KEYS must be secrets of at least {SECRET_LENGTH_MIN} characters each.",
        ),
        (not _is_postgres(settings.database_url), "DATABASE_URL must be an address like postgresql://user@host/name."),
        (
            settings.owner_database_url is not None and not _is_postgres(settings.owner_database_url),
            "OWNER_DATABASE_URL must be an address like postgresql://user@host/name.",
        ),
        (not _is_redis(settings.redis_url), "REDIS_URL must be an address like redis://host:6379/0."),
        (
            urlsplit(settings.wechat_base_url).scheme not in ("http", "https"),
            "WECHAT_BASE_URL must begin with https:// or http://.",
        ),
        (
            urlsplit(settings.public_url).scheme not in ("", "http", "https"),
            "PUBLIC_URL must begin with https:// or http://.",
        ),
        (
            not _is_store(settings.photo_store),
            "PHOTO_STORE must be a folder, or an address like s3://bucket/folder with s3fs installed.",
        ),
        (
            not _is_store(settings.archive_store),
            "ARCHIVE_STORE must be a folder, or an address like s3://bucket/folder with s3fs installed.",
        ),
        (
            not _opens(settings.certificate_key, settings.certificate_passphrase),
            "CERTIFICATE_KEY must be a PKCS#12 file that CERTIFICATE_PASSPHRASE opens.",
        ),
        (folder is not None and not (folder / "index.html").is_file(), f"CLIENT_DIR holds no index.html: {folder}"),
    ]


def _are_keys(keys: tuple[str, ...]) -> bool:
    try:
        return all(Fernet(key) for key in keys)
    except ValueError:
        return False


def _is_postgres(url: str) -> bool:
    try:
        return make_url(with_driver(url)).get_backend_name() == "postgresql"
    except (ArgumentError, ValueError):
        return False


def _is_redis(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("redis", "rediss", "unix") and parts.port != 0  # reading the port parses it
    except ValueError:
        return False


def _is_store(url: str) -> bool:
    try:
        return bool(url) and fsspec.get_filesystem_class(split_protocol(url)[0]) is not None
    except (ValueError, ImportError):
        return False


def _opens(key: Path | None, passphrase: str) -> bool:
    """Tell whether the file holds a key and a certificate."""
    if key is None:
        return True
    try:
        held = pkcs12.load_pkcs12(key.read_bytes(), passphrase.encode() or None)
    except (OSError, ValueError):
        return False
    return held.key is not None and held.cert is not None


def _read(env: Env) -> Settings:
    secret_key = env.str("SECRET_KEY")
    client_dir = env.str("CLIENT_DIR", "")
    certificate_key = env.str("CERTIFICATE_KEY", "")
    return Settings(
        database_url=env.str("DATABASE_URL"),
        owner_database_url=env.str("OWNER_DATABASE_URL", "") or None,
        redis_url=env.str("REDIS_URL"),
        secret_key=secret_key,
        encryption_keys=_encryption_keys(env, secret_key),
        voucher_keys=tuple(cast(list[str], env.list("VOUCHER_KEYS", []))),
        mode=cast(Mode, env.str("SANGONG_MODE", "production", validate=is_.OneOf(["production", "demo"]))),
        host=env.str("HOST", "127.0.0.1"),
        port=env.int("PORT", 8000, validate=is_.Range(1, 65535)),
        web_workers=env.int("WEB_WORKERS", 1, validate=is_.Range(1, 256)),
        web_threads=env.int("WEB_THREADS", 4, validate=is_.Range(1, 256)),
        database_pool_size=env.int("DATABASE_POOL_SIZE", 16, validate=is_.Range(1, 1000)),
        client_dir=Path(client_dir) if client_dir else None,
        public_url=env.str("PUBLIC_URL", "").rstrip("/"),
        photo_store=env.str("PHOTO_STORE", "var/photos").rstrip("/"),
        archive_store=env.str("ARCHIVE_STORE", "var/archives").rstrip("/"),
        wechat_base_url=env.str("WECHAT_BASE_URL", "https://api.weixin.qq.com").rstrip("/"),
        wechat_app_id=env.str("WECHAT_APP_ID"),
        wechat_secret=env.str("WECHAT_SECRET"),
        wechat_timeout_seconds=env.float(
            "WECHAT_TIMEOUT_SECONDS", 4.0, validate=is_.Range(0.1, WECHAT_TIMEOUT_SECONDS_MAX)
        ),
        wechat_template_shift=env.str("WECHAT_TEMPLATE_SHIFT", "shift-reminder"),
        wechat_template_points=env.str("WECHAT_TEMPLATE_POINTS", "points-settled"),
        access_token_minutes=env.int("ACCESS_TOKEN_MINUTES", 15, validate=is_.Range(1, 1440)),
        refresh_token_days=env.int("REFRESH_TOKEN_DAYS", 30, validate=is_.Range(1, 366)),
        scheduler_interval_seconds=env.float("SCHEDULER_INTERVAL_SECONDS", 1.0, validate=is_.Range(0.05, 60)),
        booking_no_shows=env.int("BOOKING_NO_SHOWS", 3, validate=is_.Range(1, 100)),
        booking_no_show_days=env.int("BOOKING_NO_SHOW_DAYS", 90, validate=is_.Range(1, 1000)),
        booking_ban_days=env.int("BOOKING_BAN_DAYS", 30, validate=is_.Range(1, 1000)),
        actor_half_life_days=env.int("ACTOR_HALF_LIFE_DAYS", 180, validate=is_.Range(7, 3650)),
        accept_silence_days=env.int("ACCEPT_SILENCE_DAYS", 7, validate=is_.Range(1, 60)),
        certificate_key=Path(certificate_key) if certificate_key else None,
        certificate_passphrase=env.str("CERTIFICATE_PASSPHRASE", ""),
        log_level=env.str("LOG_LEVEL", "INFO", validate=is_.OneOf(list(logging.getLevelNamesMapping()))),
    )
