"""Rule packs of a community: which holds on a day, and adopting another from a day on."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.books.errors import (
    GoodsNotAllowedError,
    PackNotFoundError,
    PackTooLateError,
    SpendingAgeError,
    SpendingHoursError,
)
from backend.books.models import PackAdoption, TransferRow
from backend.books.packs import packs
from backend.books.packs.words import Stars, sentences, star_level
from backend.books.policy import POLICY, A
from backend.books.types import Pack, ServiceRecords, TransferType
from backend.core.actor import Actor
from backend.core.clock import local_date, local_day
from backend.infra.runtime import port
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


def packs_since(uow: UnitOfWork, community_id: int) -> list[tuple[date, Pack]]:
    """Return the packs that were adopted and from when, the newest first."""
    return [(each.valid_from, packs()[each.pack]) for each in adoptions_of(uow, community_id)]


def adoptions_of(uow: UnitOfWork, community_id: int) -> Sequence[PackAdoption]:
    """Return what was adopted, the newest first."""
    return uow.session.scalars(
        select(PackAdoption).where(PackAdoption.community_id == community_id).order_by(PackAdoption.valid_from.desc())
    ).all()


def view_packs(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return all packs in words with their sources, and which of them hold here from when."""
    POLICY.permit(actor, A.READ_PACKS)
    in_force = pack_on(uow, community_id, local_date(uow.now))
    return {
        "in_force": in_force and in_force.code,
        "adoptions": [view_adoption(adoption) for adoption in adoptions_of(uow, community_id)],
        "packs": [
            {"code": pack.code, "name": pack.name, "place": pack.place, "rules": list(sentences(pack))}
            for pack in packs().values()
        ],
    }


def view_adoption(adoption: PackAdoption) -> dict[str, Any]:
    """Return an adoption as the API shows it."""
    return {
        "pack": adoption.pack,
        "name": packs()[adoption.pack].name,
        "valid_from": adoption.valid_from,
        "adopted_at": adoption.adopted_at,
    }


def stars_of(uow: UnitOfWork, community_id: int, member_id: UUID) -> Stars | None:
    """Return a member's star level, where the pack in force has stars."""
    pack = pack_on(uow, community_id, local_date(uow.now))
    if pack is None or pack.recognition.star_hours is None:
        return None
    minutes = port(ServiceRecords).total_minutes(uow, community_id, member_id)
    return star_level(pack.recognition.star_hours, minutes)


def notice_days_on(uow: UnitOfWork, community_id: int, day: date) -> int:
    """Return how many working days of notice the pack asks for; 0 where it says nothing."""
    pack = pack_on(uow, community_id, day)
    return (pack and pack.recognition.notice_working_days) or 0


def permit_goods(uow: UnitOfWork, community_id: int, member_id: UUID, *, age_on: Callable[[date], int]) -> None:
    """Let a member buy goods with points under the pack in force today, or say why not.

    Raises GoodsNotAllowedError, SpendingAgeError (``min_age``) and SpendingHoursError (``min_hours``, ``minutes``).
    The lower age for hardship is not applied: whose life is hard is not recorded here.
    """
    today = local_date(uow.now)
    pack = pack_on(uow, community_id, today)
    if pack is None:
        return
    rules = pack.spend
    if rules.goods is False:
        raise GoodsNotAllowedError
    if rules.min_age is not None and age_on(today) < rules.min_age:
        raise SpendingAgeError(f"本社区的规则：满{rules.min_age}岁可以使用", min_age=rules.min_age)
    if rules.min_hours is None:
        return
    minutes = port(ServiceRecords).total_minutes(uow, community_id, member_id)
    if minutes < rules.min_hours * 60:
        told = f"本社区的规则：累计服务满{rules.min_hours}小时后可以兑换，您已有{minutes / 60:.1f}小时"
        raise SpendingHoursError(told, min_hours=rules.min_hours, minutes=minutes)


def adopt_pack(uow: UnitOfWork, actor: Actor, community_id: int, code: str, valid_from: date) -> PackAdoption:
    """Let a pack hold from a day on; the past is not rewritten.

    Raises PackNotFoundError, and PackTooLateError where another begins on that day or later, or where service of
    that day or later has been booked already.
    """
    POLICY.permit(actor, A.ADOPT_PACK)
    if code not in packs():
        raise PackNotFoundError(pack=code)
    newest = next(iter(adoptions_of(uow, community_id)), None)
    if (newest is not None and newest.valid_from >= valid_from) or is_service_booked(uow, community_id, valid_from):
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


def is_service_booked(uow: UnitOfWork, community_id: int, day: date) -> bool:
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
