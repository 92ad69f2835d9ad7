"""Published conversations of Polis (CC BY 4.0, attribution in the data's own file), and how alike two divisions are."""

import csv
from dataclasses import dataclass

import numpy as np

from backend.opinions.polis.types import MISSING, Labels, Votes
from tests.shared_data import shared_data


@dataclass(frozen=True)
class Conversation:
    """Votes, each voter's published group (-1: none), and the statements' numbers, a column each."""

    votes: Votes
    groups: Labels
    statements: list[str]


def conversation(name: str) -> Conversation:
    """Read a published conversation, or skip the test."""
    with shared_data(f"polis/{name}/participants-votes.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    statements = [column for column in rows[0] if column.isdigit()]
    votes = [[MISSING if row[column] == "" else int(row[column]) for column in statements] for row in rows]
    groups = [-1 if row["group-id"] == "" else int(row["group-id"]) for row in rows]
    return Conversation(np.array(votes, dtype=np.int8), np.array(groups), statements)


def published_consensus(name: str) -> dict[str, float]:
    """Read the published group-informed consensus by statement, or skip the test."""
    with shared_data(f"polis/{name}/comments.csv").open(newline="") as file:
        return {row["comment-id"]: float(row["group-informed-consensus"]) for row in csv.DictReader(file)}


def adjusted_rand_index(one: Labels, other: Labels) -> float:
    """Return how alike two divisions are: 1 the same, 0 what chance gives (Hubert, Arabie 1985)."""
    together = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(together, (one, other), 1)

    def pairs(counts):
        return float((counts * (counts - 1) / 2).sum())

    here, there = pairs(together.sum(axis=1)), pairs(together.sum(axis=0))
    by_chance = here * there / pairs(np.array([len(one)]))
    return (pairs(together) - by_chance) / ((here + there) / 2 - by_chance)
