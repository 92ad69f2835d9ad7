"""Profiles: what people and units say of themselves, whether a resource is matched, and the way out, at once."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql.ranges import MultiRange, Range

from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.errors import NotMemberError
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryRef
from backend.matching.errors import ConsentTextOutdatedError, MatchAdultsOnlyError, NotAResourceError
from backend.matching.models import Offer, Profile, ProfileWord
from backend.matching.policy import POLICY, A
from backend.matching.rules import consent, weeks
from backend.matching.service import clocks
from backend.matching.service.withdrawing import withdraw_of_offer
from backend.matching.types import OFFER_COLUMNS, Minutes, NewProfile, OfferKey, OfferKind, Reach


def get_own_profile(uow: UnitOfWork, actor: Actor, community_id: int) -> dict[str, Any]:
    """Return what the caller said, with the text that tells what it means; nothing said: off."""
    POLICY.permit(actor, A.STATE_OWN)
    return _view(find_profile(uow, community_id, OfferKey(OfferKind.MEMBER, _own_id(actor))))


def state_own_profile(uow: UnitOfWork, actor: Actor, community_id: int, new: NewProfile) -> dict[str, Any]:
    """Say what the caller can do, or that they are not matched any more.

    Raises ConsentTextOutdatedError, MatchAdultsOnlyError, InvalidError (no such category).
    """
    POLICY.permit(actor, A.STATE_OWN)
    member_id = _own_id(actor)
    facts = communities.member_facts(uow, community_id, [member_id])
    if new.is_on and not communities.is_adult(facts[member_id].birth_date, local_date(uow.now)):
        raise MatchAdultsOnlyError
    return _state(uow, actor, community_id, OfferKey(OfferKind.MEMBER, member_id), new)


def get_unit_profile(uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Return what a unit's contact said of it; raises NotFoundError, ForbiddenError."""
    POLICY.permit(actor, A.STATE_UNIT, unit_id=unit_id)
    communities.get_unit(uow, community_id, unit_id)
    return _view(find_profile(uow, community_id, OfferKey(OfferKind.UNIT, unit_id)))


def state_unit_profile(
    uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, new: NewProfile
) -> dict[str, Any]:
    """Say what a unit can do; raises NotFoundError, ForbiddenError, ConsentTextOutdatedError, InvalidError."""
    POLICY.permit(actor, A.STATE_UNIT, unit_id=unit_id)
    communities.get_unit(uow, community_id, unit_id)
    return _state(uow, actor, community_id, OfferKey(OfferKind.UNIT, unit_id), new)


def get_resource_choice(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Return whether a resource is matched; raises NotFoundError, NotAResourceError, ForbiddenError."""
    _permit_resource(actor, lists.get_visible_entry(uow, actor, community_id, entry_id))
    row = find_profile(uow, community_id, OfferKey(OfferKind.RESOURCE, entry_id))
    return {"is_on": row is None or row.is_on, "text": consent.RESOURCE_TEXT}


def choose_for_resource(
    uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, *, is_on: bool
) -> dict[str, Any]:
    """Leave a resource out of matching, or take it in again; raises as ``get_resource_choice``."""
    _permit_resource(actor, lists.get_visible_entry(uow, actor, community_id, entry_id))
    new = NewProfile(is_on=is_on, version=consent.TEXT_VERSION)
    _state(uow, actor, community_id, OfferKey(OfferKind.RESOURCE, entry_id), new)
    return {"is_on": is_on, "text": consent.RESOURCE_TEXT}


def _permit_resource(actor: Actor, entry: EntryRef) -> None:
    POLICY.permit(actor, A.STATE_RESOURCE, unit_id=entry.proposer_unit_id, member_id=entry.proposer_member_id)
    if entry.kind != "resource":
        raise NotAResourceError


def _own_id(actor: Actor) -> UUID:
    if actor.member_id is None:
        raise NotMemberError
    return actor.member_id


def find_profile(uow: UnitOfWork, community_id: int, owner: OfferKey, *, lock: bool = False) -> Profile | None:
    """Return an owner's profile, if they stated one."""
    column = getattr(Profile, OFFER_COLUMNS[owner.kind])
    wanted = select(Profile).where(Profile.community_id == community_id, column == owner.id)
    if lock:
        wanted = wanted.with_for_update(key_share=True)
    return uow.session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()


def _state(uow: UnitOfWork, actor: Actor, community_id: int, owner: OfferKey, new: NewProfile) -> dict[str, Any]:
    """Store a word and act on it in the same transaction; saying the same again writes nothing."""
    if new.is_on and new.version != consent.TEXT_VERSION:
        raise ConsentTextOutdatedError(version=consent.TEXT_VERSION)
    lists.require_categories(uow, [("categories", code) for code in new.categories])
    clocks.hold(uow, community_id)
    row = find_profile(uow, community_id, owner, lock=True)
    said = _columns(new, owner.kind)
    if row is not None and row.is_on == new.is_on and (not new.is_on or _is_said(row, said)):
        return _view(row)
    row = _write(uow, actor, community_id, owner, row, new)
    uow.session.add(
        ProfileWord(
            community_id=community_id,
            id=uow.new_id(),
            profile_id=row.id,
            version=row.version,
            is_on=row.is_on,
            consent_version=row.consent_version,
            content=content_of(row),
            by_id=actor.member_id,
            at=uow.now,
        )
    )
    uow.session.flush()
    if new.is_on:
        clocks.ask(uow, community_id)
    else:
        uow.session.execute(delete(Offer).where(Offer.community_id == community_id, Offer.id == owner.id))
        withdraw_of_offer(uow, community_id, owner)
    return _view(row)


def _write(
    uow: UnitOfWork, actor: Actor, community_id: int, owner: OfferKey, row: Profile | None, new: NewProfile
) -> Profile:
    """Store the word as the owner's profile; who goes out keeps what they had said, for if they come again."""
    values: dict[str, Any] = {"is_on": new.is_on, "stated_by": actor.member_id, "updated_at": uow.now}
    if new.is_on or row is None:
        values |= _columns(new, owner.kind) | {"consent_version": new.version}
    if row is None:
        key = {OFFER_COLUMNS[owner.kind]: owner.id}
        row = Profile(community_id=community_id, id=uow.new_id(), version=1, created_at=uow.now, **key, **values)
        uow.session.add(row)
    else:
        row.version += 1
        for name, value in values.items():
            setattr(row, name, value)
    uow.session.flush()
    return row


def to_ranges(minutes: tuple[Minutes, ...]) -> MultiRange[int]:
    """Return stretches of the week as they are stored."""
    return MultiRange([Range(start, end) for start, end in minutes])


def minutes_in(ranges: MultiRange[int]) -> tuple[Minutes, ...]:
    """Return stored stretches as values."""
    return tuple(Minutes(each.lower or 0, each.upper or 0) for each in ranges)


def _columns(new: NewProfile, kind: OfferKind) -> dict[str, Any]:
    """Return what is said as the columns that hold it."""
    return {
        "skills": list(new.skills),
        "categories": sorted(set(new.categories)),
        "qualifications": list(new.qualifications),
        "minutes": to_ranges(weeks.minutes_of(new.windows)),
        "hours_a_week": new.hours_a_week,
        "things_a_week": new.things_a_week,
        "people": new.people if kind is OfferKind.UNIT else 1,
        "reach": new.reach.value,
    }


def _is_said(row: Profile, said: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in said.items())


def content_of(row: Profile) -> dict[str, Any]:
    """Return what a profile says, as JSON."""
    names = ("skills", "categories", "qualifications", "hours_a_week", "things_a_week", "people", "reach")
    minutes = [list(each) for each in minutes_in(row.minutes)]
    return {name: getattr(row, name) for name in names} | {"minutes": minutes}


def _view(row: Profile | None) -> dict[str, Any]:
    """Return a profile for its owner; without one, what a form begins with."""
    empty = NewProfile(is_on=False, version=consent.TEXT_VERSION)
    said = row or Profile(**_columns(empty, OfferKind.MEMBER))
    windows = weeks.windows_of(minutes_in(said.minutes))
    return {
        **content_of(said),
        "reach": Reach(said.reach),
        "windows": [{"weekday": each.weekday, "from_": each.from_, "to": each.to} for each in windows],
        "is_on": row is not None and row.is_on,
        "stated_at": None if row is None else row.updated_at,
        "consent_version": None if row is None else row.consent_version,
        "text": consent.TEXT,
        "text_version": consent.TEXT_VERSION,
    }
