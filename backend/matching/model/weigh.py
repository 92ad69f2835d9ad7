"""Preferences: what a possible match is worth, as whole points that each come from a figure.

All amounts here are our rule. A place filled is worth more than anything else, then comes how urgent the need is and
how long it has waited; what speaks for one offer rather than another decides among these. The load of an offer is no
part of an edge's weight, since it depends on the other matches: the plan takes ``load_points`` off for each of them.
"""

from backend.matching.model.plans import Edge, Part, PartCode
from backend.matching.model.times import distance
from backend.matching.model.types import Distance, Need, Offer, Slot

SERVED = 1000
URGENCY = 400  # a step of urgency, 0 to 3
WAITING = 10  # a day of waiting
WAITING_DAYS_MAX = 60
CATEGORY = 30  # exactly the category, not its parent
SKILL = 80
NEAR = {Distance.SAME_BUILDING: 60, Distance.SAME_COMMUNITY: 30, Distance.ELSEWHERE: 0}
KEPT = 60  # all promises kept
KEPT_UNKNOWN_PERMILLE = 800  # nobody is held back for being new
ASKER = 8  # a thing that the asker gave more, or received less, up to ASKER_THINGS
ASKER_THINGS = 5
GIVER = 6  # a thing that the giver gave less, up to GIVER_THINGS
GIVER_THINGS = 5
LOAD = 12  # a thing already in hand, up to LOAD_THINGS
LOAD_THINGS = 8
LATER = 1  # each of a pair's times after the first


def weigh(need: Need, offer: Offer) -> tuple[Part, ...]:
    """Return the parts of a possible match's weight, in PartCode's order, those of no points among them."""
    apart = distance(need.place, offer.place)
    kept = KEPT_UNKNOWN_PERMILLE if offer.kept_permille is None else offer.kept_permille
    owed = min(max(need.asker_given - need.asker_received, 0), ASKER_THINGS)
    seldom = ASKER_THINGS - min(need.asker_received, ASKER_THINGS)
    waited = min(need.waiting_days, WAITING_DAYS_MAX)
    exact = int(need.category in offer.categories)
    skilled = int(need.skill is not None and need.skill in offer.skills)
    return (
        Part(PartCode.SERVED, SERVED, 1),
        Part(PartCode.URGENCY, URGENCY * need.urgency, need.urgency),
        Part(PartCode.WAITING, WAITING * waited, need.waiting_days),
        Part(PartCode.CATEGORY, CATEGORY * exact, exact),
        Part(PartCode.SKILL, SKILL * skilled, skilled),
        Part(PartCode.DISTANCE, NEAR[apart], apart),
        Part(PartCode.KEPT, KEPT * kept // 1000, kept),
        Part(PartCode.ASKER, ASKER * (owed + seldom), need.asker_received),
        Part(PartCode.GIVER, GIVER * (GIVER_THINGS - min(_given_net(offer), GIVER_THINGS)), offer.given),
    )


def _given_net(offer: Offer) -> int:
    """Return how many things an offer's owner gave more than received: who received may be asked sooner."""
    return max(offer.given - offer.received, 0)


def edge_of(need: Need, offer: Offer, slots: tuple[Slot, ...]) -> Edge:
    """Return the edge of a pair for which nothing fails, with its times."""
    return Edge(need.id, offer.id, sum(part.points for part in weigh(need, offer)), slots)


def load_points(in_hand: int) -> int:
    """Return what one more thing costs an offer that has so many in hand: never less than the one before."""
    return LOAD * min(in_hand, LOAD_THINGS)
