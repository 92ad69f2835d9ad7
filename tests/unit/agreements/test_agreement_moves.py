"""The state tables of agreements and of their texts, walked over every state and every move."""

from itertools import product

import pytest

from backend.agreements.moves.agreements import (
    AGREEMENT_MOVE_NAMES,
    AGREEMENT_MOVES,
    AGREEMENT_STATE_NAMES,
    METHOD_NAMES,
    PURPOSE_NAMES,
    SCHEDULE_NAMES,
    VERSION_MOVES,
    VERSION_STATE_NAMES,
)
from backend.agreements.moves.agreements import AgreementMove as M
from backend.agreements.types.agreements import AgreementState as S
from backend.agreements.types.agreements import Schedule, SigningMethod, VersionPurpose
from backend.agreements.types.agreements import VersionState as V
from backend.core.errors import MoveNotAllowedError

# Written down once more on purpose: a change of the table is a change of what people may do.
AGREEMENT = {
    (S.DRAFT, M.OFFER): S.SIGNING,
    (S.DRAFT, M.CANCEL): S.CANCELLED,
    (S.SIGNING, M.TAKE_BACK): S.DRAFT,
    (S.SIGNING, M.DECLINE): S.DRAFT,
    (S.SIGNING, M.CANCEL): S.CANCELLED,
    (S.SIGNING, M.SIGN): S.SIGNING,
    (S.SIGNING, M.AGREE): S.SIGNED,
    (S.SIGNED, M.START): S.IN_FORCE,
    (S.SIGNED, M.END): S.ENDED,
    (S.IN_FORCE, M.START): S.IN_FORCE,
    (S.IN_FORCE, M.END): S.ENDED,
    **{
        (state, move): state
        for state in (S.SIGNED, S.IN_FORCE)
        for move in (M.DRAFT, M.OFFER, M.TAKE_BACK, M.DECLINE, M.DROP, M.SIGN, M.AGREE, M.LEAVE)
    },
}
# What leads a text away from a state, whichever move it is.
VERSION = {
    V.DRAFT: {M.OFFER: V.SIGNING, M.DROP: V.DROPPED, M.CANCEL: V.DROPPED, M.LEAVE: V.DROPPED, M.END: V.DROPPED},
    V.SIGNING: {
        M.SIGN: V.SIGNING,
        M.AGREE: V.AGREED,
        **dict.fromkeys((M.TAKE_BACK, M.DECLINE, M.CANCEL, M.LEAVE, M.END), V.DROPPED),
    },
    V.AGREED: {M.START: V.SUPERSEDED, M.LEAVE: V.DROPPED},
    V.SUPERSEDED: {},
    V.DROPPED: {},
}


@pytest.mark.parametrize(("state", "move"), list(product(S, M)))
def test_every_state_and_move_of_an_agreement(state: S, move: M) -> None:
    if (state, move) in AGREEMENT:
        assert AGREEMENT_MOVES.next(state, move) is AGREEMENT[(state, move)]
    else:
        with pytest.raises(MoveNotAllowedError):
            AGREEMENT_MOVES.next(state, move)


@pytest.mark.parametrize("state", list(V))
def test_every_state_and_move_of_a_text(state: V) -> None:
    assert {move: VERSION_MOVES.next(state, move) for move in VERSION_MOVES.moves_from(state)} == VERSION[state]


def test_everything_has_a_name() -> None:
    for names, values in (
        (AGREEMENT_MOVE_NAMES, M),
        (AGREEMENT_STATE_NAMES, S),
        (VERSION_STATE_NAMES, V),
        (PURPOSE_NAMES, VersionPurpose),
        (METHOD_NAMES, SigningMethod),
        (SCHEDULE_NAMES, Schedule),
    ):
        assert set(names) == set(values)  # type: ignore[call-overload]  # a tuple of different enums
