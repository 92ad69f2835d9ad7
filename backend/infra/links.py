"""Links tie every thing to what it came from; whoever creates a thing from another writes one. It reads no feature."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base
from backend.infra.uow import UnitOfWork

Ref = tuple[str, UUID]


class Link(Base):
    """from --relation--> to, within one community."""

    __tablename__ = "links"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "from_type", "from_id", "relation", "to_type", "to_id", name="pk_links"),
        Index("ix_links_to", "community_id", "to_type", "to_id"),
    )

    community_id: Mapped[int]
    from_type: Mapped[str] = mapped_column(Text)
    from_id: Mapped[UUID]
    relation: Mapped[str] = mapped_column(Text)
    to_type: Mapped[str] = mapped_column(Text)
    to_id: Mapped[UUID]
    created_at: Mapped[datetime]


def record(uow: UnitOfWork, community_id: int, *, from_: Ref, to: Ref, relation: str) -> None:
    """Write the link; writing it twice is the same as once."""
    record_many(uow, community_id, [(from_, to)], relation=relation)


def record_many(uow: UnitOfWork, community_id: int, pairs: list[tuple[Ref, Ref]], *, relation: str) -> None:
    """Write many links of one relation in one statement."""
    if not pairs:
        return
    rows = [
        {
            "community_id": community_id,
            "from_type": from_[0],
            "from_id": from_[1],
            "relation": relation,
            "to_type": to[0],
            "to_id": to[1],
            "created_at": uow.now,
        }
        for from_, to in pairs
    ]
    uow.session.execute(insert(Link).values(rows).on_conflict_do_nothing())
