"""Quarterly statements: made on the 10th after a quarter, frozen and sealed, a page and a paper for the 党建联席会."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import func, insert, select
from sqlalchemy.orm import undefer

from backend.alliances import events
from backend.alliances.errors import StatementBrokenError
from backend.alliances.models import ReciprocityQuarter, ReciprocityStatement
from backend.alliances.policy import POLICY, A
from backend.alliances.rules import account as rules
from backend.alliances.rules import quarters
from backend.alliances.service.account import accounts_of
from backend.alliances.types import Account
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import NotFoundError
from backend.core.seal import canonical, seal_of, short_seal
from backend.infra import numbers, outbox
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import insert_once
from backend.infra.uow import UnitOfWork


def communities_to_state(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities whose last quarter is over and not stated yet (lock-free)."""
    quarter = quarters.last_to_state(uow.now)
    done = select(ReciprocityQuarter.community_id).where(ReciprocityQuarter.quarter == quarter)
    return communities.communities_founded_before(uow, quarters.moments_of(quarter)[1], but=done)


def make_due_statements(uow: UnitOfWork, community_id: int) -> int:
    """Make the statements of the oldest quarter since the founding without; return 1, or 0 if all are made."""
    quarter = _oldest_unstated(uow, community_id)
    return 0 if quarter is None else make_statements(uow, community_id, quarter)


def make_statements(uow: UnitOfWork, community_id: int, quarter: date) -> int:
    """Make a quarter's statements once, for every unit with something to tell; return 1, or 0 if done."""
    if not insert_once(uow, ReciprocityQuarter, community_id=community_id, quarter=quarter, made_at=uow.now):
        return 0
    accounts = accounts_of(uow, community_id, quarter)
    told = {id_: account for id_, account in accounts.items() if not account.is_empty}
    if not told:
        return 1
    units = communities.units_by_ids(uow, community_id, list(told))
    first = numbers.next_numbers(uow, community_id, f"reciprocity-{quarter:%Y}", count=len(told))
    by_name = sorted(told, key=lambda id_: (units[id_].name, id_))
    community = communities.get_community(uow, community_id).name
    rows = [
        _row(uow, community_id, quarter, community, (unit_id, units[unit_id].name), told[unit_id], number)
        for number, unit_id in enumerate(by_name, first)
    ]
    uow.session.execute(insert(ReciprocityStatement), rows)
    payloads = [
        (
            str(row["id"]),
            {
                "statement_id": str(row["id"]),
                "unit_id": str(row["unit_id"]),
                "number": row["number"],
                "quarter_name": quarters.quarter_name(quarter),
            },
            uow.now,
        )
        for row in rows
    ]
    outbox.record_many(uow, community_id, events.STATEMENT_MADE, payloads)
    return 1


def _oldest_unstated(uow: UnitOfWork, community_id: int) -> date | None:
    stated = set(
        uow.session.scalars(select(ReciprocityQuarter.quarter).where(ReciprocityQuarter.community_id == community_id))
    )
    quarter = quarters.quarter_of(local_date(communities.get_community(uow, community_id).founded_at))
    last = quarters.last_to_state(uow.now)
    while quarter in stated:
        quarter = quarters.next_quarter(quarter)
    return quarter if quarter <= last else None


def _row(
    uow: UnitOfWork,
    community_id: int,
    quarter: date,
    community: str,
    unit: tuple[UUID, str],
    account: Account,
    number: int,
) -> dict[str, Any]:
    held = {
        "community_id": community_id,
        "community": community,
        "number": f"互-{quarter.year}-{number:06d}",
        "unit_id": str(unit[0]),
        "unit": unit[1],
        "quarter": quarter.isoformat(),
        **rules.show_account(account),
    }
    content = canonical(held)
    return {
        "community_id": community_id,
        "id": uow.new_id(),
        "number": held["number"],
        "unit_id": unit[0],
        "quarter": quarter,
        "due": account.own.due,
        "kept": account.own.kept,
        "content": content,
        "seal": seal_of(content),
        "made_at": uow.now,
    }


def list_statements(
    uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a unit's statements, the newest first; raises NotFoundError."""
    POLICY.permit(actor, A.READ_ACCOUNT, unit_id=unit_id)
    communities.get_unit(uow, community_id, unit_id)
    wanted = select(ReciprocityStatement).where(
        ReciprocityStatement.community_id == community_id, ReciprocityStatement.unit_id == unit_id
    )
    found = fetch_page(uow.session, wanted, page, keys=[ReciprocityStatement.quarter, ReciprocityStatement.id])
    return Page([_summary(row) for row in found.items], found.next_cursor)


def _summary(row: ReciprocityStatement) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "quarter": row.quarter,
        "quarter_name": quarters.quarter_name(row.quarter),
        "own_terms": {"due": row.due, "kept": row.kept},
        "short_seal": short_seal(row.seal),
        "made_at": row.made_at,
    }


def show_statement(uow: UnitOfWork, actor: Actor, community_id: int, statement_id: UUID) -> dict[str, Any]:
    """Return one statement whole; raises NotFoundError, StatementBrokenError."""
    row, held = read_sealed(uow, actor, community_id, statement_id)
    return {
        **_summary(row),
        "unit": {"id": row.unit_id, "name": held["unit"]},
        "community": held["community"],
        **{key: held[key] for key in ("sides", "lines", "own_terms", "terms_owed_to")},
    }


def read_sealed(
    uow: UnitOfWork, actor: Actor, community_id: int, statement_id: UUID
) -> tuple[ReciprocityStatement, dict[str, Any]]:
    """Return a statement with what was sealed; raises NotFoundError, StatementBrokenError."""
    # Who may read no statement at all does not learn which there are.
    if not any(POLICY.allows(actor, A.READ_ACCOUNT, unit_id=unit_id) for unit_id in (None, *actor.units)):
        POLICY.permit(actor, A.READ_ACCOUNT)
    row = uow.session.scalars(
        select(ReciprocityStatement)
        .options(undefer(ReciprocityStatement.content))
        .where(ReciprocityStatement.community_id == community_id, ReciprocityStatement.id == statement_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError
    POLICY.permit(actor, A.READ_ACCOUNT, unit_id=row.unit_id)
    if seal_of(row.content) != row.seal:
        raise StatementBrokenError
    held: dict[str, Any] = orjson.loads(row.content)
    return row, held


def statement_counts(uow: UnitOfWork, community_id: int, quarter: date) -> int:
    """Return how many units a quarter's statements tell of."""
    wanted = select(func.count()).where(
        ReciprocityStatement.community_id == community_id, ReciprocityStatement.quarter == quarter
    )
    return uow.session.scalar(wanted) or 0
