"""Links tie every thing to what it came from; whoever creates a thing from another writes one. It reads no feature."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from sqlalchemy import Index, PrimaryKeyConstraint, Table, Text, select, text, union
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.db import Base
from backend.infra.uow import UnitOfWork

Ref = tuple[str, UUID]


class Direction(StrEnum):
    """Which way links are followed."""

    BACK = "back"  # to what a thing came from
    FORTH = "forth"  # to what became of it


@dataclass(frozen=True, slots=True)
class Edge:
    """``from_`` --relation--> ``to``; ``note`` says how much where that is known (8 积分)."""

    from_: Ref
    to: Ref
    relation: str
    note: str | None = None


# Each half is one look into one index. UNION, not UNION ALL: where ways meet they go on as one, so that the work is
# bounded by the depth times the things reached. The limit stops the walk itself: rows are made as they are fetched.
_WALK = text(
    """
    WITH RECURSIVE walk (direction, depth, type, id, from_type, from_id, relation, to_type, to_id) AS (
        SELECT s.direction, 0, s.type, s.id,
               NULL::text, NULL::uuid, NULL::text, NULL::text, NULL::uuid
        FROM unnest(CAST(:directions AS text[]), CAST(:types AS text[]), CAST(:ids AS uuid[]))
             AS s (direction, type, id)
        UNION
        SELECT w.direction, w.depth + 1, l.type, l.id, l.from_type, l.from_id, l.relation, l.to_type, l.to_id
        FROM walk AS w
        CROSS JOIN LATERAL (
            SELECT b.from_type AS type, b.from_id AS id, b.from_type, b.from_id, b.relation, b.to_type, b.to_id
            FROM links AS b
            WHERE b.community_id = :community_id
              AND w.direction = 'back' AND b.to_type = w.type AND b.to_id = w.id
            UNION ALL
            SELECT f.to_type, f.to_id, f.from_type, f.from_id, f.relation, f.to_type, f.to_id
            FROM links AS f
            WHERE f.community_id = :community_id
              AND w.direction = 'forth' AND f.from_type = w.type AND f.from_id = w.id
        ) AS l
        WHERE w.depth < :depth_max
    )
    SELECT direction, from_type, from_id, relation, to_type, to_id FROM walk WHERE depth > 0 LIMIT :rows_max
    """
)


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


# One link is written by whatever makes one thing from another: built once, for building costs more than running it.
_INSERT = insert(cast(Table, Link.__table__)).on_conflict_do_nothing()


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
    if len(rows) == 1:
        uow.session.execute(_INSERT, rows[0])
    else:
        uow.session.execute(insert(Link).values(rows).on_conflict_do_nothing())


def find_to(uow: UnitOfWork, community_id: int, from_: Ref, *, relation: str) -> list[Ref]:
    """Return what a thing has become by one relation."""
    found = uow.session.execute(
        select(Link.to_type, Link.to_id).where(
            Link.community_id == community_id,
            Link.from_type == from_[0],
            Link.from_id == from_[1],
            Link.relation == relation,
        )
    )
    return [(type_, id_) for type_, id_ in found]


def linked(
    uow: UnitOfWork, community_id: int, type_: str, ids: Collection[UUID], *, relations: Collection[str]
) -> set[UUID]:
    """Return those of the things that stand at either end of a link of one of the relations."""
    here, by = Link.community_id == community_id, Link.relation.in_(relations)
    ends = union(
        select(Link.from_id).where(here, Link.from_type == type_, Link.from_id.in_(ids), by),
        select(Link.to_id).where(here, Link.to_type == type_, Link.to_id.in_(ids), by),
    )
    return set(uow.session.scalars(ends))


def walk(
    uow: UnitOfWork,
    community_id: int,
    starts: Mapping[Direction, Collection[Ref]],
    *,
    depth_max: int,
    rows_max: int,
) -> tuple[dict[Direction, list[Edge]], bool]:
    """Follow links from ``starts``, each in its direction, in one statement; nearest first.

    The second value tells whether some were left out to bound the work.
    """
    places = [(direction.value, *ref) for direction, refs in starts.items() for ref in refs]
    found: dict[Direction, list[Edge]] = {direction: [] for direction in Direction}
    if not places:
        return found, False
    rows = uow.session.execute(
        _WALK,
        {
            "community_id": community_id,
            "directions": [direction for direction, _, _ in places],
            "types": [type_ for _, type_, _ in places],
            "ids": [id_ for _, _, id_ in places],
            "depth_max": depth_max,
            "rows_max": rows_max,
        },
    ).all()
    for row in rows:
        edge = Edge((row.from_type, row.from_id), (row.to_type, row.to_id), row.relation)
        found[Direction(row.direction)].append(edge)
    return found, len(rows) == rows_max
