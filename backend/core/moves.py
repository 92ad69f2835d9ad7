"""State machines as tables: (state, move) -> state. A table never decides who may move; policies do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from backend.core.errors import MoveNotAllowedError

S = TypeVar("S", bound=StrEnum)
M = TypeVar("M", bound=StrEnum)


@dataclass(frozen=True)
class MoveTable(Generic[S, M]):
    """Which moves lead where."""

    table: Mapping[tuple[S, M], S]

    def next(self, state: S, move: M) -> S:
        """Return the state that ``move`` leads to; raises MoveNotAllowedError."""
        try:
            return self.table[(state, move)]
        except KeyError:
            raise MoveNotAllowedError(state=state.value, move=move.value) from None

    def moves_from(self, state: S) -> list[M]:
        """Return the moves that ``state`` allows, in the table's order."""
        return [move for (origin, move) in self.table if origin is state]

    def only(self, moves: Iterable[M]) -> "MoveTable[S, M]":
        """Return the table cut down to ``moves``, for a kind that allows a subset."""
        allowed = frozenset(moves)
        return MoveTable({key: to for key, to in self.table.items() if key[1] in allowed})
