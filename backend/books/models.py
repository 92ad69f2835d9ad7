"""The two tables of the ledger as rows to read, which only the database's ``ledger_post`` writes, and their seals."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    Uuid,
    column,
    table,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base, Moment

# The owner of what belongs to the community as a whole: unlike NULL it is equal to itself in keys and joins.
COMMUNITY_OWNER = UUID(int=0)


class Account(Base):
    """What an owner holds in one book; its figures are totals of its transfers."""

    __tablename__ = "accounts"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_accounts"),
        UniqueConstraint("community_id", "book", "kind", "owner_id", "stripe", name="uq_accounts_owner"),
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
    stripe: Mapped[int] = mapped_column(server_default="0")
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
        Index("ix_transfers_moment", "community_id", "occurred_at", "id"),
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


class Hold(Base):
    """A pending transfer that nothing resolved yet, by its id; without an end only another's answer ends it."""

    __tablename__ = "holds"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_holds"),
        Index("ix_holds_end", "ends_at", "community_id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    ends_at: Mapped[datetime | None]


class Receivable(Base):
    """What one earning is to give back because one correction says so; ``taken`` grows with what was taken so far.

    ``kind`` and ``owner_id`` name the account that was credited. Each transfer that takes names the earning and the
    correction, so the self-check can tell what was taken from the ledger alone.
    """

    __tablename__ = "receivables"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_receivables"),
        UniqueConstraint("community_id", "transfer_id", "correction_id", name="uq_receivables_transfer"),
        CheckConstraint("book IN ('TIME', 'POINT')", name="ck_receivables_book"),
        CheckConstraint("kind IN ('member', 'pool')", name="ck_receivables_kind"),
        CheckConstraint("amount > 0 AND taken BETWEEN 0 AND amount", name="ck_receivables_taken"),
        Index("ix_receivables_open", "community_id", "owner_id", "id", postgresql_where="taken < amount"),
        Index("ix_receivables_correction", "community_id", "correction_id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    book: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[UUID]
    transfer_id: Mapped[UUID]
    record_id: Mapped[UUID]
    correction_id: Mapped[UUID]
    amount: Mapped[int]
    taken: Mapped[int]
    occurred_at: Mapped[datetime]


class PackAdoption(Base):
    """From which day on a rule pack holds in a community; the newest that has begun counts. Append-only."""

    __tablename__ = "pack_adoptions"
    __table_args__ = (PrimaryKeyConstraint("community_id", "valid_from", name="pk_pack_adoptions"),)

    community_id: Mapped[int]
    valid_from: Mapped[date]
    pack: Mapped[str] = mapped_column(Text)
    adopted_by: Mapped[UUID]
    adopted_at: Mapped[datetime]


class ExpiryRule(Base):
    """For how many months points stay valid from a day on (None: for ever); the newest that has begun counts."""

    __tablename__ = "expiry_rules"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "valid_from", name="pk_expiry_rules"),
        CheckConstraint("months BETWEEN 1 AND 120", name="ck_expiry_rules_months"),
    )

    community_id: Mapped[int]
    valid_from: Mapped[date]
    months: Mapped[int | None]
    adopted_by: Mapped[UUID]
    adopted_at: Mapped[datetime]


class ExpiryNotice(Base):
    """What a member was told would expire. Append-only."""

    __tablename__ = "expiry_notices"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "member_id", "expires_on", name="pk_expiry_notices"),
        CheckConstraint("amount > 0", name="ck_expiry_notices_amount"),
    )

    community_id: Mapped[int]
    member_id: Mapped[UUID]
    expires_on: Mapped[date]
    amount: Mapped[int]
    told_at: Mapped[datetime]


class Seal(Base):
    """All transfers and entered records since the seal before, earlier than ``until``, in one Merkle tree. Append-only.

    ``leaves`` holds 48 bytes a leaf, id and hash, so that a row that was changed since can be named. ``hash`` covers
    number, day, size and root of the tree, and the hash of the seal before.
    """

    __tablename__ = "seals"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "number", name="pk_seals"),
        UniqueConstraint("community_id", "day", name="uq_seals_day"),
        CheckConstraint("number > 0 AND size > 0", name="ck_seals_counts"),
        CheckConstraint("octet_length(leaves) = size * 48", name="ck_seals_leaves"),
        CheckConstraint("octet_length(root) = 32 AND octet_length(hash) = 32", name="ck_seals_hashes"),
        CheckConstraint("octet_length(previous) = 32", name="ck_seals_previous"),
        Index("ix_seals_until", "community_id", "until"),
    )

    community_id: Mapped[int]
    number: Mapped[int]
    day: Mapped[date]
    until: Mapped[datetime]
    size: Mapped[int]
    leaves: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_at: Mapped[datetime]


class Archive(Base):
    """The file in which a community's year lies; only the tables' owner writes it."""

    __tablename__ = "archives"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "year", name="pk_archives"),
        CheckConstraint("octet_length(sha256) = 32 AND size > 0", name="ck_archives_file"),
    )

    community_id: Mapped[int]
    year: Mapped[int]
    name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int]
    until: Mapped[datetime]
    archived_at: Mapped[datetime]


class ArchivePart(Base):
    """Where in its year's file the transfers of one seal lie: so many bytes of gzip from ``start`` on."""

    __tablename__ = "archive_parts"
    __table_args__ = (PrimaryKeyConstraint("community_id", "seal", name="pk_archive_parts"),)

    community_id: Mapped[int]
    seal: Mapped[int]
    year: Mapped[int]
    start: Mapped[int]
    length: Mapped[int]


_KEPT: dict[str, Any] = {
    "community_id": BigInteger(),
    "id": Uuid(),
    "debit_account_id": Uuid(),
    "credit_account_id": Uuid(),
    "amount": BigInteger(),
    "state": Text(),
    "type": Text(),
    "business_key": Text(),
    "refers_to_id": Uuid(),
    "source_type": Text(),
    "source_id": Uuid(),
    "occurred_at": Moment(),
}


class ArchivedTransfer(Base):
    """What of an archived transfer is still asked for: its key stays used, what it did to points still counts."""

    __tablename__ = "archived_transfers"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_archived_transfers"),
        Index("ux_archived_transfers_key", "community_id", "business_key", unique=True),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    debit_account_id: Mapped[UUID]
    credit_account_id: Mapped[UUID]
    amount: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(Text)
    business_key: Mapped[str] = mapped_column(Text)
    refers_to_id: Mapped[UUID | None]
    source_type: Mapped[str | None] = mapped_column(Text)
    source_id: Mapped[UUID | None]
    occurred_at: Mapped[datetime]


# What was booked at any time: rows of the ledger and archived ones, as the view has them.
ALL_TRANSFERS = table("all_transfers", *(column(name, type_) for name, type_ in _KEPT.items()))


class ArchivedBalance(Base):
    """What an account's archived transfers come to: where its lines in the database begin."""

    __tablename__ = "archived_balances"
    __table_args__ = (PrimaryKeyConstraint("community_id", "account_id", name="pk_archived_balances"),)

    community_id: Mapped[int]
    account_id: Mapped[UUID]
    debits: Mapped[int]
    credits: Mapped[int]
    lines: Mapped[int]


class SealTurn(Base):
    """When a community's books are next to be sealed, to check themselves, to warn of what expires and to let expire.

    One row from its founding on.
    """

    __tablename__ = "seal_turns"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", name="pk_seal_turns"),
        Index("ix_seal_turns_due", "due_at", "community_id"),
        Index("ix_seal_turns_check", "check_due_at", "community_id"),
        Index("ix_seal_turns_expiry", "expiry_due_at", "community_id"),
        Index("ix_seal_turns_notice", "expiry_notice_due_at", "community_id"),
    )

    community_id: Mapped[int] = mapped_column(autoincrement=False)
    due_at: Mapped[datetime]
    check_due_at: Mapped[datetime]
    expiry_due_at: Mapped[datetime]
    expiry_notice_due_at: Mapped[datetime]
