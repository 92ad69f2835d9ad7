"""Tables of duties: what clauses ask once they are in force, term by term, and the evidence for each term."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    SmallInteger,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Duty(Base):
    """A clause in force. A unit column that is None means the community itself (its lead accepts).

    One row per clause number of an agreement through all its versions; an amendment moves it to the new text.
    """

    __tablename__ = "duties"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_duties"),
        UniqueConstraint("community_id", "agreement_id", "clause_no", name="uq_duties_clause"),
        ForeignKeyConstraint(
            ["community_id", "agreement_id"], ["agreements.community_id", "agreements.id"], name="fk_duties_agreement"
        ),
        ForeignKeyConstraint(
            ["community_id", "version_id"],
            ["agreement_versions.community_id", "agreement_versions.id"],
            name="fk_duties_version",
        ),
        ForeignKeyConstraint(
            ["community_id", "giver_unit_id"], ["units.community_id", "units.id"], name="fk_duties_giver"
        ),
        ForeignKeyConstraint(
            ["community_id", "receiver_unit_id"], ["units.community_id", "units.id"], name="fk_duties_receiver"
        ),
        ForeignKeyConstraint(
            ["community_id", "accepter_unit_id"], ["units.community_id", "units.id"], name="fk_duties_accepter"
        ),
        ForeignKeyConstraint(
            ["community_id", "after_duty_id"], ["duties.community_id", "duties.id"], name="fk_duties_after"
        ),
        CheckConstraint("state IN ('in_force', 'done', 'ended')", name="ck_duties_state"),
        CheckConstraint("amount > 0", name="ck_duties_amount"),
        CheckConstraint("giver_unit_id IS DISTINCT FROM receiver_unit_id", name="ck_duties_sides"),
        # A debtor never accepts its own performance.
        CheckConstraint("giver_unit_id IS DISTINCT FROM accepter_unit_id", name="ck_duties_accepter"),
        CheckConstraint("after_duty_id <> id", name="ck_duties_after"),
        Index("ix_duties_giver", "community_id", "giver_unit_id", "id"),
        Index("ix_duties_receiver", "community_id", "receiver_unit_id", "id"),
        Index("ix_duties_accepter", "community_id", "accepter_unit_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    agreement_id: Mapped[UUID]
    version_id: Mapped[UUID]
    clause_no: Mapped[int] = mapped_column(SmallInteger)
    giver_unit_id: Mapped[UUID | None]
    receiver_unit_id: Mapped[UUID | None]
    accepter_unit_id: Mapped[UUID | None]
    text: Mapped[str] = mapped_column(Text)
    amount: Mapped[int]
    measure: Mapped[str] = mapped_column(Text)
    evidence: Mapped[list[str]]
    after_duty_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class DutyTerm(Base):
    """One due day of a duty: so much by then. ``next_at`` is when it is reminded of, overdue, escalated or given up."""

    __tablename__ = "duty_terms"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_duty_terms"),
        UniqueConstraint("community_id", "duty_id", "no", name="uq_duty_terms_no"),
        ForeignKeyConstraint(
            ["community_id", "duty_id"], ["duties.community_id", "duties.id"], name="fk_duty_terms_duty"
        ),
        CheckConstraint(
            "state IN ('open', 'submitted', 'partly', 'accepted', 'overdue', 'escalated', 'given_up', 'excused',"
            " 'cancelled')",
            name="ck_duty_terms_state",
        ),
        CheckConstraint("amount > 0 AND accepted_amount BETWEEN 0 AND amount", name="ck_duty_terms_amount"),
        CheckConstraint("(state = 'accepted') = (accepted_amount = amount)", name="ck_duty_terms_accepted"),
        CheckConstraint(
            "next_at IS NULL OR state NOT IN ('accepted', 'given_up', 'excused', 'cancelled')",
            name="ck_duty_terms_next",
        ),
        # An excuse waits for the other side's word, or the other side gave it.
        CheckConstraint(
            "(excuse IS NULL) = (excuse_by IS NULL) AND (excuse IS NULL) = (excuse_at IS NULL)"
            " AND (state <> 'excused' OR excuse IS NOT NULL)",
            name="ck_duty_terms_excuse",
        ),
        CheckConstraint(
            "(paused_state IS NULL) = (paused_at IS NULL)"
            " AND paused_state IN ('open', 'partly', 'overdue', 'escalated', 'cancelled')",
            name="ck_duty_terms_paused",
        ),
        CheckConstraint("before_amount >= 0", name="ck_duty_terms_before"),
        ForeignKeyConstraint(
            ["community_id", "excuse_by"], ["members.community_id", "members.id"], name="fk_duty_terms_excuse_by"
        ),
        Index("ix_duty_terms_due", "community_id", "due_on", "id"),
        Index("ix_duty_terms_state", "community_id", "state", "due_on", "id"),
        # Read by period: what was kept, and what was not.
        Index(
            "ix_duty_terms_decided",
            "community_id",
            "updated_at",
            "id",
            postgresql_where="state IN ('accepted', 'given_up', 'excused')",
        ),
        Index("ix_duty_terms_next", "community_id", "next_at", "id", postgresql_where="next_at IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    duty_id: Mapped[UUID]
    no: Mapped[int]
    due_on: Mapped[date]
    amount: Mapped[int]
    # What was accepted before of the same thing to be done once, when a new text asked for more.
    before_amount: Mapped[int]
    accepted_amount: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    next_at: Mapped[datetime | None]
    # What it was, and when time's next step was due, before evidence waited: taken back, it goes on from there.
    # ``cancelled``: its duty ended, so what is not accepted of it is not owed any more.
    paused_state: Mapped[str | None] = mapped_column(Text)
    paused_at: Mapped[datetime | None]
    # Why the debtor asks to be excused, as long as that waits and once it was granted.
    excuse: Mapped[str | None] = mapped_column(Text)
    excuse_by: Mapped[UUID | None]
    excuse_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]


class DutyTermMove(Base):
    """One line of a term's history; ``by_member_id`` is None for what time did. Append-only."""

    __tablename__ = "duty_term_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_duty_term_moves"),
        ForeignKeyConstraint(
            ["community_id", "term_id"], ["duty_terms.community_id", "duty_terms.id"], name="fk_duty_term_moves_term"
        ),
        Index("ix_duty_term_moves_term", "community_id", "term_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    term_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str | None] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]


class DutyEvidence(Base):
    """What shows that so much of a term was done: photos, a service record, a transfer, a booking.

    A record, transfer or booking serves one term: it is not counted twice. Whoever handed it in never decides on it.
    """

    __tablename__ = "duty_evidence"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_duty_evidence"),
        ForeignKeyConstraint(
            ["community_id", "term_id"], ["duty_terms.community_id", "duty_terms.id"], name="fk_duty_evidence_term"
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"], ["members.community_id", "members.id"], name="fk_duty_evidence_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "decided_by"], ["members.community_id", "members.id"], name="fk_duty_evidence_decided_by"
        ),
        CheckConstraint("kind IN ('photo', 'record', 'transfer', 'booking')", name="ck_duty_evidence_kind"),
        CheckConstraint("(kind = 'photo') = (ref_id IS NULL)", name="ck_duty_evidence_ref"),
        CheckConstraint(
            "amount > 0 AND (accepted_amount BETWEEN 1 AND amount) IS NOT FALSE", name="ck_duty_evidence_amount"
        ),
        CheckConstraint("state IN ('waiting', 'accepted', 'rejected', 'withdrawn')", name="ck_duty_evidence_state"),
        CheckConstraint("(state = 'accepted') = (accepted_amount IS NOT NULL)", name="ck_duty_evidence_accepted"),
        CheckConstraint(
            "(decided_by IS NOT NULL) = (state IN ('accepted', 'rejected')) AND decided_by <> by_member_id"
            " AND (state <> 'rejected' OR reason IS NOT NULL)",
            name="ck_duty_evidence_decided",
        ),
        Index(
            "ux_duty_evidence_ref",
            "community_id",
            "kind",
            "ref_id",
            unique=True,
            postgresql_where="ref_id IS NOT NULL AND state IN ('waiting', 'accepted')",
        ),
        Index(
            "ix_duty_evidence_photos",
            "community_id",
            "photos",
            postgresql_using="gin",
            postgresql_where="state IN ('waiting', 'accepted')",
        ),
        Index("ix_duty_evidence_term", "community_id", "term_id", "id"),
        # Read by period: what was accepted is what units gave.
        Index("ix_duty_evidence_accepted", "community_id", "decided_at", "id", postgresql_where="state = 'accepted'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    term_id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    ref_id: Mapped[UUID | None]
    photos: Mapped[list[str]]
    amount: Mapped[int]
    accepted_amount: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID]
    at: Mapped[datetime]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)
