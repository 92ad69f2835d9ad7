"""Tables of service records on their way, and of the lines that every move leaves."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class ServiceRecord(Base):
    """One member's hours on one shift on their way into the statutory record.

    Who had a part stands in its own column, so that the database itself refuses one pair of hands in two parts.
    """

    __tablename__ = "service_records"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_service_records"),
        UniqueConstraint("community_id", "number", name="uq_service_records_number"),
        ForeignKeyConstraint(
            ["community_id", "shift_id"],
            ["shifts.community_id", "shifts.id"],
            name="fk_service_records_shift",
        ),
        ForeignKeyConstraint(
            ["community_id", "sign_up_id"],
            ["sign_ups.community_id", "sign_ups.id"],
            name="fk_service_records_sign_up",
        ),
        ForeignKeyConstraint(
            ["community_id", "performed_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_performer",
        ),
        ForeignKeyConstraint(
            ["community_id", "recorded_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_recorder",
        ),
        ForeignKeyConstraint(
            ["community_id", "witnessed_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_witness",
        ),
        ForeignKeyConstraint(
            ["community_id", "confirmed_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_confirmer",
        ),
        ForeignKeyConstraint(
            ["community_id", "disputed_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_disputer",
        ),
        ForeignKeyConstraint(
            ["community_id", "approved_by"],
            ["members.community_id", "members.id"],
            name="fk_service_records_approver",
        ),
        ForeignKeyConstraint(
            ["community_id", "held_by"], ["members.community_id", "members.id"], name="fk_service_records_holder"
        ),
        ForeignKeyConstraint(
            ["community_id", "for_unit_id"], ["units.community_id", "units.id"], name="fk_service_records_for_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "corrects_id"],
            ["service_records.community_id", "service_records.id"],
            name="fk_service_records_corrects",
        ),
        CheckConstraint(
            "state IN ('checked_in', 'checked_out', 'witnessed', 'confirmed', 'on_notice', 'entered', 'held',"
            " 'disputed', 'rejected', 'corrected', 'filed')",
            name="ck_service_records_state",
        ),
        # What no code proved was put in by somebody, who has no other part in it.
        CheckConstraint(
            "(source = 'code' AND recorded_by IS NULL)"
            " OR (source IN ('paper', 'correction') AND recorded_by IS NOT NULL)",
            name="ck_service_records_source",
        ),
        CheckConstraint("(source = 'correction') = (corrects_id IS NOT NULL)", name="ck_service_records_corrects"),
        CheckConstraint(
            "source <> 'paper' OR approved_by IS NOT NULL"
            " OR state NOT IN ('on_notice', 'disputed', 'entered', 'corrected')",
            name="ck_service_records_paper_approved",
        ),
        CheckConstraint("fence IN ('inside', 'outside', 'not_given')", name="ck_service_records_fence"),
        CheckConstraint(
            "witness_kind IN ('beneficiary', 'peer', 'staff_call', 'slip')", name="ck_service_records_witness_kind"
        ),
        CheckConstraint("minutes BETWEEN 0 AND 1440", name="ck_service_records_minutes"),
        # Nobody is two of: performer, recorder, witness, confirmer, approver (rules/separation.py).
        CheckConstraint("recorded_by <> performed_by", name="ck_service_records_recorder"),
        CheckConstraint("witnessed_by <> performed_by", name="ck_service_records_witness"),
        CheckConstraint("confirmed_by <> performed_by", name="ck_service_records_confirmer"),
        CheckConstraint("confirmed_by <> witnessed_by", name="ck_service_records_two_hands"),
        CheckConstraint("confirmed_by <> recorded_by", name="ck_service_records_not_recorder"),
        CheckConstraint("witnessed_by <> recorded_by", name="ck_service_records_witness_recorder"),
        CheckConstraint(
            "approved_by <> performed_by AND (approved_by <> recorded_by) IS NOT FALSE"
            " AND (approved_by <> witnessed_by) IS NOT FALSE AND (approved_by <> confirmed_by) IS NOT FALSE",
            name="ck_service_records_approver",
        ),
        # The guardian whose phone checked the ward in stands on the ward's side.
        CheckConstraint(
            "held_by <> performed_by AND held_by <> witnessed_by AND held_by <> confirmed_by"
            " AND held_by <> approved_by",
            name="ck_service_records_holder",
        ),
        # Who had a part in what a correction replaces does not confirm it.
        CheckConstraint(
            "(source = 'correction') = (earlier_hands IS NOT NULL)"
            " AND (confirmed_by = ANY (earlier_hands)) IS NOT TRUE",
            name="ck_service_records_earlier_hands",
        ),
        # No state is reached without what it stands for, not even by a bare UPDATE.
        CheckConstraint("state <> 'filed' OR source = 'correction'", name="ck_service_records_filed"),
        CheckConstraint(
            "state IN ('checked_in', 'rejected') OR (checked_out_at IS NOT NULL AND minutes IS NOT NULL)",
            name="ck_service_records_has_minutes",
        ),
        CheckConstraint(
            "state IN ('checked_in', 'checked_out', 'rejected') OR witnessed_by IS NOT NULL OR source = 'correction'",
            name="ck_service_records_has_witness",
        ),
        CheckConstraint(
            "state IN ('checked_in', 'checked_out', 'witnessed', 'filed', 'rejected')"
            " OR (confirmed_by IS NOT NULL AND (minutes > 0 OR source = 'correction'))",
            name="ck_service_records_has_confirmer",
        ),
        CheckConstraint(
            "state NOT IN ('on_notice', 'disputed', 'entered', 'corrected') OR notice_until IS NOT NULL",
            name="ck_service_records_has_notice",
        ),
        CheckConstraint(
            "(state IN ('entered', 'corrected')) = (entered_at IS NOT NULL)", name="ck_service_records_entered"
        ),
        # One record for one presence; what corrects it comes beside it, one correction at a time.
        Index(
            "ux_service_records_sign_up",
            "community_id",
            "sign_up_id",
            unique=True,
            postgresql_where="source <> 'correction'",
        ),
        Index(
            "ux_service_records_corrects",
            "community_id",
            "corrects_id",
            unique=True,
            postgresql_where="corrects_id IS NOT NULL AND state <> 'rejected'",
        ),
        Index("ix_service_records_member", "community_id", "performed_by", "id"),
        Index("ix_service_records_shift", "community_id", "shift_id", "state"),
        Index("ix_service_records_state", "community_id", "state", "id"),
        Index(
            "ix_service_records_notice",
            "community_id",
            "notice_until",
            "id",
            postgresql_where="state = 'on_notice'",
        ),
        Index("ix_service_records_presence", "community_id", "performed_by", "served_on"),
        Index("ix_service_records_look", "look_at", "community_id", postgresql_where="look_at IS NOT NULL"),
        Index("ix_service_records_due", "notice_until", "community_id", postgresql_where="state = 'on_notice'"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    number: Mapped[int]
    shift_id: Mapped[UUID]
    sign_up_id: Mapped[UUID]
    performed_by: Mapped[UUID]
    source: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[UUID | None]
    corrects_id: Mapped[UUID | None]
    for_unit_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(Text)
    served_on: Mapped[date] = mapped_column(Date)
    checked_in_at: Mapped[datetime]
    checked_out_at: Mapped[datetime | None]
    minutes: Mapped[int | None]
    fence: Mapped[str] = mapped_column(Text)
    held_by: Mapped[UUID | None]
    witnessed_by: Mapped[UUID | None]
    witness_kind: Mapped[str | None] = mapped_column(Text)
    confirmed_by: Mapped[UUID | None]
    approved_by: Mapped[UUID | None]
    earlier_hands: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
    disputed_by: Mapped[UUID | None]
    notice_until: Mapped[datetime | None]
    look_at: Mapped[datetime | None]  # when it is looked at for flags; None: it was, or is not confirmed yet
    entered_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class MoveRow(Base):
    """One move of a shift, a sign-up, a record, an audit or its case. Append-only.

    ``by_member_id`` is None for what time brought.
    """

    __tablename__ = "volunteering_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_volunteering_moves"),
        ForeignKeyConstraint(
            ["community_id", "by_member_id"],
            ["members.community_id", "members.id"],
            name="fk_volunteering_moves_member",
        ),
        CheckConstraint(
            "subject IN ('shift', 'sign_up', 'record', 'audit', 'audit_case')", name="ck_volunteering_moves_subject"
        ),
        Index("ix_volunteering_moves_subject", "community_id", "subject_id", "id"),
        Index(
            "ix_volunteering_moves_judged",
            "community_id",
            "by_member_id",
            "at",
            postgresql_where="move IN ('confirm', 'approve', 'uphold', 'lower')",
        ),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    subject: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    by_member_id: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
