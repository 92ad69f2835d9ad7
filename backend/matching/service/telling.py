"""Whom matching tells: the one suggested, the unit's contacts, who asked, the desk. Nobody is told who said no."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.communities import service as communities
from backend.core.clock import local_date
from backend.infra import outbox
from backend.infra.outbox import Event, Subscription
from backend.infra.uow import UnitOfWork
from backend.matching import events
from backend.matching.events import Told
from backend.matching.models import Review, Suggestion
from backend.matching.rules.suggesting import TOLD_BEFORE_LAPSE
from backend.matching.service.subjects import (
    Offered,
    Subject,
    find_offers,
    find_subjects,
    need_key,
    offer_key,
)
from backend.matching.types import SuggestionState

SUGGESTION = "match"
REVIEW = "match_review"


def tell_suggested(uow: UnitOfWork, community_id: int, rows: Sequence[Suggestion]) -> None:
    """Tell each owner once of all that is new for them, and again of what they have not answered before it lapses.

    Contacts are read once for all units. At most eight statements however many suggestions there are.
    """
    if not rows:
        return
    subjects = find_subjects(uow, community_id, map(need_key, rows))
    mine = _by_recipient(uow, community_id, rows)
    told = [
        Told("suggested", [member_id], (SUGGESTION, own[0].id), subjects[need_key(own[0])].title, _told_first(own))
        for member_id, own in mine.items()
    ]
    events.tell(uow, community_id, told)
    later = {member_id: _told_again(own, uow.now) for member_id, own in mine.items()}
    outbox.record_many(
        uow,
        community_id,
        events.LAPSES_SOON,
        [(None, _reminder(member_id, own), _remind_at(own)) for member_id, own in later.items() if own],
    )


def _by_recipient(uow: UnitOfWork, community_id: int, rows: Sequence[Suggestion]) -> Mapping[UUID, list[Suggestion]]:
    """Return the suggestions by whoever may answer them; several contacts of a unit are each told."""
    offers = find_offers(uow, community_id, map(offer_key, rows))
    contacts = contacts_by_unit(uow, community_id, offers.values())
    found: dict[UUID, list[Suggestion]] = {}
    for row in rows:
        for member_id in owners_of(offers[offer_key(row)], contacts):
            found.setdefault(member_id, []).append(row)
    return found


def _told_first(rows: Sequence[Suggestion]) -> dict[str, Any]:
    until = min((row.next_at for row in rows if row.next_at is not None), default=None)
    return {
        "count": len(rows),
        "until": None if until is None else until.isoformat(),
        "by_hand": all(row.made_by is not None for row in rows),
    }


def _reminder(member_id: UUID, rows: Sequence[Suggestion]) -> dict[str, Any]:
    return {"member_id": str(member_id), "suggestion_ids": [str(row.id) for row in rows]}


def _told_again(rows: Sequence[Suggestion], now: datetime) -> list[Suggestion]:
    """Leave out what lapses so soon that the reminder would come with the first word of it."""
    return [row for row in rows if row.next_at is not None and row.next_at - TOLD_BEFORE_LAPSE > now]


def _remind_at(rows: Sequence[Suggestion]) -> datetime:
    return min(row.next_at for row in rows if row.next_at is not None) - TOLD_BEFORE_LAPSE


def remind_before_lapse(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """Tell of those suggestions that still wait for their answer."""
    community_id = batch[0].community_id
    wanted = {UUID(id_) for event in batch for id_ in event.payload["suggestion_ids"]}
    rows = uow.session.scalars(
        select(Suggestion)
        .where(
            Suggestion.community_id == community_id,
            Suggestion.id.in_(wanted),
            Suggestion.state == SuggestionState.OFFERED,
        )
        .order_by(Suggestion.next_at, Suggestion.id)
    ).all()
    subjects = find_subjects(uow, community_id, map(need_key, rows))
    told = []
    for event in batch:
        ids = set(event.payload["suggestion_ids"])
        if own := [row for row in rows if str(row.id) in ids]:
            first, member_id = own[0], UUID(event.payload["member_id"])
            more = {"count": len(own), "until": None if first.next_at is None else first.next_at.isoformat()}
            target = (SUGGESTION, first.id)
            told.append(Told("lapses_soon", [member_id], target, subjects[need_key(first)].title, more))
    events.tell(uow, community_id, told)


LAPSES_SOON = Subscription(events.LAPSES_SOON, remind_before_lapse)


def tell_accepted(uow: UnitOfWork, row: Suggestion, subject: Subject) -> None:
    """Tell a shift's leader that somebody comes; who asked for an entry hears of the claim from their list."""
    if row.shift_id is not None:
        told = Told("accepted", askers_of(uow, row.community_id, subject), ("shift", row.shift_id), subject.title, {})
        events.tell(uow, row.community_id, [told])


def tell_declined(uow: UnitOfWork, row: Suggestion, subject: Subject) -> None:
    """Tell who asked that it is looked for further, at most once a day, and neither who said no nor why."""
    key = need_key(row)
    once = f"declined:{key.role_id or key.id}:{local_date(uow.now).isoformat()}"
    askers = askers_of(uow, row.community_id, subject)
    told = Told("declined", askers, (key.kind.value, key.id), subject.title, {}, key=once)
    events.tell(uow, row.community_id, [told])


def tell_review_asked(uow: UnitOfWork, row: Review, title: str) -> None:
    """Tell the desk that somebody wants a person's word."""
    staff = [member.id for member in communities.staff_of(uow, row.community_id) if member.id != row.asked_by]
    more = {"answer_by": row.answer_by.isoformat()}
    events.tell(uow, row.community_id, [Told("review_asked", staff, (REVIEW, row.id), title, more)])


def tell_review_answered(uow: UnitOfWork, row: Review, title: str) -> None:
    """Tell who asked what staff said."""
    told = Told("review_answered", [row.asked_by], (REVIEW, row.id), title, {"answer": row.answer})
    events.tell(uow, row.community_id, [told])


def askers_of(uow: UnitOfWork, community_id: int, subject: Subject) -> list[UUID]:
    """Return who asked: the member, the unit's contacts, or who wrote it at the desk; a shift's leader."""
    if subject.asker_unit_id is not None:
        return [contact.id for contact in communities.contacts_of(uow, community_id, subject.asker_unit_id)]
    if subject.asker_member_id is not None:
        return [subject.asker_member_id]
    return [subject.entry.created_by_member_id] if subject.entry else []


def contacts_by_unit(uow: UnitOfWork, community_id: int, offers: Iterable[Offered]) -> dict[UUID, list[UUID]]:
    """Return the contacts of the units behind offers."""
    unit_ids = {offer.unit_id for offer in offers if offer.unit_id is not None}
    return communities.contacts_by_unit(uow, community_id, unit_ids) if unit_ids else {}


def owners_of(offer: Offered, contacts: Mapping[UUID, Sequence[UUID]]) -> Sequence[UUID]:
    """Return who may answer for an offer; nobody for the community's own resource."""
    if offer.member_id is not None:
        return [offer.member_id]
    return contacts.get(offer.unit_id, []) if offer.unit_id is not None else []
