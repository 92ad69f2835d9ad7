"""Places, the waiting list and clashes under real threads: never oversold, never idle, never two places at once."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from backend.volunteering import service
from backend.volunteering.models import Shift, SignUp
from backend.volunteering.moves import ShiftMove, SignUpMove
from tests.factories.communities import Someone, make_member
from tests.factories.volunteering import Street, make_shift, sign_up
from tests.integration.volunteering.threads import at_once

PEOPLE = 40
PLACES = 10


def crowd(street: Street, count: int = PEOPLE) -> list[Someone]:
    with street.work() as uow:
        return [make_member(uow, street.community_id, name=f"居民{n}") for n in range(count)]


def join(street: Street, member: Someone, shift_id: UUID) -> UUID:
    with street.work() as uow:
        return sign_up(uow, member, shift_id)


def leave(street: Street, member: Someone, sign_up_id: UUID) -> None:
    with street.work() as uow:
        service.move_sign_up(uow, member.actor, street.community_id, sign_up_id, SignUpMove.CANCEL)


def states(street: Street, shift_id: UUID) -> tuple[Counter[str], int]:
    """Return how many sign-ups are in each state, and the places that the shift counts as taken."""
    with street.work() as uow:
        rows = uow.session.scalars(
            select(SignUp.state).where(SignUp.community_id == street.community_id, SignUp.shift_id == shift_id)
        )
        shift = uow.session.get_one(Shift, (street.community_id, shift_id))
        return Counter(rows), shift.places_taken


def test_forty_people_for_ten_places(street: Street) -> None:
    shift_id = street.shift(places=PLACES)
    people = crowd(street)
    answers = at_once([lambda m=m: join(street, m, shift_id) for m in people])
    assert answers == ["done"] * PEOPLE
    assert states(street, shift_id) == ({"signed_up": PLACES, "waiting": PEOPLE - PLACES}, PLACES)


def test_the_waiting_list_moves_up_while_others_leave_and_come(street: Street) -> None:
    shift_id = street.shift(places=PLACES)
    people = crowd(street)
    first = [(member, join(street, member, shift_id)) for member in people[: PLACES + 10]]
    leaving = [lambda m=m, s=s: leave(street, m, s) for m, s in first[:PLACES]]
    coming = [lambda m=m: join(street, m, shift_id) for m in people[PLACES + 10 :]]
    assert set(at_once([*leaving, *coming])) == {"done"}
    waiting = PEOPLE - 2 * PLACES
    assert states(street, shift_id) == (
        {"signed_up": PLACES, "cancelled": PLACES, "waiting": waiting},
        PLACES,
    )
    assert len(street.events("volunteering.moved_up")) == PLACES


def test_who_waits_longest_moves_up_and_a_place_nobody_wants_is_free(street: Street) -> None:
    shift_id = street.shift(places=1)
    ids = {who: street.sign_up(who, shift_id) for who in ("volunteer", "peer", "neighbour")}
    leave(street, street["volunteer"], ids["volunteer"])
    moved_up = street.events("volunteering.moved_up")
    assert [event["sign_up_id"] for event in moved_up] == [str(ids["peer"])]
    leave(street, street["neighbour"], ids["neighbour"])
    leave(street, street["peer"], ids["peer"])
    assert states(street, shift_id) == ({"cancelled": 3}, 0)


def test_nobody_is_on_two_shifts_at_once_whatever_runs_at_once(street: Street) -> None:
    with street.work() as uow:
        shifts = [
            make_shift(
                uow,
                street["staff"],
                starts_at=uow.now + timedelta(days=1, minutes=10 * n),
                ends_at=uow.now + timedelta(days=1, minutes=10 * n + 120),
            )
            for n in range(10)
        ]
    answers = at_once([lambda s=s: join(street, street["volunteer"], s) for s in shifts])
    assert Counter(answers) == {"done": 1, "own_clash": 9}
    # Shifts that follow one another do not clash.
    with street.work() as uow:
        taken = uow.session.scalars(select(SignUp.shift_id).where(SignUp.community_id == street.community_id)).one()
    after = street.times(taken)[1]
    assert join(street, street["volunteer"], street.shift(starts_at=after, ends_at=after + timedelta(hours=1)))


def test_signing_up_twice_at_once_is_once(street: Street) -> None:
    shift_id = street.shift()
    answers = at_once([lambda: join(street, street["volunteer"], shift_id)] * 8)
    assert Counter(answers) == {"done": 1, "already_signed_up": 7}
    assert states(street, shift_id) == ({"signed_up": 1}, 1)


def test_a_shift_cancelled_while_people_sign_up_keeps_nobody(street: Street) -> None:
    shift_id = street.shift(places=PLACES)
    people = crowd(street, 15)

    def cancel() -> None:
        with street.work() as uow:
            service.move_shift(uow, street["staff"].actor, street.community_id, shift_id, ShiftMove.CANCEL, note="下雨")

    answers = at_once([cancel, *(lambda m=m: join(street, m, shift_id) for m in people)])
    assert answers[0] == "done"
    assert set(answers[1:]) <= {"done", "shift_not_open"}
    found, taken = states(street, shift_id)
    assert (set(found) <= {"cancelled"}, taken) == (True, 0)
