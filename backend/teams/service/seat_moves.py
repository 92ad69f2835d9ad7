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


# Offered on one's own page alone, never in a list that others may look at.
VANGUARD_MOVES = frozenset({SeatMove.JOIN_VANGUARD, SeatMove.LEAVE_VANGUARD})


def offered_seat_moves(actor: Actor, seat: Seat, also: frozenset[Role]) -> list[dict[str, str]]:
    """Return the moves the caller may make on a seat of a team at work; ``also`` are their grounds on the team."""
    return [
        {"move": move.value, "name": SEAT_MOVE_NAMES[move]}
        for move in SEAT_MOVES.moves_from(SeatState(seat.state))
        if move not in _OF_ROLE[SeatRole(seat.role)] | VANGUARD_MOVES
        and not (move is SeatMove.REMOVE and seat.member_id == actor.member_id)
        and POLICY.allows(actor, ACTION_OF_SEAT_MOVE[move], member_id=seat.member_id, also=also)
    ]


def offered_vanguard_move(seat: Seat, *, is_party_member: bool) -> list[dict[str, str]]:
    """Return what the owner of a seat may do about the mark: leave it, or join where they are a party member."""
    if seat.state != SeatState.ACTIVE or not (seat.vanguard or is_party_member):
        return []
    move = SeatMove.LEAVE_VANGUARD if seat.vanguard else SeatMove.JOIN_VANGUARD
    return [{"move": move.value, "name": SEAT_MOVE_NAMES[move]}]
