"""Tables of proposals and of what the desk found."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, PrimaryKeyConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base

STATES = "'proposed', 'passed', 'refused', 'withdrawn'"


class Proposal(Base):
    """What the money could be for, as it was put forward: the words people vote on do not change afterwards.

    ``cost_fen`` is what was proposed until the desk has reckoned it anew. ``entry_id`` is the entry of list 5 that it
    came from (``from_list``) or became once it was chosen. ``text_state`` is what moderation says of the words.
    """

    __tablename__ = "budget_proposals"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_budget_proposals"),
        UniqueConstraint("community_id", "round_id", "number", name="uq_budget_proposals_number"),
        UniqueConstraint("community_id", "round_id", "entry_id", name="uq_budget_proposals_entry"),
        ForeignKeyConstraint(
            ["community_id", "round_id"],
            ["budget_rounds.community_id", "budget_rounds.id"],
            name="fk_budget_proposals_round",
        ),
        ForeignKeyConstraint(
            ["community_id", "entry_id"], ["entries.community_id", "entries.id"], name="fk_budget_proposals_entry"
        ),
        ForeignKeyConstraint(
            ["community_id", "proposed_by"],
            ["members.community_id", "members.id"],
            name="fk_budget_proposals_proposed_by",
        ),
        ForeignKeyConstraint(["category"], ["categories.code"], name="fk_budget_proposals_category"),
        CheckConstraint(f"state IN ({STATES})", name="ck_budget_proposals_state"),
        CheckConstraint("text_state IN ('waiting', 'passed', 'refused')", name="ck_budget_proposals_text"),
        CheckConstraint("state <> 'passed' OR text_state = 'passed'", name="ck_budget_proposals_text_first"),
        CheckConstraint("number > 0", name="ck_budget_proposals_number"),
        CheckConstraint("cost_fen > 0", name="ck_budget_proposals_cost"),
        CheckConstraint("NOT from_list OR entry_id IS NOT NULL", name="ck_budget_proposals_from_list"),
        CheckConstraint("entry_id IS NULL OR from_list OR state = 'passed'", name="ck_budget_proposals_chosen"),
        CheckConstraint("state NOT IN ('passed', 'refused') OR reason IS NOT NULL", name="ck_budget_proposals_reason"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    round_id: Mapped[UUID]
    number: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    cost_fen: Mapped[int]
    from_list: Mapped[bool]
    entry_id: Mapped[UUID | None]
    proposed_by: Mapped[UUID]
    state: Mapped[str] = mapped_column(Text)
    text_state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime]


class ProposalCheckRow(Base):
    """What was found of a proposal, by whom and why; a withdrawal too. Append-only."""

    __tablename__ = "budget_proposal_checks"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "id", name="pk_budget_proposal_checks"),
        ForeignKeyConstraint(
            ["community_id", "proposal_id"],
            ["budget_proposals.community_id", "budget_proposals.id"],
            name="fk_budget_proposal_checks_proposal",
        ),
        CheckConstraint(f"to_state IN ({STATES})", name="ck_budget_proposal_checks_state"),
        CheckConstraint("cost_fen > 0", name="ck_budget_proposal_checks_cost"),
        Index("ix_budget_proposal_checks_proposal", "community_id", "proposal_id", "at", "id"),
    )

    community_id: Mapped[int]
    id: Mapped[UUID]
    proposal_id: Mapped[UUID]
    move: Mapped[str] = mapped_column(Text)
    from_state: Mapped[str] = mapped_column(Text)
    to_state: Mapped[str] = mapped_column(Text)
    cost_fen: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text)
    by_member_id: Mapped[UUID]
    at: Mapped[datetime]
