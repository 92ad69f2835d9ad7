"""One need and one offer, judged by hand: what staff ask about, and what they suggest themselves.

It reads the whole community as a run does, in a bounded number of statements: it is asked for now and then by one
person, and must say the same as a run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from backend.core.errors import NotFoundError
from backend.infra.uow import UnitOfWork
from backend.matching.errors import NeedNotOpenError
from backend.matching.model.judge import judge
from backend.matching.model.plans import Constraint, Failing, Match
from backend.matching.model.types import Need, Offer
from backend.matching.model.why import WhyNot, WhyNotKind, why_not
from backend.matching.models import Suggestion
from backend.matching.rules import weeks
from backend.matching.rules.parts import stored_parts
from backend.matching.rules.project import Side
from backend.matching.service.input import read_sides
from backend.matching.service.past import NEED_ID, OFFER_ID
from backend.matching.service.subjects import find_offers, find_subjects
from backend.matching.types import NeedKey, OfferKey, SuggestionState


@dataclass(frozen=True, slots=True)
class Pair:
    """A need and an offer with all others by the model's ids; ``offer`` None: whoever it is is not matched."""

    side: Side
    need: Need
    offer: Offer | None
    all: Mapping[UUID, Need | Offer]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to be said of a pair; ``parts`` as a run stores them, empty where something fails."""

    failing: tuple[Failing, ...]
    parts: dict[str, dict[str, int]]
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    @property
    def weight(self) -> int:
        """Return the points of all parts."""
        return sum(part["points"] for part in self.parts.values())


def read_pair(uow: UnitOfWork, community_id: int, need_key: NeedKey, offer_key: OfferKey) -> Pair:
    """Return a pair as it is now. Raises NotFoundError (no such need or offer) and NeedNotOpenError."""
    if need_key not in find_subjects(uow, community_id, [need_key]):
        raise NotFoundError
    if offer_key not in find_offers(uow, community_id, [offer_key]):
        raise NotFoundError
    sides = read_sides(uow, community_id)
    needs = {each.key: each.need for each in sides.needs}
    if need_key not in needs:
        raise NeedNotOpenError
    offers = {each.key: each.offer for each in sides.offers}
    everything: dict[UUID, Need | Offer] = {need.id: need for need in needs.values()}
    everything.update({offer.id: offer for offer in offers.values()})
    return Pair(sides.side, needs[need_key], offers.get(offer_key), everything)


def judge_pair(pair: Pair) -> Judged:
    """Judge and weigh a pair; whoever is not matched at all fails by consent."""
    if pair.offer is None:
        return Judged((Failing(Constraint.CONSENT),), {})
    verdict = judge(pair.need, pair.offer)
    if verdict.failing:
        return Judged(verdict.failing, {})
    parts = stored_parts(pair.need, pair.offer)
    if not verdict.slots:
        return Judged((), parts)
    first = verdict.slots[0]
    times = (weeks.moment_at(pair.side.monday, minute) for minute in (first.start, first.end))
    return Judged((), parts, *times)


def why_not_pair(uow: UnitOfWork, community_id: int, pair: Pair) -> WhyNot:
    """Return why what is suggested now does not pair them: the suggestions that wait are the plan."""
    if pair.offer is None:
        return WhyNot(WhyNotKind.FAILS, (Failing(Constraint.CONSENT),))
    rows = uow.session.execute(
        select(NEED_ID, OFFER_ID, Suggestion.starts_at, Suggestion.ends_at, Suggestion.weight).where(
            Suggestion.community_id == community_id,
            Suggestion.state == SuggestionState.OFFERED,
            or_(NEED_ID.in_([pair.need.id]), OFFER_ID.in_([pair.offer.id])),
        )
    )
    matches = [
        Match(
            need_id,
            offer_id,
            weeks.slot_of(pair.side.monday, starts_at, ends_at) if starts_at and ends_at else None,
            weight,
        )
        for need_id, offer_id, starts_at, ends_at, weight in rows
        if need_id in pair.all and offer_id in pair.all
    ]
    return why_not(pair.need, pair.offer, sorted(matches), pair.all)
