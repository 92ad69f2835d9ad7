"""The tariff in force."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKeyConstraint, PrimaryKeyConstraint, Text, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class TariffRow(Base):
    """What a benefit entry in force earns, one line a benefit entry; two lines for one thing never overlap in time."""

    __tablename__ = "tariff_lines"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "entry_id", name="pk_tariff_lines"),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_tariff_lines_entry"
        ),
        ForeignKeyConstraint(["category"], ["categories.code"], name="fk_tariff_lines_category"),
        CheckConstraint("measure IN ('hour', 'slot', 'item', 'hundred_yuan')", name="ck_tariff_lines_measure"),
        CheckConstraint("book IN ('time', 'point')", name="ck_tariff_lines_book"),
        CheckConstraint("amount > 0 AND cap_per_day > 0", name="ck_tariff_lines_amount"),
        CheckConstraint("valid_to >= valid_from", name="ck_tariff_lines_dates"),
        ExcludeConstraint(
            ("community_id", "="),
            (text("coalesce(category, '')"), "="),
            ("measure", "="),
            ("book", "="),
            (text("daterange(valid_from, valid_to, '[]')"), "&&"),
            name="ex_tariff_lines_overlap",
            using="gist",
        ),
    )

    community_id: Mapped[int]
    entry_id: Mapped[UUID]
    category: Mapped[str | None] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(Text)
    book: Mapped[str] = mapped_column(Text)
    amount: Mapped[int]
    cap_per_day: Mapped[int | None]
    valid_from: Mapped[date] = mapped_column(Date)
    valid_to: Mapped[date | None] = mapped_column(Date)
