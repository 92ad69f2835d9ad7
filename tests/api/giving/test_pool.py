"""The pool: donations, entitlements by two pairs of hands, grants, and an account that names no receiver."""

from datetime import date, timedelta
from typing import Any

import flask
import pytest
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from backend.books import service as books
from backend.books.types import ServiceEarning
from backend.communities.models import Member
from backend.core.actor import Role
from backend.core.amounts import Minutes, Points, TimeCredits
from backend.core.clock import FixedClock
from backend.giving import service
from backend.giving.models import EntitlementRow
from backend.infra.uow import unit_of_work
from backend.redemption.moves import ReserveMoveMove
from backend.redemption.service import decide_reserve, propose_reserve
from backend.redemption.types import ReserveSource
from tests.client import Caller, refused
from tests.factories.books import pledge
from tests.factories.communities import Someone, make_member
from tests.factories.giving import (
    Desk,
    fill_pool,
    make_desk,
    make_entitled,
    make_resident,
    minutes_of,
    pool_of,
    propose,
)


class Place:
    """A community with its desk, a resident with an hour and 50 points, and an elder of 86."""

    def __init__(self, app: flask.Flask, caller: Caller, *, pack: str | None = None) -> None:
        self.app, self.anyone = app, caller
        with app.app_context(), unit_of_work() as uow:
            self.desk: Desk = make_desk(uow, pack=pack)
            self.cid = self.desk.community_id
            pledge(uow, self.cid, 1_000)
            self.resident = make_resident(uow, self.cid, minutes=60, points=50, name="周桂英")
            self.elder = make_member(uow, self.cid, name="郑奶奶", birth_date=date(1940, 1, 1))

    def phone(self, someone: Someone) -> Caller:
        return self.anyone.as_person(someone.person_id, self.cid)

    def pool(self) -> tuple[int, int]:
        with self.app.app_context(), unit_of_work() as uow:
            return pool_of(uow, self.cid)

    def proposal(self, **changes: Any) -> dict[str, Any]:
        return {
            "member_id": str(self.elder.member_id),
            "ground": "alone_80",
            "monthly_minutes": 120,
            "valid_to": "2027-05-31",
            **changes,
        }


@pytest.fixture
def place(app: flask.Flask, caller: Caller) -> Place:
    return Place(app, caller)


def time_of(account: dict[str, Any]) -> dict[str, Any]:
    return dict(next(book for book in account["books"] if book["book"] == "TIME"))


def test_a_minor_gives_nothing_to_the_pool(place: Place, clock: FixedClock) -> None:
    with place.app.app_context(), unit_of_work() as uow:
        member = uow.session.get_one(Member, (place.cid, place.resident.member_id))
        member.birth_date = clock.at.date().replace(year=clock.at.year - 17)
    refused(place.phone(place.resident).post("…/pool/donations", {"book": "POINT", "amount": 5}), 409, "donor_minor")
    assert place.pool() == (0, 0)


def test_members_give_time_and_points_to_the_pool(place: Place) -> None:
    phone = place.phone(place.resident)
    shown = phone.post("…/pool/donations", {"book": "TIME", "amount": 40}).get_json()
    assert (shown["donor_name"], shown["mine"]) == ("周*", True)
    hidden = phone.post("…/pool/donations", {"book": "POINT", "amount": 50, "anonymous": True}).get_json()
    assert hidden["donor_name"] == "匿名"
    assert place.pool() == (40, 50)
    refused(phone.post("…/pool/donations", {"book": "TIME", "amount": 21}), 409, "insufficient_time")
    refused(phone.post("…/pool/donations", {"book": "POINT", "amount": 1}), 409, "insufficient_points")
    seen = place.phone(place.elder).get("…/pool/donations").get_json()["items"]
    assert [(each["donor_name"], each["amount"], each["mine"]) for each in seen] == [
        ("匿名", 50, False),
        ("周*", 40, False),
    ]


def test_the_account_tallies_with_the_ledger(place: Place) -> None:
    with place.app.app_context(), unit_of_work() as uow:
        over = ServiceEarning(
            uow.new_id(),
            place.resident.member_id,
            Minutes(60),
            TimeCredits(0),
            Points(0),
            uow.now.date(),
            "社区服务",
            pool_time=TimeCredits(30),
        )
        books.settle_service(uow, place.cid, [over])
        fill_pool(uow, place.cid, 300)
        _, entitlement_id = make_entitled(uow, place.desk)
        service.grant(uow, place.desk.staff.actor, place.cid, entitlement_id, 100)
    account = place.phone(place.resident).get("…/pool").get_json()
    time = time_of(account)
    assert [(flow["kind"], flow["count"], flow["amount"]) for flow in time["came_in"]] == [
        ("donate", 1, 300),
        ("earn_time", 1, 30),
    ]
    assert [(flow["name"], flow["amount"]) for flow in time["went_out"]] == [("发放给困难居民", 100)]
    assert (time["opening"], time["closing"], time["balance"]) == (0, 230, 230)
    assert account["grants"] == [
        {
            "month": "2026-11-01",
            "ground": "alone_80",
            "ground_name": "80岁以上空巢独居老人",
            "count": 1,
            "minutes": 100,
        }
    ]
    assert "郑" not in str(account)


def test_what_goes_into_the_reserve_is_called_so(place: Place) -> None:
    place.phone(place.resident).post("…/pool/donations", {"book": "POINT", "amount": 50})
    with place.app.app_context(), unit_of_work() as uow:
        lead, other = (make_member(uow, place.cid, Role.LEAD) for _ in range(2))
        shown = propose_reserve(
            uow, lead.actor, place.cid, source=ReserveSource.POOL, points=30, reason="离线核销的保障"
        )
        decide_reserve(uow, other.actor, place.cid, shown["proposed"][-1]["id"], ReserveMoveMove.CONFIRM)
    points = next(b for b in place.phone(place.resident).get("…/pool").get_json()["books"] if b["book"] == "POINT")
    assert [(flow["name"], flow["amount"]) for flow in points["went_out"]] == [("转入兑换保障金", 30)]


def test_an_account_of_later_days_opens_with_what_was_there(place: Place, clock: FixedClock) -> None:
    phone = place.phone(place.resident)
    phone.post("…/pool/donations", {"book": "TIME", "amount": 40})
    clock.advance(timedelta(days=2))
    account = time_of(phone.get("…/pool", **{"from": "2026-11-24"}).get_json())
    assert (account["opening"], account["came_in"], account["closing"]) == (40, [], 40)
    refused(phone.get("…/pool", **{"from": "2020-01-01", "to": "2026-01-01"}), 422, "invalid")
    refused(phone.get("…/pool", **{"from": "2026-11-25", "to": "2026-11-24"}), 422, "invalid")


def test_an_entitlement_is_proposed_by_one_and_approved_by_another(place: Place) -> None:
    staff, lead = place.phone(place.desk.staff), place.phone(place.desk.lead)
    proposed = staff.post("…/entitlements", place.proposal()).get_json()
    assert (proposed["state"], proposed["moves"]) == ("proposed", [])
    refused(staff.post(f"…/entitlements/{proposed['id']}/moves", {"move": "approve"}), 403, "forbidden")
    assert place.phone(place.elder).get("…/entitlements/mine").get_json()["entitlement"] is None
    approved = lead.post(f"…/entitlements/{proposed['id']}/moves", {"move": "approve"}).get_json()
    assert approved["state"] == "approved"
    mine = place.phone(place.elder).get("…/entitlements/mine").get_json()["entitlement"]
    assert (mine["monthly_minutes"], mine["left_minutes"]) == (120, 120)
    refused(staff.post("…/entitlements", place.proposal()), 409, "entitlement_exists")
    refused(place.phone(place.resident).get("…/entitlements"), 403, "forbidden")


def test_nobody_approves_what_they_proposed_or_live_on(place: Place) -> None:
    lead = place.phone(place.desk.lead)
    own = lead.post("…/entitlements", place.proposal()).get_json()
    refused(lead.post(f"…/entitlements/{own['id']}/moves", {"move": "approve"}), 403, "same_hands")
    with place.app.app_context(), unit_of_work() as uow:
        old_lead = make_member(uow, place.cid, Role.LEAD, birth_date=date(1940, 1, 1))
    for_lead = (
        place.phone(place.desk.staff)
        .post("…/entitlements", place.proposal(member_id=str(old_lead.member_id)))
        .get_json()
    )
    refused(
        place.phone(old_lead).post(f"…/entitlements/{for_lead['id']}/moves", {"move": "approve"}), 403, "same_hands"
    )
    refused(
        place.phone(old_lead).post("…/entitlements", place.proposal(member_id=str(old_lead.member_id))),
        403,
        "same_hands",
    )


def test_the_database_too_wants_two_pairs_of_hands(place: Place) -> None:
    with place.app.app_context(), unit_of_work() as uow:
        id_ = propose(uow, place.desk, place.elder)
    with pytest.raises(IntegrityError, match="ck_entitlements_hands"), place.app.app_context(), unit_of_work() as uow:
        uow.session.execute(
            update(EntitlementRow)
            .where(EntitlementRow.community_id == place.cid, EntitlementRow.id == id_)
            .values(state="approved", decided_by=EntitlementRow.proposed_by)
        )


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"ground": "alone_60_hardship"}, 409, "ground_age"),
        ({"ground": "other"}, 422, "ground_note"),
        ({"valid_to": "2026-11-22"}, 422, "entitlement_day"),
        ({"monthly_minutes": 0}, 422, "invalid"),
        ({"member_id": "0198c5c2-0000-7000-8000-000000000000"}, 404, "not_found"),
    ],
)
def test_a_proposal_is_refused(place: Place, changes: dict[str, Any], status: int, code: str) -> None:
    refused(place.phone(place.desk.staff).post("…/entitlements", place.proposal(**changes)), status, code)


def test_staff_grant_within_the_month_and_the_pool(place: Place) -> None:
    with place.app.app_context(), unit_of_work() as uow:
        fill_pool(uow, place.cid, 100)
        elder, id_ = make_entitled(uow, place.desk)
    staff = place.phone(place.desk.staff)
    given = staff.post(f"…/entitlements/{id_}/grants", {"minutes": 90}).get_json()
    assert given["given_this_month"] == 90
    assert refused(staff.post(f"…/entitlements/{id_}/grants", {"minutes": 31}), 409, "month_spent")["left"] == 30
    assert refused(staff.post(f"…/entitlements/{id_}/grants", {"minutes": 30}), 409, "pool_empty")["available"] == 10
    assert place.pool()[0] == 10
    with place.app.app_context(), unit_of_work() as uow:
        assert minutes_of(uow, elder) == 90


def test_a_new_month_counts_anew(place: Place, clock: FixedClock) -> None:
    with place.app.app_context(), unit_of_work() as uow:
        fill_pool(uow, place.cid, 500)
        _, id_ = make_entitled(uow, place.desk)
    staff = place.phone(place.desk.staff)
    staff.post(f"…/entitlements/{id_}/grants", {"minutes": 120})
    clock.advance(timedelta(days=8))
    assert staff.post(f"…/entitlements/{id_}/grants", {"minutes": 120}).get_json()["given_this_month"] == 120


def test_what_has_ended_is_not_granted(place: Place) -> None:
    with place.app.app_context(), unit_of_work() as uow:
        fill_pool(uow, place.cid, 100)
        _, id_ = make_entitled(uow, place.desk)
    staff = place.phone(place.desk.staff)
    staff.post(f"…/entitlements/{id_}/moves", {"move": "end"})
    refused(staff.post(f"…/entitlements/{id_}/grants", {"minutes": 30}), 409, "entitlement_over")
    refused(staff.post(f"…/entitlements/{id_}/moves", {"move": "end"}), 409, "move_not_allowed")


def test_a_second_entitlement_is_no_second_month(place: Place) -> None:
    with place.app.app_context(), unit_of_work() as uow:
        fill_pool(uow, place.cid, 500)
        elder, id_ = make_entitled(uow, place.desk)
        service.grant(uow, place.desk.staff.actor, place.cid, id_, 100)
    staff = place.phone(place.desk.staff)
    staff.post(f"…/entitlements/{id_}/moves", {"move": "end"})
    again = staff.post("…/entitlements", place.proposal(member_id=str(elder.member_id))).get_json()
    place.phone(place.desk.lead).post(f"…/entitlements/{again['id']}/moves", {"move": "approve"})
    refusal = refused(staff.post(f"…/entitlements/{again['id']}/grants", {"minutes": 21}), 409, "month_spent")
    assert refusal["left"] == 20


@pytest.mark.parametrize("amount", [0, -1, 2.5, "5", None, 10**6 + 1])
def test_no_amount(place: Place, amount: object) -> None:
    phone = place.phone(place.resident)
    refused(phone.post("…/pool/donations", {"book": "TIME", "amount": amount}), 422, "invalid")
    assert place.pool() == (0, 0)
