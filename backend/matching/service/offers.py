"""Offers as they are now: stated profiles that are on, and open resources that nobody left out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import or_, select

from backend.communities import service as communities
from backend.communities.service import Resident
from backend.core.clock import local_date
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.service import OpenEntry
from backend.matching.model.types import WEEK, Help, Offer, Place
from backend.matching.models import Profile
from backend.matching.rules import numbers, weeks
from backend.matching.rules.project import WORK, Side, farthest_of
from backend.matching.service.profiles import minutes_in
from backend.matching.service.standings import Standings
from backend.matching.types import Minutes, OfferKey, OfferKind, Reach, WeekWindow

WEEKS_AHEAD = numbers.AHEAD.days // 7
# Our rule: a resource that is not booked by the hour is suggested for so many needs at once.
RESOURCE_MAX = 5


@dataclass(frozen=True, slots=True)
class Given:
    """An offer with its key and when what it says changed; ``minutes`` and ``reach`` are for the index."""

    offer: Offer
    key: OfferKey
    minutes: tuple[Minutes, ...]
    reach: str
    help: str
    changed_at: datetime


class Stated(NamedTuple):
    """The profiles that are on, by owner, and the resources that were left out."""

    profiles: list[Profile]
    left_out: frozenset[UUID]


def read_offers(
    uow: UnitOfWork,
    community_id: int,
    side: Side,
    standings: Standings,
    declined: Mapping[UUID, frozenset[UUID]],
) -> list[Given]:
    """Return the offers of a community, in the order of their ids. Three statements."""
    stated = read_stated(uow, community_id)
    people = [row.member_id for row in stated.profiles if row.member_id is not None]
    residents = communities.residents_of(uow, community_id, people) if people else {}
    today = local_date(uow.now)
    given = [
        _from_profile(row, None if row.member_id is None else residents[row.member_id], standings, today=today)
        for row in stated.profiles
        # Who left the community, or is not verified any more, is not matched.
        if row.member_id is None or row.member_id in residents
    ]
    given += [
        _from_resource(entry, side, standings)
        for entry in lists.open_resources(uow, community_id)
        if entry.ref.id not in stated.left_out
    ]
    return sorted((_with_declined(each, declined) for each in given), key=lambda each: each.offer.id)


def _with_declined(given: Given, declined: Mapping[UUID, frozenset[UUID]]) -> Given:
    needs = declined.get(given.offer.id)
    return given if needs is None else replace(given, offer=replace(given.offer, declined=needs))


def read_stated(uow: UnitOfWork, community_id: int) -> Stated:
    """Return what people and units said who are on, and which resources are left out, in one statement."""
    rows = uow.session.scalars(
        select(Profile)
        .where(Profile.community_id == community_id, or_(Profile.is_on, Profile.resource_id.is_not(None)))
        .order_by(Profile.id)
        .execution_options(populate_existing=True)
    ).all()
    left_out = frozenset(row.resource_id for row in rows if row.resource_id is not None and not row.is_on)
    return Stated([row for row in rows if row.resource_id is None and row.is_on], left_out)


def _from_profile(row: Profile, resident: Resident | None, standings: Standings, *, today: date) -> Given:
    is_member = row.member_id is not None
    owner = row.member_id or row.unit_id
    assert owner is not None
    counts, minutes = standings.counts_of(owner), minutes_in(row.minutes)
    offer = Offer(
        id=owner,
        kind=OfferKind.MEMBER if is_member else OfferKind.UNIT,
        categories=frozenset(row.categories),
        helps=WORK,
        owner_ids=frozenset({owner}),
        windows=weeks.model_windows(minutes),
        place=Place(lists.building_of(resident.building) if resident else None),
        reach=farthest_of(row.reach),
        capacity=row.things_a_week * WEEKS_AHEAD,
        amount=row.people,
        parallel=row.people,
        week_minutes_max=row.hours_a_week * 60,
        week_things_max=row.things_a_week,
        busy=standings.busy.get(owner, ()),
        skills=frozenset(row.skills),
        qualifications=frozenset(row.qualifications),
        age=communities.age_on(resident.birth_date, today) if resident else None,
        kept_permille=standings.kept_permille.get(owner),
        load=standings.load[owner],
        given=counts.gave,
        received=counts.got,
    )
    return Given(offer, OfferKey(offer.kind, owner), minutes, row.reach, "work", row.updated_at)


def _from_resource(entry: OpenEntry, side: Side, standings: Standings) -> Given:
    ref, details = entry.ref, entry.ref.details
    owner = ref.proposer_unit_id or ref.proposer_member_id
    assert owner is not None
    kind = details["resource_kind"]
    minutes = _open_minutes(details)
    counts, units = standings.counts_of(owner), (ref.quantity or 1) if kind == "goods" else 1
    people = (details.get("space") or {}).get("people_max") or units
    offer = Offer(
        id=ref.id,
        kind=OfferKind.RESOURCE,
        categories=frozenset({ref.category}),
        helps=frozenset({Help(kind)}),
        owner_ids=frozenset({owner}),
        windows=weeks.model_windows(minutes),
        place=Place(entry.building),
        capacity=RESOURCE_MAX,
        amount=max(1, people),
        parallel=units,
        week_minutes_max=_weekly(details),
        busy=standings.busy.get(ref.id, ()),
        skills=frozenset({ref.title} if kind == "skill" else ()),
        kept_permille=standings.kept_permille.get(owner),
        load=standings.load[ref.id],
        given=counts.gave,
        received=counts.got,
    )
    return Given(offer, OfferKey(OfferKind.RESOURCE, ref.id), minutes, Reach.COMMUNITY.value, kind, entry.changed_at)


def _open_minutes(details: Mapping[str, object]) -> tuple[Minutes, ...]:
    times = details.get("open_times")
    if not isinstance(times, list) or not times:
        return weeks.WHOLE_WEEK
    return weeks.minutes_of(WeekWindow(each["weekday"], each["from"], each["to"]) for each in times)


def _weekly(details: Mapping[str, object]) -> int | None:
    stated = details.get("time")
    hours = stated.get("weekly_hours") if isinstance(stated, dict) else None
    return min(WEEK, hours * 60) if hours else None
