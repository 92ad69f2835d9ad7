"""Rounds: a seed's hash is published before the period; by time every month, or by a supervisor for a shorter one.

Each round begins where the one before ends, so that no day is left out and nobody has two seeds to choose from.
"""

import secrets
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books import service as books
from backend.core.actor import Actor
from backend.core.clock import local_date, local_day
from backend.core.errors import InvalidError, NotFoundError
from backend.infra import numbers
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.volunteering.errors import AuditAheadError
from backend.volunteering.models import AuditRound, AuditSeed, AuditTurn
from backend.volunteering.policy import POLICY, A
from backend.volunteering.rules.audit import DAYS_MAX, SEED_BYTES, commitment_of, first_day, month_end
from backend.volunteering.service.audit.planning import plan_audits
from backend.volunteering.service.audit.view import sample_of, view_audits
from backend.volunteering.types.audit import NewAudit, RoundState


def communities_to_commit(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities whose next round is due to be committed (lock-free scan over all of them)."""
    return uow.session.scalars(select(AuditTurn.community_id).where(AuditTurn.due_at <= uow.now)).all()


def commit_due(uow: UnitOfWork, community_id: int) -> int:
    """Commit the coming round, to the end of its month, unless one is committed; return 1, or 0 when none was due."""
    turn = uow.session.scalars(
        select(AuditTurn)
        .where(AuditTurn.community_id == community_id, AuditTurn.due_at <= uow.now)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if turn is None:
        return 0
    last, today = _last_round(uow, community_id), local_date(uow.now)
    if last is None or last.ends_on <= today:
        starts_on = first_day(last.ends_on if last else None, today)
        last = _commit(uow, community_id, starts_on, month_end(starts_on), by=None)
    _plan_next(uow, turn, last)
    return 1


def commit_audit(uow: UnitOfWork, actor: Actor, community_id: int, new: NewAudit) -> dict[str, Any]:
    """Commit the coming round now, up to a day of the supervisor's choice, and return it.

    Raises AuditAheadError where the coming round is committed, and InvalidError (``ends_on``).
    """
    POLICY.permit(actor, A.COMMIT_AUDIT)
    plan_audits(uow, community_id)
    turn = uow.session.scalars(select(AuditTurn).where(AuditTurn.community_id == community_id).with_for_update()).one()
    last, today = _last_round(uow, community_id), local_date(uow.now)
    if last is not None and last.starts_on > today:
        raise AuditAheadError(starts_on=last.starts_on.isoformat())
    starts_on = first_day(last.ends_on if last else None, today)
    latest = starts_on + timedelta(days=DAYS_MAX - 1)
    if not starts_on <= new.ends_on <= latest:
        span = f"{starts_on.month}月{starts_on.day}日到{latest.month}月{latest.day}日"
        raise InvalidError({"ends_on": [f"下一轮从{starts_on.month}月{starts_on.day}日开始，请选{span}之间的一天"]})
    round_ = _commit(uow, community_id, starts_on, new.ends_on, by=actor.member_id)
    _plan_next(uow, turn, round_)
    return view_audits(uow, [round_])[0]


def _last_round(uow: UnitOfWork, community_id: int) -> AuditRound | None:
    return uow.session.scalars(
        select(AuditRound).where(AuditRound.community_id == community_id).order_by(AuditRound.number.desc()).limit(1)
    ).first()


def _commit(uow: UnitOfWork, community_id: int, starts_on: date, ends_on: date, *, by: UUID | None) -> AuditRound:
    """Make a seed, keep it encrypted and publish its hash."""
    seed = secrets.token_bytes(SEED_BYTES)
    round_ = AuditRound(
        community_id=community_id,
        id=uow.new_id(),
        number=numbers.next_number(uow, community_id, "audit"),
        starts_on=starts_on,
        ends_on=ends_on,
        commitment=commitment_of(seed),
        committed_by=by,
        committed_at=uow.now,
        state=RoundState.COMMITTED,
        draw_due_at=books.sealed_at(ends_on),
    )
    uow.session.add(round_)
    uow.session.flush()
    uow.session.add(AuditSeed(community_id=community_id, id=round_.id, seed=seed.hex()))
    uow.session.flush()
    return round_


def _plan_next(uow: UnitOfWork, turn: AuditTurn, last: AuditRound) -> None:
    """The next round is committed when the last day of this one begins: before its own first day."""
    turn.due_at = local_day(last.ends_on)[0]
    uow.session.flush()


def list_audits(uow: UnitOfWork, actor: Actor, community_id: int, page: PageRequest) -> Page[dict[str, Any]]:
    """Return rounds, newest first, with their results in sums."""
    POLICY.permit(actor, A.READ_AUDITS)
    rounds = select(AuditRound).where(AuditRound.community_id == community_id)
    found = fetch_page(uow.session, rounds, page, keys=[AuditRound.number])
    return Page(view_audits(uow, found.items), found.next_cursor)


def get_audit(uow: UnitOfWork, actor: Actor, community_id: int, audit_id: UUID) -> dict[str, Any]:
    """Return a round with the numbers of its sample, none of them with a name; raises NotFoundError."""
    POLICY.permit(actor, A.READ_AUDITS)
    round_ = uow.session.get(AuditRound, (community_id, audit_id))
    if round_ is None:
        raise NotFoundError
    return {**view_audits(uow, [round_])[0], "sample": sample_of(uow, round_)}
