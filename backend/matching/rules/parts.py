"""A weight's parts as they are stored with a suggestion, for its reasons."""

from backend.matching.model.types import Need, Offer
from backend.matching.model.weigh import weigh


def stored_parts(need: Need, offer: Offer) -> dict[str, dict[str, int]]:
    """Return by PartCode the points, the figure that they come from and, of the giver, what they received as well."""
    parts = {part.code.value: {"points": part.points, "figure": int(part.figure)} for part in weigh(need, offer)}
    parts["giver"]["received"] = offer.received
    return parts
