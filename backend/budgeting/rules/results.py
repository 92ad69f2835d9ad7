"""What a count says, as JSON: a pure function of proposals, ballots and buildings, so that it can be done again."""

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import orjson

from backend.budgeting.equal_shares import (
    Ballot,
    Count,
    Election,
    Project,
    Represented,
    count_ballots,
    represented,
    shares_spent,
    take_most_supported,
)

# Raised when the count would choose otherwise: results name the rule they were counted by.
RULE_VERSION = 1
# Fewer voters than this of one building are told of together with others: no ballot shines through. Our rule.
BUILDING_VOTERS_MIN = 5


class Counted(NamedTuple):
    """A count with its facts as JSON."""

    ballots_hash: str
    voters: int
    spent_fen: int
    facts: dict[str, Any]


def read_ballot(stored: Mapping[str, Any]) -> Ballot:
    """Return a stored ballot's points by number."""
    return {int(number): points for number, points in stored.items()}


def count_round(
    projects: Sequence[Project], ballots: Sequence[Ballot], budget_fen: int, buildings: Sequence[str | None]
) -> Counted:
    """Count ballots; ``buildings`` names each ballot's, None where it is not known."""
    election = Election(projects, ballots, budget_fen)
    counted = count_ballots(election)
    chosen = [each.number for each in counted.chosen]
    greedy = take_most_supported(election)
    facts: dict[str, Any] = {
        "steps": counted.steps,
        "proposals": [
            {"number": number, "cost_fen": election.projects[number].cost}
            | {"points": election.points[number], "supporters": election.supporters[number]}
            for number in sorted(election.projects)
        ],
        "chosen": _chosen(counted),
        "greedy": greedy,
        "represented": None,
        "buildings": [],
    }
    if election.voters:
        ours, theirs = shares_spent(election, ballots, chosen), shares_spent(election, ballots, greedy)
        facts["represented"] = {"equal_shares": _told(represented(ours)), "greedy": _told(represented(theirs))}
        facts["buildings"] = by_building(buildings, ours, theirs)
    return Counted(hash_ballots(ballots), election.voters, election.cost(chosen), facts)


def _chosen(counted: Count) -> list[dict[str, Any]]:
    return [
        {"number": each.number, "how": each.how.value, "price": None if each.price is None else str(each.price)}
        for each in counted.chosen
    ]


def _told(said: Represented) -> dict[str, int]:
    return {"nothing": said.nothing, "part": said.part, "full": said.full, "mean_percent": _percent(said.mean)}


def _percent(part: Fraction) -> int:
    return int(part * 100)


def hash_ballots(ballots: Sequence[Ballot]) -> str:
    """Return the SHA-256 of what the ballots say, in an order that tells nothing of who came when."""
    lines = sorted(orjson.dumps(sorted(ballot.items())) for ballot in ballots)
    return hashlib.sha256(b"\n".join(lines)).hexdigest()


def by_building(
    buildings: Sequence[str | None], ours: Sequence[Fraction], theirs: Sequence[Fraction]
) -> list[dict[str, Any]]:
    """Return each building's voters and how much of their shares goes to what they support.

    Buildings of fewer than BUILDING_VOTERS_MIN voters are one group (``building`` None); if that is too small as well,
    the smallest of the others goes with it, or else it could be told from the whole by subtraction.
    """
    groups: dict[str | None, list[int]] = {None: []}
    for place, building in enumerate(buildings):
        groups.setdefault(building, []).append(place)
    rest = groups.pop(None)
    for building, _ in sorted(groups.items(), key=lambda each: (len(each[1]), each[0])):
        if len(groups[building]) < BUILDING_VOTERS_MIN or 0 < len(rest) < BUILDING_VOTERS_MIN:
            rest += groups.pop(building)
    told = [*sorted(groups.items(), key=lambda each: str(each[0])), (None, rest)]
    return [_of_building(name, who, ours, theirs) for name, who in told if len(who) >= BUILDING_VOTERS_MIN]


def _of_building(
    name: str | None, who: Sequence[int], ours: Sequence[Fraction], theirs: Sequence[Fraction]
) -> dict[str, Any]:
    def mean(spent: Sequence[Fraction]) -> int:
        return _percent(represented([spent[place] for place in who]).mean)

    return {"building": name, "voters": len(who), "equal_shares_percent": mean(ours), "greedy_percent": mean(theirs)}
