"""Who votes, under which pseudonym, and what a round's clocks allow."""

from datetime import UTC, date, datetime
from itertools import product
from uuid import UUID

import pytest

from backend.budgeting.moves import PROPOSAL_MOVES, ROUND_MOVES, ProposalMove, RoundMove
from backend.budgeting.rules.rounds import decide_stage_end
from backend.budgeting.rules.voting import may_vote
from backend.budgeting.types import ENDS, ProposalState, RoundStage
from backend.communities.service import Elector
from backend.core.errors import InvalidError, MoveNotAllowedError
from backend.core.pseudonyms import pseudonym

ME = UUID("01a22ed0-dbb4-750e-b520-30653fc17ed2")
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("birth_date", "lives_here", "expected"),
    [
        (date(2008, 11, 23), True, True),
        (date(2008, 11, 24), True, False),
        (date(1950, 1, 1), False, False),
    ],
    ids=["18 today", "18 tomorrow", "works here"],
)
def test_adults_who_live_here_vote(birth_date: date, lives_here: bool, expected: bool) -> None:
    assert may_vote(Elector(ME, birth_date, lives_here, None, None), date(2026, 11, 23)) is expected


def test_a_pseudonym_is_the_key_and_the_members_alone() -> None:
    other = UUID("01a22ed0-dbb4-750e-b520-30653fc17ed3")
    names = {pseudonym(key, who) for key, who in product((b"a" * 32, b"b" * 32), (ME, other))}
    assert len(names) == 4
    assert pseudonym(b"a" * 32, ME) in names


def test_voting_takes_three_working_days_at_least() -> None:
    def end(day: int) -> datetime | None:
        return decide_stage_end(RoundStage.VOTING, ends_on=date(2026, 11, day), before=None, now=NOW)

    assert end(26) == datetime(2026, 11, 26, 16, tzinfo=UTC)
    with pytest.raises(InvalidError):
        end(25)


def test_only_what_stands_in_the_tables_can_be_done() -> None:
    allowed = {(stage, move) for stage, move in product(RoundStage, RoundMove) if _goes(stage, move)}
    assert not {(stage, move) for stage, move in allowed if stage in ENDS}
    assert {stage for stage, move in allowed if move is RoundMove.CALL_OFF} == {
        RoundStage.PROPOSING,
        RoundStage.CHECKING,
        RoundStage.VOTING,
    }
    assert not PROPOSAL_MOVES.moves_from(ProposalState.WITHDRAWN)
    assert (ProposalState.REFUSED, ProposalMove.WITHDRAW) not in PROPOSAL_MOVES.table


def _goes(stage: RoundStage, move: RoundMove) -> bool:
    try:
        ROUND_MOVES.next(stage, move)
    except MoveNotAllowedError:
        return False
    return True
