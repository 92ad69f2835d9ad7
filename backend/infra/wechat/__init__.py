"""Door to WeChat's server interfaces, real or fake by WECHAT_BASE_URL; it holds no rule of the product."""

from backend.infra.wechat.client import WechatClient
from backend.infra.wechat.errors import (
    WechatBlockedError,
    WechatBusyError,
    WechatCodeInvalidError,
    WechatCodeUsedError,
    WechatUnavailableError,
)
from backend.infra.wechat.fields import fit_moment, fit_number, fit_phrase, fit_thing
from backend.infra.wechat.types import (
    Delivery,
    DeliveryOutcome,
    TextScene,
    TextSuggestion,
    TextVerdict,
    WechatPhone,
    WechatSession,
)

__all__ = [
    "Delivery",
    "DeliveryOutcome",
    "TextScene",
    "TextSuggestion",
    "TextVerdict",
    "WechatBlockedError",
    "WechatBusyError",
    "WechatClient",
    "WechatCodeInvalidError",
    "WechatCodeUsedError",
    "WechatPhone",
    "WechatSession",
    "WechatUnavailableError",
    "fit_moment",
    "fit_number",
    "fit_phrase",
    "fit_thing",
]
