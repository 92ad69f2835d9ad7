"""Between rows and the map: votes as a table, the map as JSON, somebody's own place on it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import numpy as np

from backend.opinions.polis.axes import COMPONENTS, project
from backend.opinions.polis.bubbles import DIGITS
from backend.opinions.polis.consensus import VOTES_MIN
from backend.opinions.polis.draw import STATEMENTS_MIN
from backend.opinions.polis.types import MISSING, Axes, OpinionMap, Said, Side, Tally, Votes

GROUP_NAMES = ("甲组", "乙组", "丙组", "丁组", "戊组")
NOTHING_SHOWN: Mapping[str, Any] = {"agreed": [], "groups": []}
# A vote in one number, as the database gives many: four times its statement's column, and the vote plus one.
WIDTH = 4


# Our rule: a map is drawn again after three seconds at the soonest, a large one later: a worker has more to do.
REST_SECONDS, PLACES_A_SECOND = 3, 200_000


def rest_after(voters: int, statements: int) -> timedelta:
    """Return how long a map of this size stands at least; 10,000 people and 300 statements: 18 seconds."""
    return timedelta(seconds=REST_SECONDS + voters * statements / PLACES_A_SECOND)


def as_table(voters: Iterable[Sequence[int]], columns: int) -> Votes:
    """Return a row a voter from their votes, each ``column * WIDTH + vote + 1``."""
    rows = []
    for numbers in voters:
        told = np.asarray(numbers, dtype=np.int64)
        row = np.full(columns, MISSING, dtype=np.int8)
        row[told // WIDTH] = told % WIDTH - 1
        rows.append(row)
    return np.stack(rows) if rows else np.zeros((0, columns), dtype=np.int8)


def axes_before(plane: Mapping[str, Any], statements: Sequence[UUID]) -> Axes | None:
    """Return the axes of the last drawing in today's columns, zeros where a statement is new; None: there are none."""
    if not plane:
        return None
    before = {id_: column for column, id_ in enumerate(plane["statements"])}
    components = np.zeros((COMPONENTS, len(statements)))
    for column, id_ in enumerate(statements):
        if (at := before.get(str(id_))) is not None:
            components[:, column] = [weights[at] for weights in plane["components"]]
    return Axes(np.zeros(len(statements)), components)


def plane_of(drawn: OpinionMap, statements: Sequence[UUID]) -> dict[str, Any]:
    """Return what places votes on the map, as JSON."""
    return {
        "statements": [str(id_) for id_ in statements],
        "center": drawn.axes.center.tolist(),
        "components": drawn.axes.components.tolist(),
        "middles": [[group.x, group.y] for group in drawn.groups],
    }


def shown_of(drawn: OpinionMap, statements: Sequence[UUID]) -> dict[str, Any]:
    """Return what everybody may see of the map, as JSON."""
    return {
        "agreed": [_said(said, drawn.tally, statements) for said in drawn.agreed],
        "groups": [
            {
                "name": GROUP_NAMES[at],
                "size": group.size,
                "x": _rounded(group.x),
                "y": _rounded(group.y),
                "spots": [{"x": spot.x, "y": spot.y, "people": spot.count} for spot in group.bubbles],
                "says": [_said(said, drawn.tally, statements) for said in group.says],
            }
            for at, group in enumerate(drawn.groups)
        ],
    }


def _said(said: Said, tally: Tally, statements: Sequence[UUID]) -> dict[str, Any]:
    """Return what is said with the percentage that says it: of all on the map, and of each group that voted on it."""
    counts = (tally.agrees if said.side is Side.AGREE else tally.disagrees)[:, said.column]
    votes = tally.votes[:, said.column]
    return {
        "statement_id": str(statements[said.column]),
        "side": said.side.value,
        "votes": said.votes,
        "percent": _percent(said.count, said.votes),
        "percent_by_group": [_percent(int(n), int(of)) for n, of in zip(counts, votes, strict=True)],
    }


def _percent(count: int, votes: int) -> int | None:
    """Return a percentage; None where so few voted that it would tell who."""
    return None if votes < VOTES_MIN else round(100 * count / votes)


def _rounded(value: float) -> float:
    return round(value, DIGITS) + 0.0


def own_place(plane: Mapping[str, Any], votes: Mapping[UUID, int], open_statements: int) -> dict[str, Any]:
    """Return where the votes of one voter stand: ``group`` is the index of the nearest one, None while off the map.

    ``wanted`` is on how many statements one votes to stand on the map.
    """
    wanted = min(STATEMENTS_MIN, open_statements)
    off = {"voted": len(votes), "wanted": wanted, "group": None, "x": None, "y": None}
    columns = plane.get("statements", ())
    row = np.array([[votes.get(UUID(id_), MISSING) for id_ in columns]], dtype=np.int8)
    if len(votes) < wanted or not plane.get("middles") or (row == MISSING).all():
        return off
    axes = Axes(np.array(plane["center"]), np.array(plane["components"]))
    place = project(row, axes)[0]
    gaps = ((np.array(plane["middles"]) - place) ** 2).sum(axis=1)
    return {**off, "group": int(gaps.argmin()), "x": _rounded(float(place[0])), "y": _rounded(float(place[1]))}
