"""Rule packs over HTTP: everybody reads them with their sources, the lead adopts one for days to come."""

from datetime import date, timedelta
from uuid import UUID

import flask
import pytest
from werkzeug.test import TestResponse

from backend.books import service as books
from backend.books.types import PointAccount
from backend.communities.models import Member
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.core.errors import SangongError
from backend.infra.uow import unit_of_work
from backend.redemption.service import buy_voucher
from backend.redemption.types import Purchase
from tests.client import Caller, refused
from tests.factories.books import earn, pledge
from tests.factories.communities import Someone, make_community, make_member
from tests.factories.redemption import make_buyer, make_shop


@pytest.fixture
def lead(context: flask.Flask) -> Someone:
    """The lead of a new community."""
    with unit_of_work() as uow:
        return make_member(uow, make_community(uow), Role.LEAD)


@pytest.fixture
def desk(caller: Caller, lead: Someone) -> Caller:
    return caller.as_person(lead.person_id, lead.community_id)


def adopt(desk: Caller, pack: str, valid_from: str, key: str | None = None) -> TestResponse:
    return desk.post("…/rule-packs/adoptions", {"pack": pack, "valid_from": valid_from}, key=key)


def test_every_place_is_told_in_words_with_sources(desk: Caller) -> None:
    shown = desk.get("…/rule-packs").get_json()
    assert (shown["in_force"], shown["adoptions"]) == (None, [])
    places = {pack["code"]: {rule["text"] for rule in pack["rules"]} for pack in shown["packs"]}
    assert len(places) == 7
    assert {"满60岁可以使用", "不能兑换资金或实物", "可以转赠直系亲属"} < places["beijing_2022"]
    assert "累计100、300、600、1000、1500小时，评为一至五星" in places["fujian"]
    assert "每次活动最多计2小时" in places["hailin"]
    assert all(rule["sources"] for pack in shown["packs"] for rule in pack["rules"])


def test_an_adopted_pack_holds_from_its_day_on(desk: Caller, clock: FixedClock) -> None:
    answer = desk.post("…/rule-packs/adoptions", {"pack": "fujian", "valid_from": "2026-12-01"}, key="a" * 20)
    assert answer.status_code == 201
    assert answer.get_json()["name"] == "福建（公示与星级）"
    assert desk.post("…/rule-packs/adoptions", {"pack": "fujian", "valid_from": "2026-12-01"}, key="a" * 20).data == (
        answer.data
    )
    assert desk.get("…/rule-packs").get_json()["in_force"] is None
    clock.advance(timedelta(days=8))
    shown = desk.get("…/rule-packs").get_json()
    assert shown["in_force"] == "fujian"
    assert [(each["pack"], each["valid_from"]) for each in shown["adoptions"]] == [("fujian", "2026-12-01")]


def test_an_unknown_pack_is_not_found(desk: Caller) -> None:
    refused(adopt(desk, "atlantis_1999", "2026-12-01"), 404, "pack_not_found")


@pytest.mark.parametrize("day", ["2026-12-01", "2026-11-30"])
def test_rules_do_not_begin_before_those_that_were_adopted(desk: Caller, day: str) -> None:
    adopt(desk, "fujian", "2026-12-01")
    refused(adopt(desk, "hailin", day), 409, "pack_too_late")
    assert len(desk.get("…/rule-packs").get_json()["adoptions"]) == 1


def test_rules_do_not_begin_on_a_day_whose_service_is_booked(desk: Caller, lead: Someone) -> None:
    with unit_of_work() as uow:
        pledge(uow, lead.community_id, 10)
    with unit_of_work() as uow:
        earn(uow, lead.community_id, lead.member_id, points=5)  # served on 20 November
    refused(adopt(desk, "fujian", "2026-11-20"), 409, "pack_too_late")
    assert adopt(desk, "fujian", "2026-11-21").status_code == 201


@pytest.mark.parametrize(
    "body", [{}, {"pack": "fujian"}, {"pack": "fujian", "valid_from": "soon"}, {"pack": 7, "valid_from": "2026-12-01"}]
)
def test_a_malformed_adoption_is_refused(desk: Caller, body: dict[str, object]) -> None:
    refused(desk.post("…/rule-packs/adoptions", body), 422, "invalid")


def test_hours_are_honoured_by_stars_where_the_rules_have_them(desk: Caller, lead: Someone) -> None:
    assert desk.get("…/passbook").get_json()["stars"] is None
    adopt(desk, "fujian", "2026-11-01")
    stars = desk.get("…/passbook").get_json()["stars"]
    assert stars == {"level": 0, "levels": 5, "minutes": 0, "next_minutes": 100 * 60}


def test_a_new_time_of_expiry_is_told_thirty_days_before_it_holds(desk: Caller) -> None:
    early = refused(desk.post("…/expiry-rules", {"months": 24, "valid_from": "2026-12-22"}), 409, "expiry_too_soon")
    assert early["earliest"] == "2026-12-23"
    answer = desk.post("…/expiry-rules", {"months": 24, "valid_from": "2027-01-01"})
    assert (answer.status_code, answer.get_json()) == (201, {"months": 24, "valid_from": "2027-01-01"})
    refused(desk.post("…/expiry-rules", {"months": 12, "valid_from": "2027-01-01"}), 409, "expiry_too_soon")
    assert desk.post("…/expiry-rules", {"months": None, "valid_from": "2027-02-01"}).status_code == 201
    shown = desk.get("…/expiry-rules").get_json()["items"]
    assert [(rule["months"], rule["valid_from"]) for rule in shown] == [(None, "2027-02-01"), (24, "2027-01-01")]


@pytest.mark.parametrize("months", [0, -1, 121, 1.5, "12"])
def test_a_time_of_expiry_is_a_whole_number_of_months(desk: Caller, months: object) -> None:
    refused(desk.post("…/expiry-rules", {"months": months, "valid_from": "2027-01-01"}), 422, "invalid")


class TestSpending:
    """What members may have for their points under each place's rules."""

    @pytest.fixture
    def rules(self, context: flask.Flask) -> "Rules":
        return Rules()

    def test_without_rules_points_buy_goods(self, rules: "Rules") -> None:
        assert rules.buy(None, date(1968, 5, 4)) is None

    @pytest.mark.parametrize(
        ("pack", "born", "code"),
        [
            ("beijing_2022", date(1940, 1, 1), "goods_not_allowed"),
            ("shanghai_2026", date(1968, 5, 4), "spending_age"),
            ("shanghai_2026", date(1961, 11, 24), "spending_age"),
            ("shanghai_2026", date(1961, 11, 23), None),
            ("guangzhou_2019", date(1968, 5, 4), "spending_hours"),
            ("hailin", date(1968, 5, 4), None),
            ("fujian", date(1968, 5, 4), None),
        ],
    )
    def test_the_rules_in_force_say_who_may_have_goods(
        self, rules: "Rules", pack: str, born: date, code: str | None
    ) -> None:
        assert rules.buy(pack, born) == code


class Rules:
    """A shop and a buyer in a community with a pack."""

    def buy(self, pack: str | None, born: date) -> str | None:
        """Buy one offer and return the refusal's code, if any; a refused buyer keeps the points."""
        with unit_of_work() as uow:
            shop = make_shop(uow)
            if pack is not None:
                lead = make_member(uow, shop.community_id, Role.LEAD)
                books.adopt_pack(uow, lead.actor, shop.community_id, pack, date(2026, 11, 1))
            buyer = make_buyer(uow, shop.community_id, points=1000)
            member: UUID = buyer.member_id
            uow.session.get_one(Member, (shop.community_id, member)).birth_date = born
        account = PointAccount.member(member)
        try:
            with unit_of_work() as uow:
                buy_voucher(uow, buyer.actor, shop.community_id, Purchase(shop.offer_id, 1))
        except SangongError as error:
            with unit_of_work() as uow:
                assert books.balances(uow, shop.community_id, [account])[account].balance == 1000
            return error.code
        with unit_of_work() as uow:
            assert books.balances(uow, shop.community_id, [account])[account].balance < 1000
        return None
