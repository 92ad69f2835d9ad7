"""Plays the phone's part on the fake platform for app's demo routes; the real one has no such paths."""

from typing import Any

from backend.infra.wechat.answers import WechatRefusal, accepted
from backend.infra.wechat.errors import WechatUnavailableError
from backend.infra.wechat.transport import Address, Transport

TIMEOUT_SECONDS = 4.0


class WechatPlatformSimulator:
    """What a phone tells WeChat: that somebody signs in, gives a number, accepts reminders."""

    def __init__(self, base_url: str, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        """Raises ValueError for an unusable base URL."""
        self._transport = Transport(Address(base_url), timeout_seconds)

    def login_code(self, identity: str, name: str | None = None) -> str:
        """Return what wx.login gives on the identity's phone; ``name`` is what the platform's page calls them.

        Raises WechatUnavailableError, as all methods here.
        """
        body = {"identity": identity} | ({"name": name} if name else {})
        return self._text("/mock/login", body, "code")

    def phone_code(self, identity: str, phone: str | None = None) -> str:
        """Return what getPhoneNumber gives there; `phone` sets the identity's number."""
        body = {"identity": identity} | ({"phone": phone} if phone else {})
        return self._text("/mock/phone", body, "code")

    def grant_consent(self, openid: str, template_id: str, count: int = 1) -> int:
        """Tell the platform of an accepted dialog; return how many consents are unspent."""
        body = {"openid": openid, "template_id": template_id, "count": count}
        return self._granted(body)

    def grant_consent_as(self, identity: str, template_id: str, count: int = 1) -> int:
        """The same for an identity whose openid is not at hand."""
        body = {"identity": identity, "template_id": template_id, "count": count}
        return self._granted(body)

    def _granted(self, body: dict[str, Any]) -> int:
        unspent = self._post("/mock/consents", body).get("unspent")
        if not isinstance(unspent, int):
            raise WechatUnavailableError("malformed")
        return unspent

    def _text(self, path: str, body: dict[str, Any], key: str) -> str:
        value = self._post(path, body).get(key)
        if not isinstance(value, str):
            raise WechatUnavailableError("malformed")
        return value

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            return dict(accepted(self._transport.run(lambda wire: wire.post(path, {}, body))))
        except WechatRefusal as refusal:
            raise WechatUnavailableError(f"errcode_{refusal.errcode}") from None
