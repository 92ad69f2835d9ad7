"""Rule packs of a community: which holds on a day, and adopting another from a day on."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from backend.books.errors import PackNotFoundError, PackTooLateError
from backend.books.models import PackAdoption, TransferRow
from backend.books.packs import packs
from backend.books.policy import POLICY, A
from backend.books.types import Pack, TransferType
from backend.core.actor import Actor
from backend.core.clock import local_day
from backend.infra.uow import UnitOfWork

_EARNED = (TransferType.EARN_TIME, TransferType.EARN_POINTS)


def pack_on(uow: UnitOfWork, community_id: int, day: date) -> Pack | None:
    """Return the pack that holds on a day, if any was adopted by then."""
    code = uow.session.scalars(
        select(PackAdoption.pack)
        .where(PackAdoption.community_id == community_id, PackAdoption.valid_from <= day)
        .order_by(PackAdoption.valid_from.desc())
        .limit(1)
    ).first()
    return None if code is None else packs()[code]


def adoptions_of(uow: UnitOfWork, community_id: int) -> Sequence[PackAdoption]:
    """Return what was adopted, the newest first."""
    return uow.session.scalars(
        select(PackAdoption).where(PackAdoption.community_id == community_id).order_by(PackAdoption.valid_from.desc())
    ).all()


def adopt_pack(uow: UnitOfWork, actor: Actor, community_id: int, code: str, valid_from: date) -> PackAdoption:
    """Let a pack hold from a day on; the past is not rewritten.

    Raises PackNotFoundError, and PackTooLateError where another begins on that day or later, or where service of
    that day or later has been booked already.
    """
    POLICY.permit(actor, A.ADOPT_PACK)
    if code not in packs():
        raise PackNotFoundError(code=code)
    newest = next(iter(adoptions_of(uow, community_id)), None)
    if (newest is not None and newest.valid_from >= valid_from) or _is_booked(uow, community_id, valid_from):
        raise PackTooLateError
    adoption = PackAdoption(
        community_id=community_id,
        valid_from=valid_from,
        pack=code,
        adopted_by=actor.person_id,
        adopted_at=uow.now,
    )
    uow.session.add(adoption)
    uow.session.flush()
    return adoption


def _is_booked(uow: UnitOfWork, community_id: int, day: date) -> bool:
    """Return whether anything served on that day or later was booked; nothing is booked before it is served."""
    found = uow.session.execute(
        select(TransferRow.id)
        .where(
            TransferRow.community_id == community_id,
            TransferRow.occurred_at >= local_day(day)[0],
            TransferRow.type.in_(_EARNED),
            TransferRow.served_on >= day,
        )
        .limit(1)
    )
    return found.first() is not None
