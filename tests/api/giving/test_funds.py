"""Funds: what was given is recorded, acknowledged by another, receipted, used in public, and corrected in public."""

from datetime import date
from typing import Any

import flask
import pytest

from backend.infra.uow import unit_of_work
from tests.client import Caller, refused
from tests.factories.communities import Someone, make_member
from tests.factories.giving import fill_pool, make_desk, make_fund, propose, tie
from tests.factories.lists import make_open_entry
from tests.factories.photos import add_photo
from tests.statements import counted_statements


class Place:
    """A fund that a unit keeps, its contact, the desk and a resident."""

    def __init__(self, app: flask.Flask, caller: Caller) -> None:
        self.app, self.anyone = app, caller
        with app.app_context(), unit_of_work() as uow:
            self.desk = make_desk(uow)
            self.cid = self.desk.community_id
            self.fund = make_fund(uow, self.desk.lead)
            self.resident = make_member(uow, self.cid, name="周桂英")
        self.staff, self.keeper = self.phone(self.desk.staff), self.phone(self.fund.contact)
        self.member, self.lead = self.phone(self.resident), self.phone(self.desk.lead)
        self.path = f"…/funds/{self.fund.fund_id}"

    def phone(self, someone: Someone) -> Caller:
        return self.anyone.as_person(someone.person_id, self.cid)

    def record(self, **changes: Any) -> dict[str, Any]:
        body = {"amount": 50_000, "donor_name": "吴国强", "received_on": "2026-11-20", "evidence": "收据0012"}
        answer = self.staff.post(f"{self.path}/donations", {**body, **changes})
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return dict(answer.get_json())

    def given(self, **changes: Any) -> dict[str, Any]:
        """Record a donation and let the keeper acknowledge it."""
        recorded = self.record(**changes)
        return dict(self.keeper.post(f"…/donations/{recorded['id']}/moves", {"move": "acknowledge"}).get_json())

    def use(self, amount: int, **changes: Any) -> Any:
        body = {"amount": amount, "purpose": "买防滑垫20张", "used_on": "2026-11-21", "evidence": "发票0034"}
        return self.staff.post(f"{self.path}/uses", {**body, **changes})

    def account(self) -> dict[str, Any]:
        return dict(self.member.get(self.path).get_json())


@pytest.fixture
def place(app: flask.Flask, caller: Caller) -> Place:
    return Place(app, caller)


def test_the_lead_opens_a_fund(place: Place) -> None:
    new = {"name": "助学基金", "purpose": "给困难学生买书"}
    refused(place.staff.post("…/funds", new), 403, "forbidden")
    opened = place.lead.post("…/funds", new).get_json()
    assert (opened["keeper_name"], opened["money"]) == ("社区", {"received": 0, "used": 0, "left": 0})
    refused(place.lead.post("…/funds", new), 409, "fund_name_taken")
    assert [fund["name"] for fund in place.member.get("…/funds").get_json()["items"]] == ["助学基金", "助老基金"]


def test_a_donation_counts_once_its_keeper_has_it(place: Place) -> None:
    recorded = place.record()
    assert (recorded["state"], recorded["number"], place.account()["money"]["received"]) == ("recorded", None, 0)
    assert place.member.get(f"{place.path}/donations").get_json()["items"] == []
    refused(place.staff.post(f"…/donations/{recorded['id']}/moves", {"move": "acknowledge"}), 403, "not_keeper")
    refused(place.staff.get(f"…/donations/{recorded['id']}/receipt.pdf"), 404, "not_found")
    done = place.keeper.post(f"…/donations/{recorded['id']}/moves", {"move": "acknowledge"}).get_json()
    assert done["number"] == "捐-2026-000001"
    assert place.account()["money"] == {"received": 50_000, "used": 0, "left": 50_000}
    (shown,) = place.member.get(f"{place.path}/donations").get_json()["items"]
    assert (shown["donor_name"], shown["evidence"], shown["moves"]) == ("吴*", None, [])
    refused(place.keeper.post(f"…/donations/{recorded['id']}/moves", {"move": "reject"}), 409, "move_not_allowed")


def test_who_recorded_it_does_not_acknowledge_it(place: Place) -> None:
    body = {"amount": 100, "donor_name": "吴国强", "received_on": "2026-11-20", "evidence": "收据0013"}
    own = place.keeper.post(f"{place.path}/donations", body).get_json()
    refused(place.keeper.post(f"…/donations/{own['id']}/moves", {"move": "acknowledge"}), 403, "same_hands")
    opened = place.lead.post("…/funds", {"name": "应急基金", "purpose": "突发困难"}).get_json()
    ours = place.staff.post(f"…/funds/{opened['id']}/donations", body).get_json()
    refused(place.staff.post(f"…/donations/{ours['id']}/moves", {"move": "acknowledge"}), 403, "same_hands")
    assert place.lead.post(f"…/donations/{ours['id']}/moves", {"move": "acknowledge"}).status_code == 200


def test_the_receipt_is_the_donors(place: Place) -> None:
    given = place.given(donor_member_id=str(place.resident.member_id), donor_name="")
    paper = place.member.get(f"…/donations/{given['id']}/receipt.pdf")
    assert paper.content_type == "application/pdf"
    assert paper.get_data().startswith(b"%PDF")
    with place.app.app_context(), unit_of_work() as uow:
        other = make_member(uow, place.cid)
    refused(place.phone(other).get(f"…/donations/{given['id']}/receipt.pdf"), 403, "forbidden")
    (mine,) = place.member.get("…/donations/mine").get_json()["items"]
    assert (mine["number"], mine["donor_name"], mine["used"]) == (given["number"], "周桂英", 0)


def test_donors_are_shown_as_they_chose(place: Place) -> None:
    place.given(anonymous=True)
    place.given(donor_name="", donor_unit_id=str(place.fund.unit_id))
    seen = [each["donor_name"] for each in place.member.get(f"{place.path}/donations").get_json()["items"]]
    assert seen[1] == "匿名"
    assert seen[0].startswith("单位")
    assert place.staff.get(f"{place.path}/donations").get_json()["items"][1]["donor_name"] == "吴国强"


def test_a_donor_sees_what_became_of_theirs(place: Place) -> None:
    place.given(amount=30_000)
    place.given(amount=50_000, donor_member_id=str(place.resident.member_id), donor_name="")
    place.use(40_000)
    (mine,) = place.member.get("…/donations/mine").get_json()["items"]
    assert mine["used"] == 10_000


def test_no_more_is_used_than_is_left(place: Place) -> None:
    place.given()
    assert refused(place.use(50_001), 409, "fund_short")["left"] == 50_000
    assert place.use(30_000).status_code == 201
    assert refused(place.use(20_001), 409, "fund_short")["left"] == 20_000
    refused(place.member.post(f"{place.path}/uses", {}), 422, "invalid")
    assert place.account()["money"] == {"received": 50_000, "used": 30_000, "left": 20_000}


def test_goods_are_counted_by_what_they_are(place: Place) -> None:
    place.given(amount=100, goods={"what": "大米", "unit": "千克"}, estimated_fen=60_000)
    place.given(amount=20, goods={"what": "大米", "unit": "袋"})
    place.given(amount=50, goods={"what": "大米", "unit": "千克"})
    goods = place.account()["goods"]
    assert [(each["what"], each["unit"], each["left"]) for each in goods] == [("大米", "千克", 150), ("大米", "袋", 20)]
    assert place.use(120, goods_id=goods[0]["id"]).status_code == 201
    assert refused(place.use(31, goods_id=goods[0]["id"]), 409, "fund_short")["left"] == 30
    other = place.lead.post("…/funds", {"name": "助学基金", "purpose": "给困难学生买书"}).get_json()["id"]
    refused(
        place.staff.post(
            f"…/funds/{other}/uses",
            {"amount": 1, "goods_id": goods[0]["id"], "purpose": "分米", "used_on": "2026-11-21", "evidence": "名单"},
        ),
        404,
        "not_found",
    )


def test_a_correction_is_a_row_of_its_own(place: Place) -> None:
    place.given()
    used = place.use(30_000).get_json()
    path = f"…/fund-uses/{used['id']}/corrections"
    back = place.staff.post(path, {"amount": 5_000, "reason": "多写了一张发票"}).get_json()
    assert (back["amount"], back["corrects_id"]) == (-5_000, used["id"])
    assert (
        refused(place.staff.post(path, {"amount": 25_001, "reason": "再改"}), 409, "correction_too_large")["left"]
        == 25_000
    )
    assert place.account()["money"]["used"] == 25_000
    refused(
        place.staff.post(f"…/fund-uses/{back['id']}/corrections", {"amount": 1, "reason": "改更正"}), 404, "not_found"
    )
    assert [each["amount"] for each in place.member.get(f"{place.path}/uses").get_json()["items"]] == [-5_000, 30_000]


def test_a_use_shows_its_photo_and_what_it_served(place: Place) -> None:
    place.given()
    with place.app.app_context(), unit_of_work() as uow:
        photo_id = add_photo(uow, place.desk.staff)
        entry_id = make_open_entry(uow, place.desk.staff, "welfare_work")
    used = place.use(100, photos=[str(photo_id)], entry_id=str(entry_id)).get_json()
    assert ([photo["id"] for photo in used["photos"]], used["entry_id"]) == ([str(photo_id)], str(entry_id))
    graph = place.member.get(f"…/trace/entry/{entry_id}").get_json()
    assert {node["type"] for node in graph["nodes"]} == {"entry", "fund_use", "fund", "fund_donation"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"amount": 0}, "invalid"),
        ({"amount": 1.5}, "invalid"),
        ({"donor_name": ""}, "donor_one"),
        ({"received_on": "2026-11-24"}, "day_to_come"),
        ({"evidence": ""}, "invalid"),
        ({"goods": {"what": "", "unit": "千克"}}, "invalid"),
        ({"photos": ["0198c5c2-0000-7000-8000-000000000000"]}, "invalid"),
    ],
)
def test_a_record_is_refused(place: Place, changes: dict[str, Any], code: str) -> None:
    body = {"amount": 100, "donor_name": "吴国强", "received_on": "2026-11-20", "evidence": "收据0012"}
    refused(place.staff.post(f"{place.path}/donations", {**body, **changes}), 422, code)
    assert place.staff.get(f"{place.path}/donations").get_json()["items"] == []


def test_lists_take_as_many_statements_however_long(place: Place) -> None:
    mine = ("…/funds", f"{place.path}/donations", f"{place.path}/uses", "…/donations/mine", "…/pool", "…/kin-ties")
    paths = dict.fromkeys((*mine, "…/pool/donations"), place.member) | {"…/entitlements": place.staff}
    counts: list[dict[str, int]] = []
    for _ in range(2):
        with place.app.app_context(), unit_of_work() as uow:
            for _ in range(3):
                tie(uow, place.resident, fill_pool(uow, place.cid, 10))
                propose(uow, place.desk, make_member(uow, place.cid, birth_date=date(1940, 1, 1)))
        for _ in range(3):
            place.given(amount=10_000, donor_member_id=str(place.resident.member_id), donor_name="")
            place.use(1_000)
        counts.append({path: count(caller, path) for path, caller in paths.items()})
    assert counts[0] == counts[1]
    assert max(counts[1].values()) <= 10, counts[1]


def count(caller: Caller, path: str) -> int:
    """Return how many statements a page takes."""
    with counted_statements() as seen:
        assert caller.get(path).status_code == 200
    return len(seen)
