"""Which moves on a seat are offered to whom."""

from backend.core.actor import Actor, Role
from backend.teams.models import Seat
from backend.teams.moves import SEAT_MOVE_NAMES, SEAT_MOVES, SeatMove
from backend.teams.policy import ACTION_OF_SEAT_MOVE, POLICY
from backend.teams.types import SeatRole, SeatState

_OF_ROLE = {
    SeatRole.LEADER: frozenset({SeatMove.LEAVE, SeatMove.REMOVE, SeatMove.MAKE_DEPUTY, SeatMove.MAKE_MEMBER}),
    SeatRole.DEPUTY: frozenset({SeatMove.MAKE_DEPUTY}),
    SeatRole.MEMBER: frozenset({SeatMove.MAKE_MEMBER}),
}


def offered_seat_moves(actor: Actor, seat: Seat, also: frozenset[Role]) -> list[dict[str, str]]:
    """Return the moves the caller may make on a seat of a team at work; ``also`` are their grounds on the team."""
    senseless = _OF_ROLE[SeatRole(seat.role)] | {SeatMove.JOIN_VANGUARD if seat.vanguard else SeatMove.LEAVE_VANGUARD}
    return [
        {"move": move.value, "name": SEAT_MOVE_NAMES[move]}
        for move in SEAT_MOVES.moves_from(SeatState(seat.state))
        if move not in senseless
        and not (move is SeatMove.REMOVE and seat.member_id == actor.member_id)
        and POLICY.allows(actor, ACTION_OF_SEAT_MOVE[move], member_id=seat.member_id, also=also)
    ]
