"""A wrong setting is one sentence that names it and repeats no secret."""

import pytest

from backend.infra.settings import SettingsError, load_settings

RIGHT = {
    "DATABASE_URL": "postgresql://sangong@127.0.0.1/sangong",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "SECRET_KEY": "s" * 32,
    "WECHAT_APP_ID": "wx0",
    "WECHAT_SECRET": "w",
}
WRONG = [
    ("DATABASE_URL", None),
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "mysql://root@localhost/x"),
    ("DATABASE_URL", "not an address"),
    ("DATABASE_URL", "postgresql://u@host:port/x"),
    ("OWNER_DATABASE_URL", "sqlite:///x"),
    ("REDIS_URL", None),
    ("REDIS_URL", "http://127.0.0.1"),
    ("REDIS_URL", "redis://127.0.0.1:port/0"),
    ("SECRET_KEY", None),
    ("SECRET_KEY", "too short to be one"),
    ("ENCRYPTION_KEYS", "not-a-key"),
    ("VOUCHER_KEYS", "too short to be one"),
    ("SANGONG_MODE", "test"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("PORT", "http"),
    ("WEB_WORKERS", "0"),
    ("WEB_THREADS", "-1"),
    ("DATABASE_POOL_SIZE", "0"),
    ("CLIENT_DIR", "/no/such/folder"),
    ("PUBLIC_URL", "ftp://sangong.example"),
    ("PHOTO_STORE", "gopher://photos"),
    ("PHOTO_STORE", ""),
    ("WECHAT_BASE_URL", "ftp://x"),
    ("WECHAT_BASE_URL", ""),
    ("WECHAT_APP_ID", None),
    ("WECHAT_TIMEOUT_SECONDS", "4.6"),
    ("WECHAT_TIMEOUT_SECONDS", "0"),
    ("WECHAT_TIMEOUT_SECONDS", "nan"),
    ("ACCESS_TOKEN_MINUTES", "0"),
    ("REFRESH_TOKEN_DAYS", "1000"),
    ("SCHEDULER_INTERVAL_SECONDS", "0"),
    ("CERTIFICATE_KEY", "/no/such/key.p12"),
    ("LOG_LEVEL", "LOUD"),
]


@pytest.fixture(autouse=True)
def right(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set what must be set, and nothing else."""
    for name, _ in WRONG:
        monkeypatch.delenv(name, raising=False)
    for name, value in RIGHT.items():
        monkeypatch.setenv(name, value)


def test_what_must_be_set_suffices() -> None:
    settings = load_settings()
    assert (settings.mode, settings.port, settings.log_level) == ("production", 8000, "INFO")


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str | None) -> None:
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    sentence = str(caught.value)
    assert name in sentence
    assert "\n" not in sentence
    if name in ("SECRET_KEY", "ENCRYPTION_KEYS", "VOUCHER_KEYS") and value:
        assert value not in sentence
