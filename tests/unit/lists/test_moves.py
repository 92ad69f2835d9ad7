"""The state table of entries, walked over every state and every move."""

from itertools import product

import pytest

from backend.core.errors import MoveNotAllowedError
from backend.lists.kinds import OWN_KINDS
from backend.lists.moves import (
    ENTRY_MOVES,
    MOVE_NAMES,
    STATE_NAMES,
    all_moves_but,
    reachable,
    with_separate_publication,
)
from backend.lists.types import EntryMove as M
from backend.lists.types import EntryState as S
from backend.lists.types import HistoryMove, KindDeclaration

# Written down once more on purpose: a change of the table is a change of what people may do.
ALLOWED = {
    S.DRAFT: {M.SUBMIT: S.PROPOSED, M.WITHDRAW: S.WITHDRAWN},
    S.PROPOSED: {
        M.ADOPT: S.OPEN,
        M.PUT_ON_NOTICE: S.ON_NOTICE,
        M.REJECT: S.REJECTED,
        M.WITHDRAW: S.WITHDRAWN,
    },
    S.ON_NOTICE: {M.ADOPT: S.OPEN, M.REJECT: S.REJECTED, M.WITHDRAW: S.WITHDRAWN},
    S.ADOPTED: {M.PUBLISH: S.OPEN, M.WITHDRAW: S.WITHDRAWN},
    S.REJECTED: {M.SUBMIT: S.PROPOSED},
    S.OPEN: {M.START: S.IN_PROGRESS, M.DELIVER: S.DELIVERED, M.WITHDRAW: S.WITHDRAWN, M.CLOSE: S.CLOSED},
    S.PARTLY_CLAIMED: {M.START: S.IN_PROGRESS, M.DELIVER: S.DELIVERED, M.CLOSE: S.CLOSED},
    S.CLAIMED: {M.START: S.IN_PROGRESS, M.DELIVER: S.DELIVERED, M.CLOSE: S.CLOSED},
    S.IN_PROGRESS: {M.DELIVER: S.DELIVERED, M.CLOSE: S.CLOSED},
    S.DELIVERED: {M.ACCEPT: S.ACCEPTED, M.REOPEN: S.REOPENED},
    S.ACCEPTED: {M.REOPEN: S.REOPENED, M.CLOSE: S.CLOSED},
    S.REOPENED: {M.PUBLISH: S.OPEN, M.START: S.IN_PROGRESS, M.CLOSE: S.CLOSED},
}


@pytest.mark.parametrize(("state", "move"), list(product(S, M)))
def test_every_state_and_move(state: S, move: M) -> None:
    expected = ALLOWED.get(state, {}).get(move)
    if expected is None:
        with pytest.raises(MoveNotAllowedError):
            ENTRY_MOVES.next(state, move)
    else:
        assert ENTRY_MOVES.next(state, move) is expected


def test_every_state_and_move_has_a_chinese_name() -> None:
    assert set(STATE_NAMES) == set(S)
    assert set(MOVE_NAMES) == {*M, *HistoryMove}


@pytest.mark.parametrize("kind", OWN_KINDS, ids=lambda kind: kind.code)
def test_a_kind_only_cuts_the_common_table_down(kind: KindDeclaration) -> None:
    assert kind.moves.table.items() <= ENTRY_MOVES.table.items()
    assert S.OPEN in reachable(kind.moves)
    assert kind.state_names.keys() <= reachable(kind.moves)


def test_a_resource_is_never_delivered() -> None:
    table = all_moves_but(M.DELIVER)
    assert not any(move is M.DELIVER for _, move in table.table)
    assert table.moves_from(S.OPEN) == [M.START, M.WITHDRAW, M.CLOSE]


def test_a_kind_may_wait_as_adopted_until_it_is_published() -> None:
    table = with_separate_publication(ENTRY_MOVES)
    assert table.next(S.PROPOSED, M.ADOPT) is S.ADOPTED
    assert table.next(S.ADOPTED, M.PUBLISH) is S.OPEN
