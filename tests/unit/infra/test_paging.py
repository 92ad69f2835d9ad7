"""A cursor that we did not write is refused as a wrong field."""

import base64
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import orjson
import pytest
from sqlalchemy import BigInteger, Date, DateTime, Text, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from backend.core.errors import InvalidError
from backend.infra.paging import _decode, _encode


class Base(DeclarativeBase):
    """Tables of this test."""


class Row(Base):
    """One key of every kind."""

    __tablename__ = "rows"

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    day: Mapped[date] = mapped_column(Date)
    number: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(Text)


VALUES: dict[str, Any] = {
    "id": UUID(int=7),
    "at": datetime(2026, 11, 23, 1, tzinfo=UTC),
    "day": date(2026, 11, 23),
    "number": -5,
    "name": "王:小,明",
}


def cursor(value: Any) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(value)).decode()


def test_what_was_encoded_is_decoded() -> None:
    keys = [getattr(Row, name) for name in VALUES]
    assert _decode(_encode(list(VALUES.values())), keys) == list(VALUES.values())


@pytest.mark.parametrize("text", ["x", "é", "====", "AAAA", "a" * 399, cursor({}), cursor("ab"), cursor(5), cursor([])])
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(InvalidError):
        _decode(text, [Row.at, Row.id])


@pytest.mark.parametrize("key", list(VALUES))
@pytest.mark.parametrize("value", [None, 1, [], {}, True, 1.5, "a\0b"])
def test_a_value_of_another_kind_is_refused(key: str, value: Any) -> None:
    with pytest.raises(InvalidError):
        _decode(cursor([value]), [getattr(Row, key)])


@pytest.mark.parametrize(
    ("key", "text"), [("number", str(2**63)), ("number", "9" * 5000), ("at", "2026-11-23T00:00:00")]
)
def test_a_value_that_the_database_cannot_hold_is_refused(key: str, text: str) -> None:
    with pytest.raises(InvalidError):
        _decode(cursor([text]), [getattr(Row, key)])
