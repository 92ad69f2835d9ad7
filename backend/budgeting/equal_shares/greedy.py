"""What most cities do: the most points first, as long as the money lasts."""

from collections.abc import Collection

from backend.budgeting.equal_shares.election import Election


def take_most_supported(election: Election, chosen: Collection[int] = ()) -> list[int]:
    """Return what is taken beside ``chosen``: by points, passing over what the rest of the money does not reach.

    With cost utilities this is also the utilitarian completion: worth for cost is points. What nobody gave a point
    is never taken.
    """
    left = election.budget - election.cost(chosen)
    taken = []
    for number in sorted(election.projects.keys() - set(chosen), key=election.rank):
        cost = election.projects[number].cost
        if election.points[number] and cost <= left:
            taken.append(number)
            left -= cost
    return taken
