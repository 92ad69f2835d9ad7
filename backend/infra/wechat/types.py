"""The values that pass through the WeChat client; a session key is no part of any of them."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


@dataclass(frozen=True, slots=True)
class WechatSession:
    """Who signed in. WeChat's session_key is dropped unread: nothing here decrypts or signs with it."""

    openid: str
    unionid: str | None


@dataclass(frozen=True, slots=True)
class WechatPhone:
    """A phone number WeChat vouches for: digits without the country code, and that code."""

    number: str
    country_code: str


class TextScene(IntEnum):
    """Where a text will be seen (msgSecCheck)."""

    PROFILE = 1
    COMMENT = 2
    FORUM = 3
    SOCIAL = 4


class TextSuggestion(StrEnum):
    """What WeChat advises; REVIEW asks for a person's eyes."""

    CLEAR = "pass"
    REVIEW = "review"
    RISKY = "risky"


@dataclass(frozen=True, slots=True)
class TextVerdict:
    """The advice and WeChat's label (100 normal, 20006 crime …; 0 when WeChat could not judge)."""

    suggestion: TextSuggestion
    label: int


class DeliveryOutcome(StrEnum):
    """What became of a message; only TRY_LATER may be sent again."""

    SENT = "sent"
    NO_CONSENT = "no_consent"
    BAD_RECIPIENT = "bad_recipient"
    BAD_MESSAGE = "bad_message"
    TRY_LATER = "try_later"


@dataclass(frozen=True, slots=True)
class Delivery:
    """The outcome and, for the log, WeChat's errcode or the reason nothing came back."""

    outcome: DeliveryOutcome
    reason: str

    @property
    def is_final(self) -> bool:
        """Whether sending the same message again is pointless."""
        return self.outcome is not DeliveryOutcome.TRY_LATER
