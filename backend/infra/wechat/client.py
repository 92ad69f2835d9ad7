"""WeChat's five server interfaces as typed calls; who may be asked or told what is decided elsewhere."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, TypeVar

import structlog

from backend.core.errors import SangongError
from backend.infra.wechat.answers import WechatRefusal, accepted, read_phone, read_session, read_verdict
from backend.infra.wechat.errors import (
    WechatBlockedError,
    WechatBusyError,
    WechatCodeInvalidError,
    WechatCodeUsedError,
    WechatUnavailableError,
)
from backend.infra.wechat.tokens import AccessTokens
from backend.infra.wechat.transport import Address, Transport, Wire
from backend.infra.wechat.types import (
    Delivery,
    DeliveryOutcome,
    TextScene,
    TextSuggestion,
    TextVerdict,
    WechatPhone,
    WechatSession,
)

T = TypeVar("T")
MiniprogramState = Literal["formal", "trial", "developer"]

TIMEOUT_SECONDS = 4.0
TOKEN_REFUSED = frozenset({40001, 40014, 42001})
TEXT_MAX = 2500
TEXT_STEP = 2450  # pieces overlap, so that a word on the border is seen whole
# The user is not known to this app, or was not seen by WeChat for two hours: it cannot judge, a person must.
TEXT_NOT_JUDGED = frozenset({40003, 43104, 61010})
TEXT_RISKY = 87014  # the answer of the interface's first version
SEVERITY = (TextSuggestion.CLEAR, TextSuggestion.REVIEW, TextSuggestion.RISKY)

_CODE = re.compile(r"[\x21-\x7e]{1,512}")
_REFUSALS: Mapping[int, type[SangongError]] = {
    40029: WechatCodeInvalidError,
    41008: WechatCodeInvalidError,
    42003: WechatCodeInvalidError,
    40163: WechatCodeUsedError,
    40226: WechatBlockedError,
    45009: WechatBusyError,
    45011: WechatBusyError,
}
_OUTCOMES = {
    43101: DeliveryOutcome.NO_CONSENT,
    40003: DeliveryOutcome.BAD_RECIPIENT,
    43104: DeliveryOutcome.BAD_RECIPIENT,
    40037: DeliveryOutcome.BAD_MESSAGE,
    40097: DeliveryOutcome.BAD_MESSAGE,
    41030: DeliveryOutcome.BAD_MESSAGE,
    47001: DeliveryOutcome.BAD_MESSAGE,
    47003: DeliveryOutcome.BAD_MESSAGE,
}

_log = structlog.get_logger()


class WechatClient:
    """Calls WeChat for one mini-program; safe to share between threads and across a fork."""

    def __init__(
        self,
        *,
        base_url: str,
        app_id: str,
        secret: str,
        redis_url: str | None = None,
        timeout_seconds: float = TIMEOUT_SECONDS,
        ca_file: str | None = None,
        miniprogram_state: MiniprogramState = "formal",
    ) -> None:
        """`timeout_seconds` bounds every method as a whole; ValueError for an unusable base URL."""
        self._app_id = app_id
        self._secret = secret
        self._transport = Transport(Address(base_url, ca_file), timeout_seconds)
        self._tokens = AccessTokens(app_id, secret, redis_url)
        self._miniprogram_state = miniprogram_state

    def exchange_code(self, code: str) -> WechatSession:
        """Return who signed in with a code of wx.login (code2Session).

        Raises WechatCodeInvalidError, WechatCodeUsedError, WechatBusyError, WechatBlockedError,
        WechatUnavailableError.
        """
        _require_code(code)
        query = {
            "appid": self._app_id,
            "secret": self._secret,
            "js_code": code,
            "grant_type": "authorization_code",
        }
        return self._call("exchange_code", lambda wire: read_session(accepted(wire.get("/sns/jscode2session", query))))

    def phone_number(self, code: str) -> WechatPhone:
        """Return the number behind a code of getPhoneNumber.

        Raises WechatCodeInvalidError (also for a used code), WechatBusyError, WechatUnavailableError.
        """
        _require_code(code)
        path = "/wxa/business/getuserphonenumber"
        return self._call("phone_number", lambda wire: read_phone(self._post(wire, path, {"code": code})))

    def check_text(self, openid: str, text: str, scene: TextScene) -> TextVerdict:
        """Return WeChat's advice on a text (msgSecCheck 2.0).

        A long text is checked in pieces, the worst counts.
        Raises WechatBusyError, WechatUnavailableError.
        """

        def check(wire: Wire) -> TextVerdict:
            verdicts = [self._check_piece(wire, openid, piece, scene) for piece in _pieces(text)]
            passed = TextVerdict(TextSuggestion.CLEAR, 100)
            return max(verdicts, key=lambda verdict: SEVERITY.index(verdict.suggestion), default=passed)

        return self._call("check_text", check)

    def send_subscribe_message(
        self, *, openid: str, template_id: str, data: Mapping[str, str], page: str | None = None
    ) -> Delivery:
        """Send one message, spending one consent; says what became of it and never raises for WeChat's sake.

        When nothing came back the message may have arrived all the same: the repeat then finds no consent.
        """
        body: dict[str, Any] = {
            "touser": openid,
            "template_id": template_id,
            "data": {key: {"value": value} for key, value in data.items()},
            "miniprogram_state": self._miniprogram_state,
            "lang": "zh_CN",
        }
        if page:
            body["page"] = page
        try:
            self._transport.run(lambda wire: self._post(wire, "/cgi-bin/message/subscribe/send", body))
        except WechatRefusal as refusal:
            return self._undelivered(
                _OUTCOMES.get(refusal.errcode, DeliveryOutcome.TRY_LATER), f"errcode_{refusal.errcode}"
            )
        except WechatUnavailableError as error:
            return self._undelivered(DeliveryOutcome.TRY_LATER, error.reason)
        return Delivery(DeliveryOutcome.SENT, "ok")

    def _check_piece(self, wire: Wire, openid: str, piece: str, scene: TextScene) -> TextVerdict:
        body = {"version": 2, "openid": openid, "scene": int(scene), "content": piece}
        try:
            return read_verdict(self._post(wire, "/wxa/msg_sec_check", body))
        except WechatRefusal as refusal:
            if refusal.errcode in TEXT_NOT_JUDGED:
                return TextVerdict(TextSuggestion.REVIEW, 0)
            if refusal.errcode == TEXT_RISKY:
                return TextVerdict(TextSuggestion.RISKY, 21000)
            raise

    def _post(self, wire: Wire, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """Post with the access token, once more with another when WeChat refuses it."""
        token = self._tokens.current(wire)
        try:
            return accepted(wire.post(path, {"access_token": token}, body))
        except WechatRefusal as refusal:
            if refusal.errcode not in TOKEN_REFUSED:
                raise
        token = self._tokens.renewed(wire, token)
        return accepted(wire.post(path, {"access_token": token}, body))

    def _call(self, name: str, operation: Callable[[Wire], T]) -> T:
        try:
            return self._transport.run(operation)
        except WechatRefusal as refusal:
            error = _REFUSALS.get(refusal.errcode)
            _log.warning("wechat_refused", call=name, errcode=refusal.errcode)
            raise error() if error else WechatUnavailableError(f"errcode_{refusal.errcode}") from None
        except WechatUnavailableError as error:
            _log.warning("wechat_unavailable", call=name, reason=error.reason)
            raise

    @staticmethod
    def _undelivered(outcome: DeliveryOutcome, reason: str) -> Delivery:
        if outcome is not DeliveryOutcome.NO_CONSENT:
            _log.warning("wechat_message_not_sent", outcome=outcome.value, reason=reason)
        return Delivery(outcome, reason)


def _require_code(code: str) -> None:
    if not _CODE.fullmatch(code):
        raise WechatCodeInvalidError


def _pieces(text: str) -> Iterator[str]:
    stripped = text.strip()
    for start in range(0, max(len(stripped) - (TEXT_MAX - TEXT_STEP), 1 if stripped else 0), TEXT_STEP):
        yield stripped[start : start + TEXT_MAX]
