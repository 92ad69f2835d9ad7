"""Tables of audits. What was committed can't be changed; the database itself refuses an early or another seed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class AuditRound(Base):
    """One audit of one period. The application can update what becomes of it, never what was committed.

    ``seed`` is null until the draw; ``after_seal`` (exclusive) and ``seal_number`` bound the seals it draws from.
    """

    __tablename__ = "audit_rounds"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_audit_rounds"),
        UniqueConstraint("community_id", "number", name="uq_audit_rounds_number"),
        ForeignKeyConstraint(
            ["community_id", "committed_by"], ["members.community_id", "members.id"], name="fk_audit_rounds_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "seal_number"], ["seals.community_id", "seals.number"], name="fk_audit_rounds_seal"
        ),
        ExcludeConstraint(
            ("community_id", "="),
            (text("daterange(starts_on, ends_on, '[]')"), "&&"),
            name="ex_audit_rounds_period",
            using="gist",
        ),
        CheckConstraint("number > 0", name="ck_audit_rounds_number"),
        CheckConstraint("ends_on BETWEEN starts_on AND starts_on + 30", name="ck_audit_rounds_period"),
        CheckConstraint("state IN ('committed', 'drawn', 'closed')", name="ck_audit_rounds_state"),
        # Committed before the first day, drawn after the last, by the seed that was committed.
        CheckConstraint(
            "committed_at < CAST(starts_on AS timestamp) AT TIME ZONE 'Asia/Shanghai'", name="ck_audit_rounds_before"
        ),
        CheckConstraint(
            "drawn_at >= CAST(ends_on + 1 AS timestamp) AT TIME ZONE 'Asia/Shanghai'", name="ck_audit_rounds_after"
        ),
        CheckConstraint(
            "octet_length(commitment) = 32 AND (octet_length(seed) = 32 AND sha256(seed) = commitment) IS NOT FALSE",
            name="ck_audit_rounds_seed",
        ),
        CheckConstraint(
            "num_nonnulls(seed, after_seal, seal_number, records, lot, flagged, drawn_at)"
            " = CASE WHEN state = 'committed' THEN 0 ELSE 7 END"
            " AND (state = 'closed') = (closed_at IS NOT NULL)",
            name="ck_audit_rounds_drawn",
        ),
        CheckConstraint("lot BETWEEN 0 AND records AND flagged >= 0", name="ck_audit_rounds_counts"),
        Index("ix_audit_rounds_due", "draw_due_at", "community_id", postgresql_where="state = 'committed'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    commitment: Mapped[bytes] = mapped_column(LargeBinary)
    committed_by: Mapped[UUID | None]
    committed_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(Text)
    draw_due_at: Mapped[datetime]
    seed: Mapped[bytes | None] = mapped_column(LargeBinary)
    after_seal: Mapped[int | None]
    seal_number: Mapped[int | None]
    records: Mapped[int | None]
    lot: Mapped[int | None]
    flagged: Mapped[int | None]
    drawn_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class AuditSeed(Base):
    """A round's seed, encrypted, in a table that the draw alone reads. Append-only; ``id`` is its round's."""

    __tablename__ = "audit_seeds"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_audit_seeds"),
        ForeignKeyConstraint(
            ["community_id", "id"], ["audit_rounds.community_id", "audit_rounds.id"], name="fk_audit_seeds_round"
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    seed: Mapped[str] = mapped_column(EncryptedText)


class AuditCase(Base):
    """One record of a round's sample. ``hands`` are all who had a part in the record: none of them audits it."""

    __tablename__ = "audit_cases"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_audit_cases"),
        UniqueConstraint("community_id", "audit_id", "record_id", name="uq_audit_cases_record"),
        ForeignKeyConstraint(
            ["community_id", "audit_id"], ["audit_rounds.community_id", "audit_rounds.id"], name="fk_audit_cases_round"
        ),
        ForeignKeyConstraint(
            ["community_id", "record_id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_audit_cases_record",
        ),
        ForeignKeyConstraint(
            ["community_id", "assigned_to"], ["members.community_id", "members.id"], name="fk_audit_cases_auditor"
        ),
        CheckConstraint("drawn_by IN ('lot', 'flag')", name="ck_audit_cases_drawn_by"),
        CheckConstraint(
            "state IN ('open', 'assigned', 'passed', 'failed', 'undecidable')", name="ck_audit_cases_state"
        ),
        CheckConstraint("(state = 'open') = (assigned_to IS NULL)", name="ck_audit_cases_assigned"),
        CheckConstraint("(assigned_to = ANY (hands)) IS NOT TRUE", name="ck_audit_cases_hands"),
        Index("ix_audit_cases_record", "community_id", "record_id"),
        Index("ix_audit_cases_auditor", "community_id", "assigned_to", "id"),
        Index(
            "ix_audit_cases_remind",
            "remind_at",
            "community_id",
            postgresql_where="state IN ('open', 'assigned')",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    audit_id: Mapped[UUID]
    record_id: Mapped[UUID]
    drawn_by: Mapped[str] = mapped_column(Text)
    hands: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid(as_uuid=True)))
    state: Mapped[str] = mapped_column(Text)
    assigned_to: Mapped[UUID | None]
    due_at: Mapped[datetime]
    remind_at: Mapped[datetime]


class AuditFinding(Base):
    """What an audit found, for ever as it was written. Append-only; ``id`` is its case's."""

    __tablename__ = "audit_findings"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_audit_findings"),
        ForeignKeyConstraint(
            ["community_id", "id"], ["audit_cases.community_id", "audit_cases.id"], name="fk_audit_findings_case"
        ),
        ForeignKeyConstraint(
            ["community_id", "found_by"], ["members.community_id", "members.id"], name="fk_audit_findings_member"
        ),
        CheckConstraint("verdict IN ('passed', 'failed', 'undecidable')", name="ck_audit_findings_verdict"),
        CheckConstraint(
            "(verdict = 'failed') = (minutes IS NOT NULL) AND (minutes BETWEEN 0 AND 1440) IS NOT FALSE",
            name="ck_audit_findings_minutes",
        ),
        CheckConstraint("verdict = 'passed' OR reason IS NOT NULL", name="ck_audit_findings_reason"),
        CheckConstraint(
            "cardinality(ways) > 0 AND ways <@ ARRAY['call', 'visit', 'papers']", name="ck_audit_findings_ways"
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    verdict: Mapped[str] = mapped_column(Text)
    minutes: Mapped[int | None]
    ways: Mapped[list[str]] = mapped_column(ARRAY(Text))
    checked: Mapped[str] = mapped_column(Text)
    performer_word: Mapped[str | None] = mapped_column(Text)
    beneficiary_word: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    photos: Mapped[list[str]]
    found_by: Mapped[UUID]
    found_at: Mapped[datetime]


class AuditDraw(Base):
    """A drawn round as it is published: JSON, gzipped, made once. Append-only; ``id`` is its round's."""

    __tablename__ = "audit_draws"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_audit_draws"),
        ForeignKeyConstraint(
            ["community_id", "id"], ["audit_rounds.community_id", "audit_rounds.id"], name="fk_audit_draws_round"
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    etag: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class AuditTurn(Base):
    """When a community's next round is to be committed; one row from its first shift on."""

    __tablename__ = "audit_turns"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", name="pk_audit_turns"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_audit_turns_community"),
        Index("ix_audit_turns_due", "due_at", "community_id"),
    )

    community_id: Mapped[int]
    due_at: Mapped[datetime]
