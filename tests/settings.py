"""The settings tests run with: those of a demo, on the session's own servers."""

import dataclasses
from typing import Any

from backend.infra.settings import Settings

BASE = Settings(
    database_url="postgresql://nobody@127.0.0.1:1/none",
    owner_database_url=None,
    redis_url="redis://127.0.0.1:1/0",
    secret_key="a-secret-of-the-tests-and-nothing-else",
    encryption_keys=("dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",),
    voucher_keys=(),
    mode="demo",
    host="127.0.0.1",
    port=0,
    web_workers=1,
    web_threads=4,
    database_pool_size=24,
    client_dir=None,
    public_url="https://sangong.example",
    photo_store="memory://photos-of-tests",
    archive_store="memory://archives-of-tests",
    wechat_base_url="http://127.0.0.1:1",
    wechat_app_id="wx-tests",
    wechat_secret="wechat-secret-of-tests",
    wechat_timeout_seconds=4.0,
    wechat_template_shift="shift-reminder",
    wechat_template_points="points-settled",
    access_token_minutes=15,
    refresh_token_days=30,
    scheduler_interval_seconds=0.2,
    booking_no_shows=3,
    booking_no_show_days=90,
    booking_ban_days=30,
    actor_half_life_days=180,
    accept_silence_days=7,
    certificate_key=None,
    certificate_passphrase="",
    log_level="WARNING",
)


def settings_for_tests(*, database_url: str, owner_url: str | None, redis_url: str, **changes: Any) -> Settings:
    """Return the base settings on these servers."""
    return dataclasses.replace(
        BASE, database_url=database_url, owner_database_url=owner_url, redis_url=redis_url, **changes
    )
