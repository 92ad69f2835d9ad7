"""Numbers for humans, counted per community and name. Taking one locks its row until commit: take it late."""

from typing import cast

from sqlalchemy import CheckConstraint, PrimaryKeyConstraint, Table, Text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base
from backend.infra.uow import UnitOfWork


class Counter(Base):
    """The last number given out under a name."""

    __tablename__ = "counters"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "name", name="pk_counters"),
        CheckConstraint("value > 0", name="ck_counters_value"),
    )

    community_id: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    value: Mapped[int]


# Run by many writes: built once, for building costs more than running it.
_INSERT = insert(cast(Table, Counter.__table__))
_TAKE = _INSERT.on_conflict_do_update(
    index_elements=["community_id", "name"], set_={"value": Counter.value + _INSERT.excluded.value}
).returning(Counter.value)


def next_number(uow: UnitOfWork, community_id: int, name: str) -> int:
    """Return the next number (1, 2, 3 …) without gaps."""
    return next_numbers(uow, community_id, name, count=1)


def next_numbers(uow: UnitOfWork, community_id: int, name: str, *, count: int) -> int:
    """Take ``count`` numbers at once and return the first of them."""
    taken: int = uow.session.execute(_TAKE, {"community_id": community_id, "name": name, "value": count}).scalar_one()
    return taken - count + 1
