"""Made-up elections for the count's tests."""

from random import Random

from backend.budgeting.equal_shares import Ballot, Project


def random_election(seed: int, *, points_max: int, size: int = 8) -> tuple[list[Project], list[Ballot], int]:
    """Return projects, ballots and a budget; costs and ballots repeat often, so that there are ties."""
    dice = Random(seed)
    projects = [Project(number, dice.choice([100, 200, 250, 300, 700, 999])) for number in range(1, size + 1)]
    budget = dice.randrange(999, 3000)
    ballots = [_ballot(dice, size, points_max) for _ in range(dice.randrange(1, 30))]
    return projects, ballots, budget


def _ballot(dice: Random, size: int, points_max: int) -> Ballot:
    chosen = dice.sample(range(1, size + 1), dice.randrange(1, 5))
    return {number: dice.randint(1, points_max) for number in chosen}
