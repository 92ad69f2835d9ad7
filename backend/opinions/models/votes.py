"""Votes on statements. Nothing here, nor anywhere else, says who voted how."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, PrimaryKeyConstraint, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base


class StatementVote(Base):
    """What one voter thinks of one statement: 1 agrees, -1 disagrees, 0 passes.

    ``voter`` is HMAC-SHA256 of the member's id under the topic's key, which is deleted at the close. No member, no
    time, and no id in which there is one. The first key puts a voter's votes side by side, as the map reads them.
    """

    __tablename__ = "statement_votes"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "topic_id", "voter", "statement_id", name="pk_statement_votes"),
        ForeignKeyConstraint(
            ["community_id", "statement_id"],
            ["statements.community_id", "statements.id"],
            name="fk_statement_votes_statement",
        ),
        CheckConstraint("octet_length(voter) = 32", name="ck_statement_votes_voter"),
        CheckConstraint("vote IN (-1, 0, 1)", name="ck_statement_votes_vote"),
        Index("ix_statement_votes_statement", "community_id", "statement_id"),
    )

    community_id: Mapped[int]
    topic_id: Mapped[UUID]
    voter: Mapped[bytes] = mapped_column(LargeBinary)
    statement_id: Mapped[UUID]
    vote: Mapped[int] = mapped_column(SmallInteger)
