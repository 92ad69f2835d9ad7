"""A made-up neighbourhood of any size for the matching benchmark: as many needs as offers, the same for one seed.

Categories are as unlike as in life (a third of everything is in three of forty), times cluster in evenings and at
weekends, a third of the needs are shifts with an appointed time, a fifth take no time. A need sees 8 to 20 offers.
"""

from dataclasses import replace
from random import Random
from uuid import UUID

from backend.matching.model.judge import possible_times
from backend.matching.model.plans import Edge
from backend.matching.model.types import DAY, WEEK, Busy, Distance, Help, Need, Offer, Place, Slot, Window
from backend.matching.model.weigh import edge_of
from backend.matching.types import NeedKind, OfferKind

CATEGORIES = 40
EDGES_MIN, EDGES_MAX = 8, 20
# Weekday (5 and 6 the weekend), from hour, to hour, how common.
TIMES = [
    *[(day, 18, 21, 6) for day in range(5)],
    *[(day, 9, 12, 7) for day in (5, 6)],
    *[(day, 14, 18, 7) for day in (5, 6)],
    *[(day, 9, 12, 2) for day in range(5)],
    *[(day, 14, 17, 2) for day in range(5)],
]
EVERYBODY = frozenset(OfferKind)


class Neighbourhood:
    """Draws needs, offers and the edges between them."""

    def __init__(self, size: int, seed: int = 7) -> None:
        """Draw so many needs and so many offers."""
        self.dice = Random(seed)
        self.size = size
        self.buildings = max(4, size // 100)
        shares = [1 / (rank + 2) for rank in range(CATEGORIES)]
        self.of_category = self.dice.choices(range(CATEGORIES), shares, k=2 * size)
        self.needs = [self._need(n) for n in range(size)]
        self.offers = [self._offer(size + n) for n in range(size)]

    def edges(self) -> list[Edge]:
        """Judge candidates of each need's category until it has enough; weigh those that fit."""
        by_category: dict[str, list[Offer]] = {}
        for offer in self.offers:
            for category in sorted(offer.categories):
                by_category.setdefault(category, []).append(offer)
        found = []
        for need in self.needs:
            wanted, candidates = self.dice.randint(EDGES_MIN, EDGES_MAX), by_category.get(need.category, [])
            for offer in self.dice.sample(candidates, min(4 * wanted, len(candidates))):
                slots = possible_times(need, offer)
                if slots is not None:
                    found.append(edge_of(need, offer, slots))
                    wanted -= 1
                if wanted == 0:
                    break
        return found

    def _windows(self, most: int) -> tuple[Window, ...]:
        picked = self.dice.choices(TIMES, [common for *_, common in TIMES], k=self.dice.randint(1, most))
        return tuple(Window(day * DAY + start * 60, day * DAY + end * 60) for day, start, end, _ in sorted(set(picked)))

    def _place(self) -> Place:
        if self.dice.random() < 0.1:
            return Place(outside=True)
        return Place(f"{self.dice.randrange(self.buildings)}号楼")

    def _slot(self, minutes: int) -> Slot:
        ((day, start, end, _),) = self.dice.choices(TIMES, [common for *_, common in TIMES])
        begin = self.dice.randrange(2) * WEEK + day * DAY + self.dice.randrange(start * 60, end * 60 - minutes + 1, 30)
        return Slot(begin, begin + minutes)

    def _need(self, n: int) -> Need:
        draw, dice = self.dice.random(), self.dice
        need = Need(
            id=UUID(int=n + 1),
            kind=NeedKind.ENTRY,
            category=f"c{self.of_category[n]}",
            helps=frozenset({Help.TIME, Help.SKILL}),
            takers=EVERYBODY,
            place=self._place(),
            skill=dice.choice((None, None, "理发", "修水电", "教手机")),
            urgency=dice.choice((0, 0, 0, 1, 1, 2, 3)),
            waiting_days=dice.randrange(40),
            asker_received=dice.randrange(6),
            asker_given=dice.randrange(6),
        )
        if draw < 0.2:
            return need
        minutes = dice.choice((60, 90, 120, 120, 180))
        if draw < 0.55:
            places = dice.choice((1, 1, 2, 2, 3, 6))
            return replace(need, kind=NeedKind.SHIFT, minutes=minutes, fixed=self._slot(minutes), places=places)
        return replace(need, minutes=minutes, windows=self._windows(4))

    def _offer(self, n: int) -> Offer:
        draw, dice = self.dice.random(), self.dice
        offer = Offer(
            id=UUID(int=n + 1),
            kind=OfferKind.MEMBER,
            categories=frozenset({f"c{self.of_category[n]}", f"c{dice.choice(self.of_category)}"}),
            helps=frozenset({Help.TIME}),
            owner_ids=frozenset({UUID(int=n + 1)}),
            windows=self._windows(6),
            place=self._place(),
            reach=dice.choice((Distance.SAME_COMMUNITY, Distance.ELSEWHERE, Distance.ELSEWHERE)),
            capacity=dice.choice((1, 1, 2, 2, 3)),
            week_things_max=dice.choice((1, 1, 2)),
            week_minutes_max=dice.choice((None, 120, 180, 240)),
            skills=frozenset(dice.sample(("理发", "修水电", "教手机"), dice.randrange(3))),
            age=dice.randrange(14, 80),
            kept_permille=dice.choice((None, 1000, 900, 700)),
            load=dice.randrange(2),
            given=dice.randrange(6),
            received=dice.randrange(3),
        )
        busy = tuple(Busy(self._slot(120), self._place()) for _ in range(dice.choice((0, 0, 1))))
        if draw < 0.8:
            return replace(offer, busy=busy)
        many = {"capacity": 10, "week_things_max": None, "week_minutes_max": None, "age": None}
        if draw < 0.9:
            return replace(offer, kind=OfferKind.UNIT, parallel=3, **many)
        return replace(offer, kind=OfferKind.RESOURCE, **many)
