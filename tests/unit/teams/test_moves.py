"""The state tables of teams, seats and tasks, walked over every state and every move; when tasks are reminded of."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest

from backend.core.clock import LOCAL_ZONE
from backend.core.errors import MoveNotAllowedError
from backend.core.moves import MoveTable
from backend.teams import moves as m
from backend.teams.errors import LeaderStaysError, TaskDayError
from backend.teams.moves import SeatMove, TaskMove, TeamMove
from backend.teams.policy import ACTION_OF_SEAT_MOVE, ACTION_OF_TASK_MOVE, ACTION_OF_TEAM_MOVE
from backend.teams.rules import check_seat_move, check_task_day, first_reminder, next_reminder
from backend.teams.types import LineKind, SeatRole, SeatState, TaskState, TeamState

T, S, K = TeamState, SeatState, TaskState
# Written down once more on purpose: a change of the table is a change of what people may do.
TEAM = {
    **{(T.FORMING, move): T.FORMING for move in (TeamMove.OFFER_LEAD, TeamMove.DECLINE_LEAD)},
    (T.FORMING, TeamMove.ACCEPT_LEAD): T.ACTIVE,
    (T.FORMING, TeamMove.CALL_OFF): T.CALLED_OFF,
    **{(T.ACTIVE, move): T.ACTIVE for move in TeamMove if move not in (TeamMove.CLOSE, TeamMove.CALL_OFF)},
    (T.ACTIVE, TeamMove.CLOSE): T.CLOSED,
    (T.ACTIVE, TeamMove.CALL_OFF): T.CALLED_OFF,
}
SEAT = {
    (S.INVITED, SeatMove.ACCEPT): S.ACTIVE,
    (S.INVITED, SeatMove.DECLINE): S.DECLINED,
    (S.INVITED, SeatMove.TAKE_BACK): S.WITHDRAWN,
    (S.APPLIED, SeatMove.ADMIT): S.ACTIVE,
    (S.APPLIED, SeatMove.REFUSE): S.DECLINED,
    (S.APPLIED, SeatMove.WITHDRAW): S.WITHDRAWN,
    (S.ACTIVE, SeatMove.LEAVE): S.LEFT,
    (S.ACTIVE, SeatMove.REMOVE): S.REMOVED,
    **{
        (S.ACTIVE, move): S.ACTIVE
        for move in (SeatMove.MAKE_DEPUTY, SeatMove.MAKE_MEMBER, SeatMove.JOIN_VANGUARD, SeatMove.LEAVE_VANGUARD)
    },
}
TASK = {
    **{(K.OPEN, move): K.OPEN for move in (TaskMove.TAKE, TaskMove.GIVE, TaskMove.POSTPONE)},
    (K.OPEN, TaskMove.FINISH): K.DONE,
    (K.OPEN, TaskMove.DROP): K.DROPPED,
    (K.DONE, TaskMove.REOPEN): K.OPEN,
}


@pytest.mark.parametrize(
    ("table", "wanted", "states", "moves"),
    [
        (m.TEAM_MOVES, TEAM, TeamState, TeamMove),
        (m.SEAT_MOVES, SEAT, SeatState, SeatMove),
        (m.TASK_MOVES, TASK, TaskState, TaskMove),
    ],
)
def test_every_state_and_every_move(table: MoveTable, wanted: dict, states: type, moves: type) -> None:
    for state, move in product(states, moves):
        if (state, move) in wanted:
            assert table.next(state, move) is wanted[(state, move)]
        else:
            with pytest.raises(MoveNotAllowedError):
                table.next(state, move)


def test_everything_has_a_name_and_every_move_a_policy() -> None:
    assert set(m.TEAM_STATE_NAMES) == set(TeamState)
    assert set(m.SEAT_STATE_NAMES) == set(SeatState)
    assert set(m.SEAT_ROLE_NAMES) == set(SeatRole)
    assert set(m.TASK_STATE_NAMES) == set(TaskState)
    assert set(m.LINE_NAMES) == set(LineKind)
    assert set(m.TEAM_MOVE_NAMES) == set(ACTION_OF_TEAM_MOVE) == set(TeamMove)
    assert set(m.SEAT_MOVE_NAMES) == set(ACTION_OF_SEAT_MOVE) == set(SeatMove)
    assert set(m.TASK_MOVE_NAMES) == set(ACTION_OF_TASK_MOVE) == set(TaskMove)


@pytest.mark.parametrize("move", [SeatMove.LEAVE, SeatMove.REMOVE, SeatMove.MAKE_DEPUTY, SeatMove.MAKE_MEMBER])
def test_the_leader_hands_over_first(move: SeatMove) -> None:
    with pytest.raises(LeaderStaysError):
        check_seat_move(SeatRole.LEADER, move)
    check_seat_move(SeatRole.DEPUTY, move)


@pytest.mark.parametrize("days", [-1, 367])
def test_a_task_is_for_a_day_to_come(days: int) -> None:
    today = date(2026, 11, 23)
    with pytest.raises(TaskDayError):
        check_task_day(today + timedelta(days=days), today)
    check_task_day(today, today)
    check_task_day(today + timedelta(days=366), today)


def test_reminders_come_the_morning_before_and_the_morning_after() -> None:
    due = date(2026, 11, 27)

    def at(day: int, hour: int) -> datetime:
        return datetime(2026, 11, day, hour, tzinfo=LOCAL_ZONE)

    assert first_reminder(due, at(23, 9)) == at(26, 9)
    assert first_reminder(due, at(26, 10)) == at(28, 9)
    assert next_reminder(due, at(26, 9)) == at(28, 9)
    assert next_reminder(due, at(28, 9)) is None
