"""The two tables of the ledger as rows to read; only the database's ``ledger_post`` writes them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base

# The owner of what belongs to the community as a whole: unlike NULL it is equal to itself in keys and joins.
COMMUNITY_OWNER = UUID(int=0)


class Account(Base):
    """What an owner holds in one book; its figures are totals of its transfers."""

    __tablename__ = "accounts"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_accounts"),
        UniqueConstraint("community_id", "book", "kind", "owner_id", name="uq_accounts_owner"),
        CheckConstraint(
            "floor IS NULL OR credits_posted - debits_posted - debits_pending >= floor",
            name="ck_accounts_floor",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    book: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[UUID]
    debits_posted: Mapped[int] = mapped_column(server_default="0")
    credits_posted: Mapped[int] = mapped_column(server_default="0")
    debits_pending: Mapped[int] = mapped_column(server_default="0")
    credits_pending: Mapped[int] = mapped_column(server_default="0")
    floor: Mapped[int | None]  # None: it may sink without end (source, pledge)
    ceiling: Mapped[int | None]
    lines: Mapped[int] = mapped_column(server_default="0")  # transfers that touched it, numbered without a gap
    last_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(Text, server_default="open")
    created_at: Mapped[datetime]


class TransferRow(Base):
    """One movement, for ever: debit account, credit account, amount, and what stood in both after it.

    There is no foreign key to accounts: only ``ledger_post`` inserts, it has just locked both, no account is ever
    deleted, and the self-check proves it. Two keys made posting dearer by 40 % (43 against 31 µs of PostgreSQL's CPU
    for a record's two transfers, batches of 10,000).
    """

    __tablename__ = "transfers"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_transfers"),
        Index("ux_transfers_business_key", "community_id", "business_key", unique=True),
        CheckConstraint("debit_account_id <> credit_account_id", name="ck_transfers_two_accounts"),
        Index("ix_transfers_debit", "community_id", "debit_account_id", "occurred_at", "debit_line"),
        Index("ix_transfers_credit", "community_id", "credit_account_id", "occurred_at", "credit_line"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    debit_account_id: Mapped[UUID]
    credit_account_id: Mapped[UUID]
    amount: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    business_key: Mapped[str] = mapped_column(Text)
    refers_to_id: Mapped[UUID | None]  # the transfer reversed, or the hold resolved
    ends_at: Mapped[datetime | None]  # of a hold
    debit_line: Mapped[int]
    credit_line: Mapped[int]
    debit_balance: Mapped[int]
    credit_balance: Mapped[int]
    source_type: Mapped[str | None] = mapped_column(Text)
    source_id: Mapped[UUID | None]
    title: Mapped[str] = mapped_column(Text)
    served_on: Mapped[date | None]
    occurred_at: Mapped[datetime]
