"""The demo clock: the machine's time plus an offset kept in the database, so that all processes agree."""

import time
from datetime import UTC, datetime, timedelta

from sqlalchemy import CheckConstraint, Engine, PrimaryKeyConstraint, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.errors import InvalidError
from backend.infra.db import Base
from backend.infra.uow import UnitOfWork

# How long a process may go on with the offset it has read.
REREAD_SECONDS = 0.5
# Twenty years: the clock never goes back, and beyond its calendar's last year the product would stand still for ever.
OFFSET_SECONDS_MAX = 20 * 366 * 86_400


class DemoClockRow(Base):
    """The one row."""

    __tablename__ = "demo_clock"
    __table_args__ = (
        PrimaryKeyConstraint("id", name="pk_demo_clock"),
        CheckConstraint("id = 1", name="ck_demo_clock_single"),
        CheckConstraint("offset_seconds >= 0", name="ck_demo_clock_forward"),
    )

    id: Mapped[int] = mapped_column(autoincrement=False)
    offset_seconds: Mapped[int]


class DemoClock:
    """Tells the moved-on time; reads the offset at most twice a second."""

    def __init__(self, engine: Engine) -> None:
        """Read through connections of ``engine``."""
        self._engine = engine
        self._offset = timedelta()
        self._read_at = float("-inf")

    def now(self) -> datetime:
        """Return the machine's time plus the offset."""
        if time.monotonic() - self._read_at > REREAD_SECONDS:
            self.forget()
            with self._engine.connect() as connection:
                seconds = connection.scalar(select(DemoClockRow.offset_seconds).where(DemoClockRow.id == 1))
            self._offset = timedelta(seconds=seconds or 0)
            self._read_at = time.monotonic()
        return datetime.now(UTC) + self._offset

    def forget(self) -> None:
        """Read the offset anew next time."""
        self._read_at = float("-inf")


def advance(uow: UnitOfWork, seconds: int) -> int:
    """Move the product's time on by ``seconds`` (>= 0) and return the whole offset in seconds; raises InvalidError."""
    statement = insert(DemoClockRow).values(id=1, offset_seconds=seconds)
    moved = statement.on_conflict_do_update(
        index_elements=["id"], set_={"offset_seconds": DemoClockRow.offset_seconds + seconds}
    ).returning(DemoClockRow.offset_seconds)
    offset = uow.session.execute(moved).scalar_one()
    if offset > OFFSET_SECONDS_MAX:
        raise InvalidError({"advance": ["演示时间最多往前走20年"]})
    return offset
