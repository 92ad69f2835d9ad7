"""One need and one offer, judged by hand: what staff ask about, and what they suggest themselves.

It reads the whole community as a run does, in a bounded number of statements: it is asked for now and then by one
person, and must say the same as a run.
"""

from dataclasses import dataclass
from datetime import datetime

from backend.core.errors import NotFoundError
from backend.infra.uow import UnitOfWork
from backend.matching.errors import NeedNotOpenError
from backend.matching.model.judge import judge
from backend.matching.model.plans import Constraint, Failing
from backend.matching.model.types import Need, Offer
from backend.matching.rules import weeks
from backend.matching.rules.parts import stored_parts
from backend.matching.rules.project import Side
from backend.matching.service.needs import read_needs
from backend.matching.service.offers import read_offers
from backend.matching.service.past import read_declined
from backend.matching.service.standings import read_standings
from backend.matching.service.subjects import find_offers, find_subjects
from backend.matching.types import NeedKey, OfferKey


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


def judge_pair(uow: UnitOfWork, community_id: int, need_key: NeedKey, offer_key: OfferKey) -> Judged:
    """Judge and weigh a pair as it is now; whoever is not matched at all fails by consent.

    Raises NotFoundError (no such need or offer) and NeedNotOpenError.
    """
    if need_key not in find_subjects(uow, community_id, [need_key]):
        raise NotFoundError
    if offer_key not in find_offers(uow, community_id, [offer_key]):
        raise NotFoundError
    side = Side(weeks.monday_of(uow.now), uow.now)
    standings = read_standings(uow, community_id, side)
    wanted = next((each for each in read_needs(uow, community_id, side, standings) if each.key == need_key), None)
    if wanted is None:
        raise NeedNotOpenError
    offers = read_offers(uow, community_id, side, standings, read_declined(uow, community_id))
    given = next((each for each in offers if each.key == offer_key), None)
    if given is None:
        return Judged((Failing(Constraint.CONSENT),), {})
    return _judged(side, wanted.need, given.offer)


def _judged(side: Side, need: Need, offer: Offer) -> Judged:
    verdict = judge(need, offer)
    if verdict.failing:
        return Judged(verdict.failing, {})
    parts = stored_parts(need, offer)
    if not verdict.slots:
        return Judged((), parts)
    first = verdict.slots[0]
    times = (weeks.moment_at(side.monday, minute) for minute in (first.start, first.end))
    return Judged((), parts, *times)
