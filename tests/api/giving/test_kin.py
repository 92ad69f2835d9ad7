"""Kin on the phone: stating, consenting, giving; what may not be given, and to whom not."""

from typing import Any

import flask
import pytest

from backend.communities.models import Member
from backend.communities.moves import MemberMove
from backend.communities.service import move_member
from backend.core.clock import FixedClock
from backend.giving.types import Relation, TieState
from backend.infra.uow import unit_of_work
from tests.client import Caller, refused
from tests.factories.communities import Someone, make_member
from tests.factories.giving import (
    KIN_RULES,
    LINEAL_RULES,
    adopt,
    bind_phone,
    fill_pool,
    give,
    make_desk,
    make_entitled,
    make_resident,
    minutes_of,
    tie,
)

PHONE = "13912345678"


class Family:
    """A mother who earned two hours and her daughter, each with a phone."""

    def __init__(self, app: flask.Flask, caller: Caller, *, pack: str | None = KIN_RULES, known: bool = True) -> None:
        self.app = app
        self.anyone = caller
        with app.app_context(), unit_of_work() as uow:
            self.desk = make_desk(uow, pack=pack)
            self.cid = self.desk.community_id
            self.mother = make_resident(uow, self.cid, minutes=120, name="周桂英")
            self.daughter = make_member(uow, self.cid, name="林小芳")
            if known:
                tie(uow, self.mother, self.daughter, Relation.CHILD)

    def phone(self, someone: Someone) -> Caller:
        return self.anyone.as_person(someone.person_id, self.cid)

    def minutes(self, someone: Someone) -> int:
        with self.app.app_context(), unit_of_work() as uow:
            return minutes_of(uow, someone)


@pytest.fixture
def family(app: flask.Flask, caller: Caller) -> Family:
    return Family(app, caller)


def gift(to: Someone, minutes: int = 30, **more: Any) -> dict[str, Any]:
    return {"to_member_id": str(to.member_id), "minutes": minutes, **more}


def test_a_relation_needs_both(app: flask.Flask, caller: Caller) -> None:
    family = Family(app, caller, known=False)
    with app.app_context(), unit_of_work() as uow:
        phone = f"139{uow.new_id().int % 10**8:08d}"
        bind_phone(uow, family.daughter, phone)
    mother, daughter = family.phone(family.mother), family.phone(family.daughter)
    stated = mother.post("…/kin-ties", {"name": "林小芳", "phone": phone, "relation": "child"}).get_json()
    assert (stated["state"], stated["relation"], [m["move"] for m in stated["moves"]]) == ("proposed", "child", ["end"])
    refused(mother.post("…/gifts", gift(family.daughter)), 409, "not_kin")
    refused(mother.post(f"…/kin-ties/{stated['id']}/moves", {"move": "confirm"}), 403, "forbidden")
    (asked,) = daughter.get("…/kin-ties").get_json()["items"]
    assert (asked["relation"], asked["member"]["name"], asked["state_name"]) == ("parent", "周桂英", "等您同意")
    assert [move["move"] for move in asked["moves"]] == ["confirm", "decline"]
    daughter.post(f"…/kin-ties/{stated['id']}/moves", {"move": "confirm"})
    assert mother.post("…/gifts", gift(family.daughter)).status_code == 201
    refused(daughter.post("…/kin-ties", {"name": "周桂英", "phone": phone, "relation": "parent"}), 404, "kin_not_found")
    refused(mother.post("…/kin-ties", {"name": "林小芳", "phone": phone, "relation": "child"}), 409, "tie_exists")
    daughter.post(f"…/kin-ties/{stated['id']}/moves", {"move": "end"})
    refused(mother.post("…/gifts", gift(family.daughter)), 409, "not_kin")


def test_a_phone_gives_nobody_away(family: Family, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        phone = f"138{uow.new_id().int % 10**8:08d}"
        bind_phone(uow, family.daughter, phone)
    mother = family.phone(family.mother)
    wrong = mother.post("…/kin-ties", {"name": "林大芳", "phone": phone, "relation": "child"})
    nobody = mother.post("…/kin-ties", {"name": "林小芳", "phone": "13000000000", "relation": "child"})
    assert refused(wrong, 404, "kin_not_found") == refused(nobody, 404, "kin_not_found")


def test_nobody_is_kin_of_oneself(family: Family, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        phone = f"137{uow.new_id().int % 10**8:08d}"
        bind_phone(uow, family.mother, phone)
    mine = {"name": "周桂英", "phone": phone, "relation": "friend"}
    refused(family.phone(family.mother).post("…/kin-ties", mine), 422, "kin_self")


def test_somebody_else_does_not_answer_for_the_two(family: Family) -> None:
    (mine,) = family.phone(family.mother).get("…/kin-ties").get_json()["items"]
    refused(family.phone(family.desk.lead).post(f"…/kin-ties/{mine['id']}/moves", {"move": "end"}), 403, "forbidden")


def test_a_gift_moves_and_is_told(family: Family) -> None:
    mother, daughter = family.phone(family.mother), family.phone(family.daughter)
    given = mother.post("…/gifts", gift(family.daughter, 90, message="带孩子辛苦了")).get_json()
    assert (family.minutes(family.mother), family.minutes(family.daughter)) == (30, 90)
    seen = daughter.get(f"…/gifts/{given['id']}").get_json()
    assert (seen["mine"], seen["giver"]["name"], seen["message"]) == (False, "周桂英", "带孩子辛苦了")
    (line, *_) = daughter.get("…/passbook", book="time").get_json()["books"][0]["lines"]["items"]
    assert (line["amount"], line["source"]) == (90, {"type": "gift", "id": given["id"]})
    refused(family.phone(family.desk.staff).get(f"…/gifts/{given['id']}"), 403, "forbidden")


def test_the_same_key_gives_once(family: Family) -> None:
    mother = family.phone(family.mother)
    first = mother.post("…/gifts", gift(family.daughter), key="one-gift-for-her")
    again = mother.post("…/gifts", gift(family.daughter), key="one-gift-for-her")
    assert first.get_data() == again.get_data()
    assert family.minutes(family.daughter) == 30


def test_not_more_than_is_there_and_not_to_oneself(family: Family) -> None:
    mother = family.phone(family.mother)
    assert refused(mother.post("…/gifts", gift(family.daughter, 121)), 409, "insufficient_time")["available"] == 120
    refused(mother.post("…/gifts", gift(family.mother)), 422, "gift_to_self")
    refused(mother.post("…/gifts", gift(family.desk.staff)), 409, "not_kin")
    assert family.minutes(family.mother) == 120


def test_a_message_has_sixty_characters(family: Family) -> None:
    mother = family.phone(family.mother)
    assert mother.post("…/gifts", gift(family.daughter, message="好" * 60)).status_code == 201
    refused(mother.post("…/gifts", gift(family.daughter, message="好" * 61)), 422, "invalid")


@pytest.mark.parametrize("pack", [None, "fujian", "nanjing_2019"])
def test_where_the_rules_say_nothing_nothing_is_given(app: flask.Flask, caller: Caller, pack: str | None) -> None:
    family = Family(app, caller, pack=pack)
    mother = family.phone(family.mother)
    refused(mother.post("…/gifts", gift(family.daughter)), 409, "gifts_not_allowed")
    terms = mother.get("…/gifts/terms").get_json()
    assert (terms["may_give"], terms["gift_to"], terms["relations"]) == (False, None, [])


def test_beijing_lets_lineal_kin_receive_alone(app: flask.Flask, caller: Caller) -> None:
    family = Family(app, caller, pack=LINEAL_RULES)
    with app.app_context(), unit_of_work() as uow:
        tie(uow, family.mother, family.desk.staff, Relation.SIBLING)
    mother = family.phone(family.mother)
    refused(mother.post("…/gifts", gift(family.desk.staff)), 409, "gift_degree")
    assert mother.post("…/gifts", gift(family.daughter)).status_code == 201
    terms = mother.get("…/gifts/terms").get_json()
    assert (terms["gift_to_name"], terms["rule"]) == ("直系亲属", "北京（2022）")
    assert terms["sources"]


def test_the_rules_of_the_day_count(app: flask.Flask, caller: Caller, clock: FixedClock) -> None:
    family = Family(app, caller, pack="fujian")
    with app.app_context(), unit_of_work() as uow:
        adopt(uow, family.cid, KIN_RULES, clock.at.date())
    assert family.phone(family.mother).post("…/gifts", gift(family.daughter)).status_code == 201


def test_a_minor_gives_nothing_away(family: Family, app: flask.Flask, clock: FixedClock) -> None:
    with app.app_context(), unit_of_work() as uow:
        member = uow.session.get_one(Member, (family.cid, family.mother.member_id))
        member.birth_date = clock.at.date().replace(year=clock.at.year - 17)
    refused(family.phone(family.mother).post("…/gifts", gift(family.daughter)), 409, "giver_minor")


def test_who_has_left_receives_nothing(family: Family, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        move_member(uow, family.daughter.actor, family.cid, family.daughter.member_id, MemberMove.LEAVE, "")
    refused(family.phone(family.mother).post("…/gifts", gift(family.daughter)), 409, "receiver_left")


def test_what_was_received_does_not_come_back(family: Family, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        give(uow, family.mother, family.daughter, 60)
    back = family.phone(family.daughter).post("…/gifts", gift(family.mother, 60))
    assert refused(back, 409, "gifted_on")["giveable"] == 0
    assert (family.minutes(family.mother), family.minutes(family.daughter)) == (60, 60)


def test_a_ring_of_three_is_not_closed(family: Family, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        uncle = make_member(uow, family.cid, name="林叔")
        tie(uow, family.daughter, uncle, Relation.FRIEND)
        tie(uow, uncle, family.mother, Relation.SIBLING)
        give(uow, family.mother, family.daughter, 60)
    refused(family.phone(family.daughter).post("…/gifts", gift(uncle)), 409, "gifted_on")


def test_what_was_spent_before_a_gift_came_makes_it_nobodys_own(family: Family, app: flask.Flask) -> None:
    """She earned an hour and spent it; what then comes is a gift, though she once earned as much."""
    with app.app_context(), unit_of_work() as uow:
        neighbour = make_resident(uow, family.cid, minutes=60)
        tie(uow, neighbour, family.mother)
    phone = family.phone(neighbour)
    phone.post("…/pool/donations", {"book": "TIME", "amount": 60})
    with app.app_context(), unit_of_work() as uow:
        give(uow, family.mother, neighbour, 60)
    refused(phone.post("…/gifts", gift(family.mother, 10)), 409, "gifted_on")


def test_what_one_earned_can_be_given_beside_what_was_received(family: Family, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        neighbour = make_resident(uow, family.cid, minutes=60)
        tie(uow, neighbour, family.mother)
        give(uow, family.mother, neighbour, 50)
    phone = family.phone(neighbour)
    terms = phone.get("…/gifts/terms").get_json()
    assert (terms["available_minutes"], terms["giveable_minutes"]) == (110, 60)
    assert refused(phone.post("…/gifts", gift(family.mother, 61)), 409, "gifted_on")["giveable"] == 60
    assert phone.post("…/gifts", gift(family.mother, 60)).status_code == 201


def test_what_is_spent_is_what_was_received_first(family: Family, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        neighbour = make_resident(uow, family.cid, minutes=60)
        tie(uow, neighbour, family.mother)
        give(uow, family.mother, neighbour, 50)
    phone = family.phone(neighbour)
    phone.post("…/pool/donations", {"book": "TIME", "amount": 50})
    assert phone.get("…/gifts/terms").get_json()["giveable_minutes"] == 60


def test_a_grant_is_not_given_on(family: Family, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        fill_pool(uow, family.cid, 600)
        elder, entitlement_id = make_entitled(uow, family.desk)
        tie(uow, elder, family.mother)
    granted = family.phone(family.desk.staff).post(f"…/entitlements/{entitlement_id}/grants", {"minutes": 60})
    assert granted.status_code == 201
    refused(family.phone(elder).post("…/gifts", gift(family.mother, 30)), 409, "gifted_on")


def test_a_declined_relation_is_not_listed_and_may_be_stated_again(family: Family, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        phone = f"136{uow.new_id().int % 10**8:08d}"
        bind_phone(uow, family.desk.staff, phone)
        tie(uow, family.mother, family.desk.staff, state=TieState.DECLINED)
    mother = family.phone(family.mother)
    assert len(mother.get("…/kin-ties").get_json()["items"]) == 1
    stated = mother.post("…/kin-ties", {"name": family.desk.staff.name, "phone": phone, "relation": "friend"})
    assert stated.status_code == 201
