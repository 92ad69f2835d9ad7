"""Tables of exchange. What became of the held minutes stands on the order, and CHECKs tie it to its state."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base


class ServiceOrder(Base):
    """What one member asks another to do, and what pays for it.

    ``asked_by`` is the asker, or staff who ask for one without a phone (``consent``). ``due_at`` is when time acts
    next. ``posted_minutes`` is what of the hold was posted, 0 where it was freed, NULL while it is open;
    ``returned_minutes`` is what a ruling moved back after that. ``shift_id`` has the record's way in volunteering;
    ``hold_id`` and ``end_id`` are transfers, which may be archived: neither has a foreign key.
    """

    __tablename__ = "service_orders"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_service_orders"),
        ForeignKeyConstraint(
            ["community_id", "asker_id"], ["members.community_id", "members.id"], name="fk_service_orders_asker"
        ),
        ForeignKeyConstraint(
            ["community_id", "asked_by"], ["members.community_id", "members.id"], name="fk_service_orders_asked_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "helper_id"], ["members.community_id", "members.id"], name="fk_service_orders_helper"
        ),
        ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_service_orders_shift"
        ),
        ForeignKeyConstraint(["category"], ["categories.code"], name="fk_service_orders_category"),
        ForeignKeyConstraint(
            ["community_id", "entitlement_id"],
            ["entitlements.community_id", "entitlements.id"],
            name="fk_service_orders_entitlement",
        ),
        CheckConstraint(
            "state IN ('open', 'accepted', 'overdue', 'reported', 'absent', 'disputed', 'completed', 'cancelled',"
            " 'missed', 'expired', 'ruled')",
            name="ck_service_orders_state",
        ),
        CheckConstraint("payer IN ('own', 'pool')", name="ck_service_orders_payer"),
        CheckConstraint(
            "(entitlement_id IS NOT NULL) = (payer = 'pool' AND hold_id IS NOT NULL)",
            name="ck_service_orders_entitlement",
        ),
        CheckConstraint("consent IN ('spoken', 'written')", name="ck_service_orders_consent"),
        CheckConstraint("(consent IS NULL) = (asked_by = asker_id)", name="ck_service_orders_on_behalf"),
        CheckConstraint("minutes BETWEEN 15 AND 480 AND minutes % 15 = 0", name="ck_service_orders_minutes"),
        CheckConstraint("ends_at = starts_at + minutes * interval '1 minute'", name="ck_service_orders_times"),
        CheckConstraint("helper_id <> asker_id AND helper_id <> asked_by", name="ck_service_orders_two_people"),
        CheckConstraint(
            "(helper_id IS NULL) = (hold_id IS NULL) AND (helper_id IS NULL) = (shift_id IS NULL)"
            " AND (helper_id IS NULL) = (accepted_at IS NULL)",
            name="ck_service_orders_accepted",
        ),
        CheckConstraint(
            "helper_id IS NOT NULL OR state IN ('open', 'cancelled', 'expired')", name="ck_service_orders_has_helper"
        ),
        CheckConstraint("state <> 'open' OR helper_id IS NULL", name="ck_service_orders_open"),
        # Not even a bare UPDATE ends an order whose minutes are still held, or the other way round.
        CheckConstraint(
            "CASE WHEN hold_id IS NULL THEN posted_minutes IS NULL"
            " WHEN state IN ('accepted', 'overdue', 'reported', 'absent') THEN posted_minutes IS NULL"
            " WHEN state = 'disputed' THEN true"
            " WHEN state = 'completed' THEN posted_minutes > 0"
            " WHEN state = 'expired' THEN posted_minutes = 0"
            " ELSE posted_minutes IS NOT NULL END",
            name="ck_service_orders_posted",
        ),
        CheckConstraint("posted_minutes BETWEEN 0 AND minutes", name="ck_service_orders_posted_most"),
        CheckConstraint("(posted_minutes IS NULL) = (end_id IS NULL)", name="ck_service_orders_end"),
        CheckConstraint(
            "returned_minutes BETWEEN 0 AND posted_minutes AND (returned_minutes = 0 OR state = 'ruled')",
            name="ck_service_orders_returned",
        ),
        CheckConstraint("reported_minutes BETWEEN 1 AND minutes", name="ck_service_orders_reported"),
        CheckConstraint("said_by IN ('asker', 'helper')", name="ck_service_orders_said_by"),
        CheckConstraint("at_fault IN ('asker', 'helper')", name="ck_service_orders_at_fault"),
        CheckConstraint(
            "(state IN ('completed', 'cancelled', 'missed', 'expired', 'ruled')) = (ended_at IS NOT NULL)",
            name="ck_service_orders_ended",
        ),
        Index("ix_service_orders_open", "community_id", "starts_at", "id", postgresql_where="state = 'open'"),
        Index("ix_service_orders_asker", "community_id", "asker_id", "id"),
        Index("ix_service_orders_asked_by", "community_id", "asked_by", "id"),
        Index(
            "ix_service_orders_helper",
            "community_id",
            "helper_id",
            "id",
            postgresql_where="helper_id IS NOT NULL",
        ),
        Index("ix_service_orders_disputes", "community_id", "id", postgresql_where="state = 'disputed'"),
        Index("ix_service_orders_end", "community_id", "end_id", postgresql_where="end_id IS NOT NULL"),
        Index("ix_service_orders_return", "community_id", "return_id", postgresql_where="return_id IS NOT NULL"),
        Index("ix_service_orders_due", "due_at", "community_id", postgresql_where="due_at IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    asker_id: Mapped[UUID]
    asked_by: Mapped[UUID]
    consent: Mapped[str | None] = mapped_column(Text)
    payer: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    door: Mapped[str | None] = mapped_column(EncryptedText)
    share_phone: Mapped[bool]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    minutes: Mapped[int]
    state: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime | None]
    helper_id: Mapped[UUID | None]
    helper_phone: Mapped[bool]
    accepted_at: Mapped[datetime | None]
    entitlement_id: Mapped[UUID | None]
    hold_id: Mapped[UUID | None]
    hold_until: Mapped[datetime | None]
    shift_id: Mapped[UUID | None]
    said_by: Mapped[str | None] = mapped_column(Text)
    reported_minutes: Mapped[int | None]
    posted_minutes: Mapped[int | None]
    end_id: Mapped[UUID | None]
    is_silent: Mapped[bool]
    returned_minutes: Mapped[int]
    return_id: Mapped[UUID | None]
    at_fault: Mapped[str | None] = mapped_column(Text)
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class OrderAnswer(Base):
    """One member's offer to help with one order."""

    __tablename__ = "order_answers"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_order_answers"),
        ForeignKeyConstraint(
            ["community_id", "order_id"],
            ["service_orders.community_id", "service_orders.id"],
            name="fk_order_answers_order",
        ),
        ForeignKeyConstraint(
            ["community_id", "helper_id"], ["members.community_id", "members.id"], name="fk_order_answers_helper"
        ),
        CheckConstraint("state IN ('offered', 'withdrawn', 'chosen', 'declined')", name="ck_order_answers_state"),
        Index(
            "ux_order_answers_helper",
            "community_id",
            "order_id",
            "helper_id",
            unique=True,
            postgresql_where="state <> 'withdrawn'",
        ),
        Index("ux_order_answers_chosen", "community_id", "order_id", unique=True, postgresql_where="state = 'chosen'"),
        Index("ix_order_answers_mine", "community_id", "helper_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    order_id: Mapped[UUID]
    helper_id: Mapped[UUID]
    message: Mapped[str] = mapped_column(Text)
    share_phone: Mapped[bool]
    state: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class OrderLine(Base):
    """One move of an order, by whom (None: by time), with what was said. Append-only."""

    __tablename__ = "order_lines"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_order_lines"),
        ForeignKeyConstraint(
            ["community_id", "order_id"],
            ["service_orders.community_id", "service_orders.id"],
            name="fk_order_lines_order",
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"], ["members.community_id", "members.id"], name="fk_order_lines_member"
        ),
        Index("ix_order_lines_order", "community_id", "order_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    order_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID | None]
    minutes: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]


class OrderStatement(Base):
    """What one side says in a dispute. Append-only."""

    __tablename__ = "order_statements"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_order_statements"),
        ForeignKeyConstraint(
            ["community_id", "order_id"],
            ["service_orders.community_id", "service_orders.id"],
            name="fk_order_statements_order",
        ),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"], ["members.community_id", "members.id"], name="fk_order_statements_member"
        ),
        CheckConstraint("side IN ('asker', 'helper')", name="ck_order_statements_side"),
        Index("ix_order_statements_order", "community_id", "order_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    order_id: Mapped[UUID]
    side: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID]
    text: Mapped[str] = mapped_column(Text)
    photos: Mapped[list[str]]
    at: Mapped[datetime]
