"""The OpenAPI document, made without any server: only the routes are looked at."""

from typing import Any

from backend.app.factory import create_app
from backend.infra.settings import Settings


def specification() -> dict[str, Any]:
    """Return the document of the whole API, the demo's routes included."""
    app = create_app(_settings())
    api = app.extensions["flask-smorest"]["apis"][""]["ext_obj"]
    document: dict[str, Any] = api.spec.to_dict()
    return document


def _settings() -> Settings:
    """Return settings that reach nothing; no connection is opened while the routes are registered."""
    return Settings(
        database_url="postgresql://nobody@127.0.0.1:1/none",
        owner_database_url=None,
        redis_url="redis://127.0.0.1:1/0",
        secret_key="0" * 32,
        encryption_keys=("A" * 43 + "=",),
        voucher_keys=(),
        mode="demo",
        host="127.0.0.1",
        port=0,
        web_workers=1,
        web_threads=1,
        database_pool_size=1,
        client_dir=None,
        public_url="",
        photo_store="memory://photos",
        archive_store="memory://archives",
        wechat_base_url="http://127.0.0.1:1",
        wechat_app_id="wx0",
        wechat_secret="",
        wechat_timeout_seconds=1.0,
        wechat_template_shift="shift",
        wechat_template_points="points",
        access_token_minutes=15,
        refresh_token_days=30,
        scheduler_interval_seconds=1.0,
        booking_no_shows=3,
        booking_no_show_days=90,
        booking_ban_days=30,
        actor_half_life_days=180,
        accept_silence_days=7,
        certificate_key=None,
        certificate_passphrase="",
        log_level="INFO",
    )
