"""Fields that refuse what nobody should have to think about further in: NUL, bidi overrides, years out of range."""

import unicodedata
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

import marshmallow as ma

from backend.core import credit_code
from backend.core.amounts import AMOUNT_MAX

YEAR_MIN, YEAR_MAX = 1900, 2100
MESSAGES: dict[str, str | list[Any] | dict[Any, Any]] = {
    "required": "请填写",
    "null": "请填写",
    "invalid": "格式不对",
    "invalid_uuid": "编号格式不对",
    "invalid_string": "请填写文字",
    "invalid_awareness": "请写明时区",
    "invalid_utf8": "含有不能保存的字符",
    "validator_failed": "格式不对",
    "too_large": "数字太大",
    "format": "格式不对",
}
# Explicit bidirectional overrides and isolates can make a text read otherwise than it is stored.
_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Text(ma.fields.String):
    """A text of several lines: trimmed, of bounded length, without control characters or bidi overrides."""

    default_error_messages = MESSAGES
    controls_allowed = frozenset("\n\t")

    def __init__(self, *, max_length: int = 2000, min_length: int = 0, **kwargs: Any) -> None:
        """Bound the length in characters after trimming."""
        super().__init__(metadata={"maxLength": max_length, **kwargs.pop("metadata", {})}, **kwargs)
        self.max_length, self.min_length = max_length, min_length

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = unicodedata.normalize("NFC", super()._deserialize(value, attr, data, **kwargs)).strip()
        if any(self._is_refused(char) for char in text):
            raise ma.ValidationError("含有不能保存的字符")
        if len(text) > self.max_length:
            raise ma.ValidationError(f"最多{self.max_length}个字")
        if len(text) < self.min_length:
            raise ma.ValidationError(f"至少{self.min_length}个字" if self.min_length > 1 else "请填写")
        return text

    def _is_refused(self, char: str) -> bool:
        return (unicodedata.category(char) in ("Cc", "Cs") and char not in self.controls_allowed) or char in _BIDI


class Line(Text):
    """A text of one line."""

    controls_allowed = frozenset()

    def __init__(self, *, max_length: int = 200, min_length: int = 0, **kwargs: Any) -> None:
        """Bound the length in characters after trimming."""
        super().__init__(max_length=max_length, min_length=min_length, **kwargs)


class Phone(Line):
    """A mobile phone's number of mainland China: 11 digits."""

    def __init__(self, **kwargs: Any) -> None:
        """Check the digits."""
        super().__init__(validate=ma.validate.Regexp(r"^1\d{10}$", error="手机号应为11位"), **kwargs)


class CreditCode(Line):
    """A unified social credit code (GB 32100-2015)."""

    def __init__(self, **kwargs: Any) -> None:
        """Check length, characters and the check character."""
        super().__init__(validate=_check_credit_code, **kwargs)


def _check_credit_code(code: str) -> None:
    """Refuse what is none, telling a wrong length from a wrong character."""
    if len(code) != credit_code.LENGTH:
        raise ma.ValidationError(f"统一社会信用代码应为{credit_code.LENGTH}位")
    if not credit_code.is_credit_code(code):
        raise ma.ValidationError("统一社会信用代码不对，请对照执照再核对一遍")


class WholeNumber(ma.fields.Integer):
    """A whole number in a JSON body: takes 214 and 214.0, refuses "214", 2.7 and true."""

    default_error_messages = MESSAGES

    def __init__(self, *, minimum: int = 0, maximum: int = AMOUNT_MAX, **kwargs: Any) -> None:
        """Bound the value, both ends included."""
        bounds = {"minimum": minimum, "maximum": maximum}
        super().__init__(metadata={**bounds, **kwargs.pop("metadata", {})}, **kwargs)
        self.minimum, self.maximum = minimum, maximum

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not isfinite(value) or value != int(value):
            raise ma.ValidationError("请填写整数")
        return self._bounded(int(value))

    def _bounded(self, number: int) -> int:
        if not self.minimum <= number <= self.maximum:
            raise ma.ValidationError(f"应在{self.minimum}到{self.maximum}之间")
        return number


class Amount(WholeNumber):
    """What is moved: at least 1."""

    def __init__(self, *, maximum: int = AMOUNT_MAX, **kwargs: Any) -> None:
        """Bound the amount above."""
        super().__init__(minimum=1, maximum=maximum, **kwargs)


class QueryInteger(WholeNumber):
    """A whole number in a query string: plain decimal digits."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        text = str(value)
        if not (text.isascii() and text.isdigit() and len(text) <= 19):
            raise ma.ValidationError("请填写整数")
        return self._bounded(int(text))


class Moment(ma.fields.AwareDateTime):
    """A moment with its offset (ISO 8601), between 1900 and 2100; UTC inside."""

    default_error_messages = MESSAGES

    def __init__(self, **kwargs: Any) -> None:
        """Read and write ISO 8601."""
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        moment: datetime = super()._deserialize(value, attr, data, **kwargs)
        if not YEAR_MIN <= moment.year < YEAR_MAX:
            raise ma.ValidationError(f"年份应在{YEAR_MIN}到{YEAR_MAX}之间")
        return moment.astimezone(UTC)

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        if value is None:
            return None
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Day(ma.fields.Date):
    """A date (ISO 8601) between 1900 and 2100."""

    default_error_messages = MESSAGES

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        day: date = super()._deserialize(value, attr, data, **kwargs)
        if not YEAR_MIN <= day.year < YEAR_MAX:
            raise ma.ValidationError(f"年份应在{YEAR_MIN}到{YEAR_MAX}之间")
        return day


class Id(ma.fields.UUID):
    """An identifier."""

    default_error_messages = MESSAGES


class Flag(ma.fields.Boolean):
    """true or false in a JSON body and nothing that merely looks like it."""

    default_error_messages = MESSAGES
    truthy = {True}
    falsy = {False}

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise ma.ValidationError("请填写 true 或 false")
        return value


class QueryFlag(ma.fields.Boolean):
    """true or false in a query string."""

    default_error_messages = MESSAGES
    truthy = {"true"}
    falsy = {"false"}


class ListOf(ma.fields.List[Any]):
    """A list; its refusals are Chinese."""

    default_error_messages = MESSAGES


class Choice(ma.fields.Enum[Any]):
    """One member of an enum, by value; its refusals are Chinese."""

    default_error_messages = {**MESSAGES, "unknown": "没有这个选项"}

    def __init__(self, enum: Any, **kwargs: Any) -> None:
        """Take the enum whose values are offered."""
        super().__init__(enum, by_value=True, **kwargs)
