"""Tables of suggestions and their history."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.crypto import EncryptedText
from backend.infra.db import Base

NEED = ("entry_id", "shift_id", "role_id")
OFFER = ("member_id", "unit_id", "resource_id")


class Suggestion(Base):
    """One offer suggested for one need: ``amount`` of its places or quantity, at a time where one is found.

    A run's has ``run_id``; one that a person made has ``made_by``. ``weight`` and ``parts`` are the figures behind the
    reasons. ``reason`` is why it was declined or withdrawn, as a code; ``words`` are the decliner's own. ``next_at``
    is when it lapses.
    """

    __tablename__ = "match_suggestions"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_match_suggestions"),
        ForeignKeyConstraint(
            ["community_id", "run_id"], ["match_runs.community_id", "match_runs.id"], name="fk_match_suggestions_run"
        ),
        ForeignKeyConstraint(
            ["community_id", "made_by"], ["members.community_id", "members.id"], name="fk_match_suggestions_made_by"
        ),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_match_suggestions_entry"
        ),
        ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_match_suggestions_shift"
        ),
        ForeignKeyConstraint(
            ["community_id", "shift_id", "role_id"],
            ["shift_roles.community_id", "shift_roles.shift_id", "shift_roles.id"],
            name="fk_match_suggestions_role",
        ),
        ForeignKeyConstraint(
            ["community_id", "member_id"], ["members.community_id", "members.id"], name="fk_match_suggestions_member"
        ),
        ForeignKeyConstraint(
            ["community_id", "unit_id"], ["units.community_id", "units.id"], name="fk_match_suggestions_unit"
        ),
        ForeignKeyConstraint(
            ["community_id", "resource_id"],
            ["entries.community_id", "entries.id"],
            name="fk_match_suggestions_resource",
        ),
        ForeignKeyConstraint(
            ["community_id", "decided_by"],
            ["members.community_id", "members.id"],
            name="fk_match_suggestions_decided_by",
        ),
        CheckConstraint(
            "state IN ('offered', 'accepted', 'declined', 'lapsed', 'withdrawn')", name="ck_match_suggestions_state"
        ),
        CheckConstraint(
            "num_nonnulls(entry_id, shift_id) = 1 AND (role_id IS NULL OR shift_id IS NOT NULL)",
            name="ck_match_suggestions_one_need",
        ),
        CheckConstraint("num_nonnulls(member_id, unit_id, resource_id) = 1", name="ck_match_suggestions_one_offer"),
        CheckConstraint("entry_id <> resource_id", name="ck_match_suggestions_two_sides"),
        # A machine's or a person's, and it can always be told which.
        CheckConstraint("num_nonnulls(run_id, made_by) = 1", name="ck_match_suggestions_one_maker"),
        CheckConstraint("amount > 0", name="ck_match_suggestions_amount"),
        CheckConstraint(
            "(starts_at IS NULL) = (ends_at IS NULL) AND ends_at > starts_at", name="ck_match_suggestions_times"
        ),
        CheckConstraint("(state = 'offered') = (next_at IS NOT NULL)", name="ck_match_suggestions_next"),
        CheckConstraint("(state = 'offered') = (decided_at IS NULL)", name="ck_match_suggestions_decided"),
        # Time and rules decide alone on what lapses and is withdrawn; people on the rest.
        CheckConstraint(
            "(decided_by IS NOT NULL) = (state IN ('accepted', 'declined'))", name="ck_match_suggestions_decided_by"
        ),
        CheckConstraint(
            "(reason IS NOT NULL) = (state IN ('declined', 'withdrawn')) AND reason ~ '^[a-z][a-z_]{1,31}$'",
            name="ck_match_suggestions_reason",
        ),
        CheckConstraint("words IS NULL OR state = 'declined'", name="ck_match_suggestions_words"),
        # An accepted one has become something.
        CheckConstraint(
            "(became IS NOT NULL) = (state = 'accepted') AND (became_id IS NULL) = (became IS NULL)"
            " AND became IN ('sign_up', 'claim', 'booking')",
            name="ck_match_suggestions_became",
        ),
        Index(
            "ux_match_suggestions_live",
            "community_id",
            *NEED,
            *OFFER,
            unique=True,
            postgresql_where="state = 'offered'",
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_match_suggestions_due", "next_at", "community_id", postgresql_where="next_at IS NOT NULL"),
        Index("ix_match_suggestions_state", "community_id", "state", "created_at", "id"),
        Index(
            "ix_match_suggestions_entry",
            "community_id",
            "entry_id",
            "created_at",
            "id",
            postgresql_where="entry_id IS NOT NULL",
        ),
        Index(
            "ix_match_suggestions_shift",
            "community_id",
            "shift_id",
            "created_at",
            "id",
            postgresql_where="shift_id IS NOT NULL",
        ),
        Index(
            "ix_match_suggestions_member",
            "community_id",
            "member_id",
            "created_at",
            "id",
            postgresql_where="member_id IS NOT NULL",
        ),
        Index(
            "ix_match_suggestions_unit",
            "community_id",
            "unit_id",
            "created_at",
            "id",
            postgresql_where="unit_id IS NOT NULL",
        ),
        Index(
            "ix_match_suggestions_resource",
            "community_id",
            "resource_id",
            "created_at",
            "id",
            postgresql_where="resource_id IS NOT NULL",
        ),
        # What was declined is remembered for the pair.
        Index("ix_match_suggestions_declined", "community_id", "decided_at", postgresql_where="state = 'declined'"),
        Index("ix_match_suggestions_run", "community_id", "run_id", "id", postgresql_where="run_id IS NOT NULL"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    run_id: Mapped[UUID | None]
    made_by: Mapped[UUID | None]
    entry_id: Mapped[UUID | None]
    shift_id: Mapped[UUID | None]
    role_id: Mapped[UUID | None]
    member_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    resource_id: Mapped[UUID | None]
    amount: Mapped[int]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    weight: Mapped[int]
    parts: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(Text)
    next_at: Mapped[datetime | None]
    became: Mapped[str | None] = mapped_column(Text)
    became_id: Mapped[UUID | None]
    decided_by: Mapped[UUID | None]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(Text)
    words: Mapped[str | None] = mapped_column(EncryptedText)
    created_at: Mapped[datetime]


class SuggestionMoveRow(Base):
    """One line of a suggestion's history. Append-only; ``by_id`` is None for what time and runs did."""

    __tablename__ = "match_suggestion_moves"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_match_suggestion_moves"),
        ForeignKeyConstraint(
            ["community_id", "suggestion_id"],
            ["match_suggestions.community_id", "match_suggestions.id"],
            name="fk_match_suggestion_moves_suggestion",
        ),
        Index("ix_match_suggestion_moves_suggestion", "community_id", "suggestion_id", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    suggestion_id: Mapped[UUID]
    from_state: Mapped[str | None] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    by_id: Mapped[UUID | None]
    at: Mapped[datetime]
