"""Expiry: points that were not used in time go back to backing on the first of a month; who is concerned hears before.

First in, first out without lots, by the database's ``expiring_points`` (design, section 6). Time credits do not expire.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, text

from backend.books import events
from backend.books.errors import ExpiryTooSoonError
from backend.books.models import Account, ExpiryNotice, ExpiryRule, SealTurn, TransferRow
from backend.books.policy import POLICY, A
from backend.books.rules import NOTICE_BEFORE_EXPIRY, months_before
from backend.books.service.turns import communities_due, take_turn
from backend.books.types import MOVED, AccountKind, Book, Expiring
from backend.core.actor import Actor
from backend.core.clock import local_date, local_day, next_month
from backend.infra.uow import UnitOfWork

TITLE = "积分到期"
_EXPIRE = text("SELECT owners, amounts FROM ledger_expire(:community_id, :at, :cutoff, :day, :title)")
_EXPIRING = text("SELECT owner_id, amount FROM expiring_points(:community_id, :cutoff) ORDER BY owner_id")
_NOTE = text(
    "INSERT INTO expiry_notices (community_id, member_id, expires_on, amount, told_at)"
    " SELECT :community_id, n.member_id, :day, n.amount, :at"
    " FROM unnest(CAST(:members AS uuid[]), CAST(:amounts AS bigint[])) AS n (member_id, amount)"
    " ON CONFLICT (community_id, member_id, expires_on) DO NOTHING"
)


def set_expiry(uow: UnitOfWork, actor: Actor, community_id: int, *, months: int | None, valid_from: date) -> ExpiryRule:
    """Let points stay valid for so many months (None: for ever) from a day on.

    Raises ExpiryTooSoonError before members could be told in time, or before a rule adopted earlier begins.
    """
    POLICY.permit(actor, A.SET_EXPIRY)
    earliest = local_date(uow.now) + NOTICE_BEFORE_EXPIRY
    newest = next(iter(expiry_rules(uow, community_id)), None)
    if newest is not None:
        earliest = max(earliest, newest.valid_from + timedelta(days=1))
    if valid_from < earliest:
        raise ExpiryTooSoonError(earliest=earliest.isoformat())
    rule = ExpiryRule(
        community_id=community_id,
        valid_from=valid_from,
        months=months,
        adopted_by=actor.person_id,
        adopted_at=uow.now,
    )
    uow.session.add(rule)
    uow.session.flush()
    return rule


def list_expiry_rules(uow: UnitOfWork, actor: Actor, community_id: int) -> Sequence[ExpiryRule]:
    """Return the rules a member lives by, the newest first."""
    POLICY.permit(actor, A.READ_PACKS)
    return expiry_rules(uow, community_id)


def expiry_rules(uow: UnitOfWork, community_id: int) -> Sequence[ExpiryRule]:
    """Return every rule there is, the newest first."""
    return uow.session.scalars(
        select(ExpiryRule).where(ExpiryRule.community_id == community_id).order_by(ExpiryRule.valid_from.desc())
    ).all()


def communities_to_expire(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities in which a month has begun (lock-free scan over all of them)."""
    return communities_due(uow, SealTurn.expiry_due_at)


def communities_to_warn(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities whose notices for a coming month are due (lock-free scan over all of them)."""
    return communities_due(uow, SealTurn.expiry_notice_due_at)


def expire_points(uow: UnitOfWork, community_id: int) -> int:
    """Let expire what was due on the first of a month, in one statement; return 1, or 0 when nothing was due."""
    turn = take_turn(uow, community_id, SealTurn.expiry_due_at)
    if turn is None:
        return 0
    day = local_date(turn.expiry_due_at)
    turn.expiry_due_at = local_day(next_month(day))[0]
    cutoff = _cutoff(uow, community_id, day)
    if cutoff is not None:
        arguments = {"community_id": community_id, "at": uow.now, "cutoff": cutoff, "day": day, "title": TITLE}
        row = uow.session.execute(_EXPIRE, arguments).one()
        events.tell_expired(uow, community_id, list(zip(row.owners, row.amounts or [], strict=True)))
    uow.session.flush()
    return 1


def warn_of_expiry(uow: UnitOfWork, community_id: int) -> int:
    """Tell everybody whose points expire in 30 days unless used; return 1, or 0 when nothing was due."""
    turn = take_turn(uow, community_id, SealTurn.expiry_notice_due_at)
    if turn is None:
        return 0
    day = local_date(turn.expiry_notice_due_at + NOTICE_BEFORE_EXPIRY)
    turn.expiry_notice_due_at = local_day(next_month(day))[0] - NOTICE_BEFORE_EXPIRY
    cutoff = _cutoff(uow, community_id, day)
    if cutoff is not None:
        rows = uow.session.execute(_EXPIRING, {"community_id": community_id, "cutoff": cutoff}).all()
        told = {"members": [row.owner_id for row in rows], "amounts": [row.amount for row in rows]}
        uow.session.execute(_NOTE, {"community_id": community_id, "day": day, "at": uow.now, **told})
        events.tell_expiring(uow, community_id, day, [(row.owner_id, row.amount) for row in rows])
    uow.session.flush()
    return 1


def expiring_of(uow: UnitOfWork, community_id: int, member_id: UUID) -> Expiring | None:
    """Return what of a member's points expires next, as told and less what was spent since; None where nothing does."""
    notice = uow.session.scalars(
        select(ExpiryNotice)
        .where(
            ExpiryNotice.community_id == community_id,
            ExpiryNotice.member_id == member_id,
            ExpiryNotice.expires_on > local_date(uow.now),
        )
        .order_by(ExpiryNotice.expires_on)
        .limit(1)
    ).first()
    if notice is None:
        return None
    left = notice.amount - _spent_since(uow, notice)
    return Expiring(left, notice.expires_on) if left > 0 else None


def _spent_since(uow: UnitOfWork, notice: ExpiryNotice) -> int:
    spent = uow.session.scalar(
        select(func.coalesce(func.sum(TransferRow.amount), 0))
        .join(
            Account, (Account.community_id == TransferRow.community_id) & (Account.id == TransferRow.debit_account_id)
        )
        .where(
            TransferRow.community_id == notice.community_id,
            Account.book == Book.POINT,
            Account.kind == AccountKind.MEMBER,
            Account.owner_id == notice.member_id,
            TransferRow.occurred_at > notice.told_at,
            TransferRow.state.in_(MOVED),
        )
    )
    return int(spent or 0)


def _cutoff(uow: UnitOfWork, community_id: int, day: date) -> datetime | None:
    """Return before when points must have been earned to expire on a day, under the rule of that day."""
    rule = next((each for each in expiry_rules(uow, community_id) if each.valid_from <= day), None)
    return None if rule is None or rule.months is None else local_day(months_before(day, rule.months))[0]
