"""Tables of ballots and results. Nothing here, nor anywhere else, says who voted for what."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, LargeBinary, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class Ballot(Base):
    """What one voter says. ``voter`` is a keyed hash under the round's secret, which is deleted at the close.

    No member, no time and no id in which there is one: points by the proposal's number is all there is.
    """

    __tablename__ = "budget_ballots"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "round_id", "voter", name="pk_budget_ballots"),
        ForeignKeyConstraint(
            ["community_id", "round_id"],
            ["budget_rounds.community_id", "budget_rounds.id"],
            name="fk_budget_ballots_round",
        ),
        CheckConstraint("octet_length(voter) = 32", name="ck_budget_ballots_voter"),
        CheckConstraint("jsonb_typeof(points) = 'object' AND points <> '{}'", name="ck_budget_ballots_points"),
    )

    community_id: Mapped[int]
    round_id: Mapped[UUID]
    voter: Mapped[bytes] = mapped_column(LargeBinary)
    points: Mapped[dict[str, Any]]


class Result(Base):
    """What the count found. Append-only.

    ``facts`` are JSON: what was chosen and what greedy would have chosen, with their figures. ``ballots_hash`` is the
    SHA-256 of the ballots in canonical order, so that a count done again is seen to be of the same ballots.
    """

    __tablename__ = "budget_results"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "round_id", name="pk_budget_results"),
        ForeignKeyConstraint(
            ["community_id", "round_id"],
            ["budget_rounds.community_id", "budget_rounds.id"],
            name="fk_budget_results_round",
        ),
        CheckConstraint("voters BETWEEN 0 AND electors", name="ck_budget_results_voters"),
        CheckConstraint("spent_fen BETWEEN 0 AND budget_fen", name="ck_budget_results_spent"),
        CheckConstraint("ballots_hash ~ '^[0-9a-f]{64}$'", name="ck_budget_results_hash"),
    )

    community_id: Mapped[int]
    round_id: Mapped[UUID]
    rule_version: Mapped[int]
    ballots_hash: Mapped[str] = mapped_column(Text)
    electors: Mapped[int]
    voters: Mapped[int]
    budget_fen: Mapped[int]
    spent_fen: Mapped[int]
    facts: Mapped[dict[str, Any]]
    counted_at: Mapped[datetime]
