"""Table of needs that nobody serves: why, what would change it, and what becomes of them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Unmet(Base):
    """A need for which the newest run (``run_id``) found nobody for ``missing`` of its places or quantity.

    ``failed`` counts the ``candidates`` that each constraint kept away; ``change`` is the smallest change that would
    make it matchable, as figures. Since ``since``; at ``becomes_at`` it becomes a problem on list 3 (``became_id``),
    or, a personal one, the desk's.
    """

    __tablename__ = "match_unmet"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_match_unmet"),
        ForeignKeyConstraint(
            ["community_id", "run_id"], ["match_runs.community_id", "match_runs.id"], name="fk_match_unmet_run"
        ),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_match_unmet_entry"
        ),
        ForeignKeyConstraint(
            ["community_id", "shift_id"], ["shifts.community_id", "shifts.id"], name="fk_match_unmet_shift"
        ),
        ForeignKeyConstraint(
            ["community_id", "shift_id", "role_id"],
            ["shift_roles.community_id", "shift_roles.shift_id", "shift_roles.id"],
            name="fk_match_unmet_role",
        ),
        ForeignKeyConstraint(
            ["community_id", "became_id"], ["entries.community_id", "entries.id"], name="fk_match_unmet_became"
        ),
        CheckConstraint("state IN ('open', 'raised', 'handed', 'met', 'gone')", name="ck_match_unmet_state"),
        CheckConstraint(
            "num_nonnulls(entry_id, shift_id) = 1 AND (role_id IS NULL OR shift_id IS NOT NULL)",
            name="ck_match_unmet_one_need",
        ),
        CheckConstraint("missing > 0 AND candidates >= 0", name="ck_match_unmet_amounts"),
        CheckConstraint("(state = 'open') = (becomes_at IS NOT NULL)", name="ck_match_unmet_becomes"),
        CheckConstraint("(state IN ('met', 'gone')) = (ended_at IS NOT NULL)", name="ck_match_unmet_ended"),
        # What is personal never becomes public by itself.
        CheckConstraint("became_id IS NULL OR is_public", name="ck_match_unmet_private"),
        CheckConstraint("state <> 'raised' OR became_id IS NOT NULL", name="ck_match_unmet_raised"),
        Index(
            "ux_match_unmet_live",
            "community_id",
            "entry_id",
            "shift_id",
            "role_id",
            unique=True,
            postgresql_where="state IN ('open', 'raised', 'handed')",
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_match_unmet_due", "becomes_at", "community_id", postgresql_where="becomes_at IS NOT NULL"),
        Index("ix_match_unmet_state", "community_id", "state", "since", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    run_id: Mapped[UUID]
    entry_id: Mapped[UUID | None]
    shift_id: Mapped[UUID | None]
    role_id: Mapped[UUID | None]
    is_public: Mapped[bool]
    state: Mapped[str] = mapped_column(Text)
    missing: Mapped[int]
    candidates: Mapped[int]
    failed: Mapped[dict[str, Any]]
    change: Mapped[dict[str, Any] | None]
    since: Mapped[datetime]
    becomes_at: Mapped[datetime | None]
    became_id: Mapped[UUID | None]
    ended_at: Mapped[datetime | None]
