"""What is counted: projects with their cost, and ballots with the points each gives."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

# Points by project's number, each above 0; an approval is one point.
Ballot = Mapping[int, int]
# Whose points, how many, and how many ballots say the same.
Support = list[tuple[int, int, int]]


class Project(NamedTuple):
    """A proposal with its cost in fen, above 0."""

    number: int
    cost: int


class Election:
    """Projects, ballots and the money in fen.

    Ballots that say the same are one group: whoever votes alike has equally much left at every moment. What an empty
    ballot's voter has is nobody's, so it does not count.
    """

    def __init__(self, projects: Iterable[Project], ballots: Iterable[Ballot], budget: int) -> None:
        """Take ballots that give points to ``projects`` alone."""
        self.projects = {project.number: project for project in projects}
        self.budget = budget
        alike = Counter(frozenset(ballot.items()) for ballot in ballots if ballot)
        self.groups = [(dict(said), voters) for said, voters in alike.items()]
        self.voters = alike.total()

    @cached_property
    def support(self) -> dict[int, Support]:
        """Return who supports each project: group, points, voters of the group."""
        found: dict[int, Support] = {number: [] for number in self.projects}
        for group, (ballot, voters) in enumerate(self.groups):
            for number, points in ballot.items():
                found[number].append((group, points, voters))
        return found

    @cached_property
    def points(self) -> dict[int, int]:
        """Return the points each project got."""
        return {number: sum(points * voters for _, points, voters in who) for number, who in self.support.items()}

    @cached_property
    def supporters(self) -> dict[int, int]:
        """Return how many voters gave each project any points."""
        return {number: sum(voters for _, _, voters in who) for number, who in self.support.items()}

    def rank(self, number: int) -> tuple[int, int, int]:
        """Return what settles a tie, the smallest first: more points, then cheaper, then proposed earlier. Our rule."""
        return -self.points[number], self.projects[number].cost, number

    def cost(self, numbers: Iterable[int]) -> int:
        """Return what projects cost together."""
        return sum(self.projects[number].cost for number in numbers)
