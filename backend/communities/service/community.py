"""Founding and reading communities."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import insert

from backend.books import service as books
from backend.communities.models import Community, Member, Street, Unit
from backend.communities.types import MemberState
from backend.core.errors import InvalidError, NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork

# 福建省志愿服务记录办法实施细则: a record is shown for at least 3 working days before it is entered.
NOTICE_DAYS_MIN = 3


def found_community(
    uow: UnitOfWork,
    community_id: int,
    *,
    name: str,
    street: tuple[str, str, str],
    notice_days: int = NOTICE_DAYS_MIN,
) -> Community:
    """Found a community; ``street`` is (name, district, city) of its first 9 digits.

    Raises InvalidError for an id that is not 12 digits or taken, and for a notice shorter than the law's.
    """
    if not 10**11 <= community_id < 10**12:
        raise InvalidError({"community_id": ["应为12位：街道9位代码加3位自编号"]})
    if notice_days < NOTICE_DAYS_MIN:
        raise InvalidError({"notice_days": [f"公示不少于{NOTICE_DAYS_MIN}个工作日"]})
    if uow.session.get(Community, community_id) is not None:
        raise InvalidError({"community_id": ["这个社区已经建立"]})
    code = community_id // 1000
    street_row = dict(zip(("name", "district", "city"), street, strict=True))
    uow.session.execute(insert(Street).values(code=code, **street_row).on_conflict_do_nothing())
    community = Community(
        community_id=community_id, street_code=code, name=name, notice_days=notice_days, founded_at=uow.now
    )
    uow.session.add(community)
    uow.session.flush()
    books.plan_seals(uow, community_id)
    return community


def get_community(uow: UnitOfWork, community_id: int) -> Community:
    """Return a community; raises NotFoundError."""
    community = uow.session.get(Community, community_id)
    if community is None:
        raise NotFoundError()
    return community


def list_communities(uow: UnitOfWork, page: PageRequest) -> Page[Community]:
    """Return communities by their number."""
    return fetch_page(uow.session, select(Community), page, keys=[Community.community_id], descending=False)


def neighbours_of(uow: UnitOfWork, community_id: int) -> dict[int, str]:
    """Return the names of the other communities of the same street by their ids (for insight)."""
    street = community_id // 1000
    rows = uow.session.execute(
        select(Community.community_id, Community.name).where(
            Community.street_code == street, Community.community_id != community_id
        )
    )
    return dict(iter(rows))


def communities_founded_before(uow: UnitOfWork, moment: datetime, *, but: Select[int]) -> Sequence[int]:
    """Return the communities founded before a moment and not among ``but``: for a lock-free scan of what is due."""
    return uow.session.scalars(
        select(Community.community_id).where(Community.founded_at < moment, Community.community_id.not_in(but))
    ).all()


def street_of(uow: UnitOfWork, communities: Sequence[Community]) -> dict[int, str]:
    """Return the street's name per community id."""
    codes = {community.street_code for community in communities}
    names = dict(uow.session.execute(select(Street.code, Street.name).where(Street.code.in_(codes))).all())
    return {community.community_id: names[community.street_code] for community in communities}


def count_in_community(uow: UnitOfWork, community_id: int) -> dict[str, int]:
    """Return how many verified members and units there are."""
    members = select(func.count()).where(Member.community_id == community_id, Member.state == MemberState.VERIFIED)
    units = select(func.count()).where(Unit.community_id == community_id)
    row = uow.session.execute(select(members.scalar_subquery(), units.scalar_subquery())).one()
    return {"members": row[0], "units": row[1]}
