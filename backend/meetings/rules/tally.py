"""Counting, and what a count means. Pure; thresholds and articles stand in ``thresholds``.

One reading of 出席 for both sentences of 城市居民委员会组织法 Art. 9: a seat is present when its holder came, or when a
person of the same household who came holds its written proxy. The article itself lets a household be spoken for by
one of its own (每户派代表参加); it knows no mandate beyond the household, and the groups' representatives are elected
themselves. A stricter reader finds in the record how many came themselves.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from backend.meetings.rules.thresholds import PASS, SECRET_MIN, Threshold, quorum_of
from backend.meetings.types.motions import Choice, Counts, Outcome, Turnout


def count(choices: Iterable[Choice]) -> Counts:
    """Return how many ballots say what."""
    return counts_by(Counter(choices))


def counts_by(many: Mapping[Choice, int]) -> Counts:
    """Return counts by choice as one value; what is not there is 0."""
    return Counts(**{choice.value: many.get(choice, 0) for choice in Choice})


def is_quorate(turnout: Turnout, *, is_lawful: bool) -> bool:
    """Tell whether the meeting can decide: over half of the seats are present."""
    return quorum_of(is_lawful=is_lawful).is_met(turnout.present, turnout.seats)


def needed_present(turnout: Turnout, *, is_lawful: bool) -> int:
    """Return how many seats must be present."""
    return quorum_of(is_lawful=is_lawful).least(turnout.seats)


def needed_yes(turnout: Turnout) -> int:
    """Return how many must say yes."""
    return PASS.least(turnout.present)


def decide_outcome(turnout: Turnout, counts: Counts) -> Outcome:
    """Return what came of it: passed by over half of those present (出席人的过半数).

    Who is present and says nothing, abstains or spoils the paper is present all the same: only a yes is a yes.
    """
    return Outcome.PASSED if PASS.is_met(counts.yes, turnout.present) else Outcome.REJECTED


def can_be_secret(turnout: Turnout) -> bool:
    """Tell whether enough are present for a secret ballot to hide anybody."""
    return turnout.present >= SECRET_MIN.value


def articles(*, is_lawful: bool) -> Sequence[Threshold]:
    """Return the rules a result rests on, each with its source."""
    return quorum_of(is_lawful=is_lawful), PASS
