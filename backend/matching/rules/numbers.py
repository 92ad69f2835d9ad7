"""Numbers of matching that are ours, each with its reason."""

from datetime import timedelta

# Our rule: a decline is remembered for the pair for half a year.
DECLINE_DAYS = timedelta(days=180)
# Our rule: who let a suggestion lapse is not asked the same again for two weeks.
LAPSE_DAYS = timedelta(days=14)
# Our rule: an answer is waited for as many working days.
ANSWER_WORKING_DAYS = 3
# Our rule: a need that nobody serves for so long becomes a problem, or the desk's.
UNMET_DAYS = timedelta(days=14)
# Our rule: promises, giving and getting are counted over this time.
LOOK_BACK = timedelta(days=90)
# Our rule: the horizon, from now.
AHEAD = timedelta(days=14)
# Our rule: of one entry as many places are suggested at once; nobody is asked in dozens for one thing.
PLACES_MAX = 5
# Candidates of one need: the solver sees a sparse graph. Beyond so many pairs in all each need gets fewer.
CANDIDATES_MAX = 60
CANDIDATES_MIN = 10
PAIRS_MAX = 150_000
# Candidates looked at to tell why nobody serves a need, of so many needs that wait longest.
WHY_CANDIDATES = 40
WHY_NEEDS = 2_000
# The smallest change is worked out for so many of them; each takes some hundredths of a second.
CHANGES_MAX = 500
# Deterministic seconds of search: a job has 120 seconds in all (infra.due).
EFFORT = 30.0
# Our rule: of an entry that names a time but no hours, one hour; nobody is asked for more than four at once.
HOUR_MINUTES = 60
MINUTES_MAX = 240


def candidates_of(needs: int) -> int:
    """Return how many candidates each of so many needs gets."""
    return max(CANDIDATES_MIN, min(CANDIDATES_MAX, PAIRS_MAX // max(1, needs)))
