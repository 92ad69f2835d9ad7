"""Roles and groups under real threads: no role oversold, a group whole or not at all, an answer once."""

from collections import Counter

from sqlalchemy import select

from backend.volunteering import service
from backend.volunteering.models import Shift, ShiftRole, SignUp
from backend.volunteering.moves import SignUpMove
from backend.volunteering.types.activities import Group, NewRole, SignUpWish
from tests.factories.communities import Someone, make_member
from tests.factories.volunteering import Street
from tests.integration.volunteering.threads import at_once


def crowd(street: Street, count: int) -> list[Someone]:
    with street.work() as uow:
        return [make_member(uow, street.community_id, name=f"居民{n}") for n in range(count)]


def test_a_role_is_never_oversold(street: Street) -> None:
    shift_id = street.shift(places=6, roles=[NewRole("登记", 2), NewRole("引导", 4)])
    with street.work() as uow:
        roles = {
            row.name: row.id
            for row in uow.session.scalars(select(ShiftRole).where(ShiftRole.community_id == street.community_id))
        }
    people = crowd(street, 16)

    def join(member: Someone, role: str) -> None:
        with street.work() as uow:
            wish = SignUpWish(role_id=roles[role])
            service.sign_up(uow, member.actor, street.community_id, shift_id, accept_risks=True, wish=wish)

    assert set(at_once([lambda m=m, n=n: join(m, "登记" if n % 2 else "引导") for n, m in enumerate(people)])) == {
        "done"
    }
    with street.work() as uow:
        rows = uow.session.execute(
            select(ShiftRole.name, SignUp.state)
            .join(SignUp, SignUp.role_id == ShiftRole.id)
            .where(SignUp.community_id == street.community_id, ShiftRole.community_id == street.community_id)
        )
        found = Counter(tuple(row) for row in rows)
        shift = uow.session.get_one(Shift, (street.community_id, shift_id))
    assert found == {("登记", "signed_up"): 2, ("登记", "waiting"): 6, ("引导", "signed_up"): 4, ("引导", "waiting"): 4}
    assert shift.places_taken == 6


def test_two_groups_for_the_last_places_one_comes_whole(street: Street) -> None:
    shift_id = street.shift(places=5)
    people = crowd(street, 8)

    def invite(by: str, members: list[Someone]) -> None:
        with street.work() as uow:
            group = Group(tuple(each.member_id for each in members))
            service.invite_group(uow, street[by].actor, street.community_id, shift_id, group)

    answers = at_once([lambda: invite("contact", people[:4]), lambda: invite("volunteer", people[4:])])
    assert Counter(answers) == {"done": 1, "group_places": 1}
    with street.work() as uow:
        states = uow.session.scalars(select(SignUp.state).where(SignUp.community_id == street.community_id)).all()
    assert states == ["invited"] * 4


def test_an_answer_and_the_end_of_its_time_do_not_both_count(street: Street) -> None:
    shift_id = street.shift(places=1)
    with street.work() as uow:
        group = Group((street["peer"].member_id,))
        (held,) = service.invite_group(uow, street["contact"].actor, street.community_id, shift_id, group)
    street.clock.at = held["asked"]["answer_by"]

    def accept() -> None:
        with street.work() as uow:
            service.move_sign_up(uow, street["peer"].actor, street.community_id, held["id"], SignUpMove.ACCEPT)

    answers = at_once([accept, lambda: street.run_due("volunteering.invitations")])
    with street.work() as uow:
        state = uow.session.scalar(select(SignUp.state).where(SignUp.id == held["id"]))
        taken = uow.session.get_one(Shift, (street.community_id, shift_id)).places_taken
    assert (answers[0], state, taken) in [("done", "signed_up", 1), ("move_not_allowed", "cancelled", 0)]
