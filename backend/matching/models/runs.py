"""Tables of runs: when a community is due for one, and what each found."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Clock(Base):
    """When a community's next runs are due: the nightly full one, and one that something new asked for.

    ``lease_until`` is set while a run is under way; when it is over and the run has not ended, another takes it up.
    Whoever stores suggestions or changes who is matched locks this row.
    """

    __tablename__ = "match_clocks"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", name="pk_match_clocks"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_match_clocks_community"),
        CheckConstraint("tries >= 0", name="ck_match_clocks_tries"),
        Index("ix_match_clocks_full", "full_at", "community_id"),
        Index("ix_match_clocks_asked", "asked_at", "community_id", postgresql_where="asked_at IS NOT NULL"),
    )

    community_id: Mapped[int] = mapped_column(autoincrement=False)
    full_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    tries: Mapped[int]


class Run(Base):
    """One run. ``input_hash`` is the SHA-256 of its canonical input: the same input gives the same plan again.

    ``places`` were suggested for ``served`` of ``needs``; ``value`` is the plan's, ``bound`` what no plan exceeds (the
    gap is what lies between them), ``stopped`` why the solver ended, ``millis`` how long it all took.
    """

    __tablename__ = "match_runs"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_match_runs"),
        ForeignKeyConstraint(["community_id"], ["communities.community_id"], name="fk_match_runs_community"),
        CheckConstraint("kind IN ('full', 'incremental')", name="ck_match_runs_kind"),
        CheckConstraint("state IN ('running', 'done', 'died')", name="ck_match_runs_state"),
        CheckConstraint("(state = 'running') = (ended_at IS NULL)", name="ck_match_runs_ended"),
        CheckConstraint(
            "state <> 'done' OR num_nulls(input_hash, needs, offers, pairs, served, places, value, bound, millis,"
            " stopped, model_version) = 0",
            name="ck_match_runs_figures",
        ),
        CheckConstraint("input_hash ~ '^[0-9a-f]{64}$'", name="ck_match_runs_hash"),
        CheckConstraint("value <= bound", name="ck_match_runs_bound"),
        CheckConstraint("served BETWEEN 0 AND needs AND places >= served", name="ck_match_runs_served"),
        # One run a community at a time.
        Index("ux_match_runs_running", "community_id", unique=True, postgresql_where="state = 'running'"),
        Index("ix_match_runs_begun", "community_id", "begun_at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    model_version: Mapped[int | None]
    input_hash: Mapped[str | None] = mapped_column(Text)
    needs: Mapped[int | None]
    offers: Mapped[int | None]
    pairs: Mapped[int | None]
    served: Mapped[int | None]
    places: Mapped[int | None]
    value: Mapped[int | None]
    bound: Mapped[int | None]
    millis: Mapped[int | None]
    stopped: Mapped[str | None] = mapped_column(Text)
    figures: Mapped[dict[str, Any]]
