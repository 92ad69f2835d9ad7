"""The plan of a part of the problem by CP-SAT, with every constraint as it is; it proves what it finds, given effort.

One worker, a fixed seed and deterministic time: the same part gives the same plan on every machine.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from backend.matching.model.choices import Choices
from backend.matching.model.flow import Room
from backend.matching.model.times import week_minutes_left, week_things_left
from backend.matching.model.types import WEEK
from backend.matching.model.weigh import load_points

if TYPE_CHECKING:
    from ortools.sat.python import cp_model


# No bound was found.
UNBOUNDED = 2**62


class Found(NamedTuple):
    """What was chosen, an upper bound of the part's value, and the effort spent, in deterministic seconds."""

    chosen: list[int]
    bound: int
    effort: float


def find_exact(choices: Choices, candidates: Sequence[int], room: Room, hint: Sequence[int], *, effort: float) -> Found:
    """Return the best plan among candidates that ``effort`` finds; with little effort it may be worse than the hint.

    Each candidate must be possible beside what its offer keeps, taken alone.
    """
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    taken = {n: model.new_bool_var("") for n in candidates}
    by_need: dict[int, list[int]] = defaultdict(list)
    by_pair: dict[int, list[int]] = defaultdict(list)
    by_offer: dict[int, list[int]] = defaultdict(list)
    for n in candidates:
        choice = choices.all[n]
        by_need[choice.need].append(n)
        by_pair[choice.edge].append(n)
        by_offer[choice.offer].append(n)
    for need, mine in by_need.items():
        if len(mine) > room.places[need]:
            model.add(sum(taken[n] for n in mine) <= room.places[need])
        if room.places[need] > 1:
            for pair in {choices.all[n].edge for n in mine}:
                _at_most_one(model, taken, by_pair[pair])
    variables, points = list(taken.values()), [choices.all[n].value for n in candidates]
    for offer, mine in by_offer.items():
        part = _OfferPart(model, choices, offer, mine, taken, list(room.kept.get(offer, ())))
        part.limit_time()
        part.limit_weeks()
        steps, loads = part.load()
        variables += steps
        points += [-load for load in loads]
    model.maximize(cp_model.LinearExpr.weighted_sum(variables, points))
    hinted = set(hint)
    for n in candidates:
        model.add_hint(taken[n], n in hinted)
    return _solved(cp_model.CpSolver(), model, taken, list(hint), effort)


def _at_most_one(model: "cp_model.CpModel", taken: dict[int, "cp_model.IntVar"], several: Sequence[int]) -> None:
    if len(several) > 1:
        model.add_at_most_one(taken[n] for n in several)


class _OfferPart:
    """The constraints of one offer."""

    def __init__(
        self,
        model: "cp_model.CpModel",
        choices: Choices,
        offer: int,
        mine: list[int],
        taken: dict[int, "cp_model.IntVar"],
        kept: list[int],
    ) -> None:
        """Begin with the offer's candidates."""
        self.model, self.choices, self.offer, self.mine, self.taken, self.kept = (
            model,
            choices,
            offer,
            mine,
            taken,
            kept,
        )
        self.limits = choices.offers[offer]
        self.timed = {n: slot for n in mine if (slot := choices.all[n].slot) is not None}

    def limit_time(self) -> None:
        """Never more at the same time than there are hands, and time for the way of a single pair."""
        begins = sorted({start for start, _ in self.timed.values()})
        if self.limits.parallel > 1:
            left = self.choices.hands_left(self.offer, [*self.kept, *self.timed])
            for at, hands in left.items():
                under_way = [n for n, (start, end) in self.timed.items() if start <= at < end]
                # hands_left took one off for each of these as well.
                if hands < 0 and under_way:
                    self.model.add(sum(self.taken[n] for n in under_way) <= hands + len(under_way))
            return
        for at in begins:
            _at_most_one(self.model, self.taken, [n for n, (start, end) in self.timed.items() if start <= at < end])
        ordered = sorted(self.timed, key=lambda n: (self.timed[n], n))
        for i, one in enumerate(ordered):
            for other in ordered[i + 1 :]:
                gap = self.timed[other].start - self.timed[one].end
                if gap >= 0 and self.choices.collide(one, other):
                    self.model.add_at_most_one(self.taken[one], self.taken[other])

    def limit_weeks(self) -> None:
        """Never more things or minutes in a week than are left."""
        weeks: dict[int, list[int]] = defaultdict(list)
        for n, slot in self.timed.items():
            weeks[slot.start // WEEK].append(n)
        for week, within in weeks.items():
            kept = [at for n in self.kept if (at := self.choices.all[n].slot) is not None and at.start // WEEK == week]
            if self.limits.week_things_max is not None:
                left = week_things_left(self.limits, week) - len(kept)
                self.model.add(sum(self.taken[n] for n in within) <= left)
            if self.limits.week_minutes_max is not None:
                left = week_minutes_left(self.limits, week) - sum(end - start for start, end in kept)
                minutes = {n: self.timed[n].end - self.timed[n].start for n in within}
                self.model.add(sum(minutes[n] * self.taken[n] for n in within) <= left)

    def load(self) -> tuple[list["cp_model.IntVar"], list[int]]:
        """Never more things than the capacity; return a variable for each of them and its load, the lightest first."""
        count = min(self.limits.capacity - len(self.kept), len({self.choices.all[n].edge for n in self.mine}))
        steps = [self.model.new_bool_var("") for _ in range(max(count, 0))]
        self.model.add(sum(self.taken[n] for n in self.mine) <= sum(steps))
        return steps, [load_points(self.limits.load + len(self.kept) + nth) for nth in range(len(steps))]


def _solved(
    solver: "cp_model.CpSolver",
    model: "cp_model.CpModel",
    taken: dict[int, "cp_model.IntVar"],
    hint: list[int],
    effort: float,
) -> Found:
    from ortools.sat.python import cp_model

    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 0
    solver.parameters.linearization_level = 2  # a hundred times less effort than 1 (measured, ADR 39)
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model)
    spent = solver.response_proto.deterministic_time
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Found(hint, UNBOUNDED, spent)
    chosen = [n for n, variable in taken.items() if solver.boolean_value(variable)]
    return Found(chosen, int(solver.best_objective_bound + 1e-6), spent)
