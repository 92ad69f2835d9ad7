"""All settings, read from the environment once by the composition root and passed in from there."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from environs import Env, EnvError

Mode = Literal["production", "demo"]


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
    mode: Mode
    host: str
    port: int
    web_workers: int
    web_threads: int
    database_pool_size: int
    client_dir: Path | None
    wechat_base_url: str
    wechat_app_id: str
    wechat_secret: str
    wechat_timeout_seconds: float
    wechat_template_shift: str
    wechat_template_points: str
    access_token_minutes: int
    refresh_token_days: int
    scheduler_interval_seconds: float
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
    env = Env()
    try:
        settings = _read(env)
    except EnvError as error:
        raise SettingsError(f"Setting is missing or wrong: {error}") from error
    if settings.mode not in ("production", "demo"):
        raise SettingsError(f"SANGONG_MODE must be production or demo, not {settings.mode!r}.")
    if len(settings.secret_key) < 32:
        raise SettingsError("SECRET_KEY must have at least 32 characters.")
    return settings


def _read(env: Env) -> Settings:
    secret_key = env.str("SECRET_KEY")
    client_dir = env.str("CLIENT_DIR", "")
    return Settings(
        database_url=env.str("DATABASE_URL"),
        owner_database_url=env.str("OWNER_DATABASE_URL", "") or None,
        redis_url=env.str("REDIS_URL"),
        secret_key=secret_key,
        encryption_keys=_encryption_keys(env, secret_key),
        mode=cast(Mode, env.str("SANGONG_MODE", "production")),
        host=env.str("HOST", "127.0.0.1"),
        port=env.int("PORT", 8000),
        web_workers=env.int("WEB_WORKERS", 1),
        web_threads=env.int("WEB_THREADS", 16),
        database_pool_size=env.int("DATABASE_POOL_SIZE", 16),
        client_dir=Path(client_dir) if client_dir else None,
        wechat_base_url=env.str("WECHAT_BASE_URL", "https://api.weixin.qq.com").rstrip("/"),
        wechat_app_id=env.str("WECHAT_APP_ID"),
        wechat_secret=env.str("WECHAT_SECRET"),
        wechat_timeout_seconds=env.float("WECHAT_TIMEOUT_SECONDS", 4.0),
        wechat_template_shift=env.str("WECHAT_TEMPLATE_SHIFT", "shift-reminder"),
        wechat_template_points=env.str("WECHAT_TEMPLATE_POINTS", "points-settled"),
        access_token_minutes=env.int("ACCESS_TOKEN_MINUTES", 15),
        refresh_token_days=env.int("REFRESH_TOKEN_DAYS", 30),
        scheduler_interval_seconds=env.float("SCHEDULER_INTERVAL_SECONDS", 1.0),
        log_level=env.str("LOG_LEVEL", "INFO"),
    )
