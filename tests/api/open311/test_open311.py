"""Open311 over HTTP: what anybody reads, what a member reports, and every refusal in the standard's own form."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest

from backend.core.clock import FixedClock
from backend.lists.types import EntryMove
from tests.client import Caller
from tests.factories.agreements import Place, make_place
from tests.factories.lists import make_open_entry, move_entry, propose_entry

V2 = "/open311/v2"


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def read(caller: Caller, place: Place, path: str, **query: Any) -> Any:
    answer = caller.get(f"{V2}/{path}", jurisdiction_id=place.hood.community_id, **query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def form(place: Place, **changes: Any) -> dict[str, Any]:
    body = {
        "jurisdiction_id": place.hood.community_id,
        "service_code": "facility.lighting",
        "description": "东门的灯不亮\n已经三天了",
        "address_string": "东门",
        "lat": "31.23",
        "long": "121.47",
        "phone": "13800000000",
    }
    return {name: value for name, value in (body | changes).items() if value is not None}


def refusal(answer: Any, status: int, word: str) -> None:
    assert answer.status_code == status, answer.get_data(as_text=True)
    told = answer.get_json()
    assert [set(one) for one in told] == [{"code", "description"}]
    assert (told[0]["code"], answer.content_type) == (status, "application/json")
    assert word in told[0]["description"]


def test_services_are_the_categories(caller: Caller, place: Place) -> None:
    services = {service["service_code"]: service for service in read(caller, place, "services.json")}
    assert services["facility.lighting"]["service_name"] == "道路照明"
    assert services["facility.lighting"]["group"] == "公共设施"
    definition = read(caller, place, "services/facility.lighting.json")
    assert definition == {"service_code": "facility.lighting", "attributes": []}


def test_anybody_reads_public_problems_and_no_others(caller: Caller, place: Place, clock: FixedClock) -> None:
    with place.work() as uow:
        details = {"severity": "high", "responsible_body": "物业"}
        about = {"category": "facility.lighting", "place": "3号楼402室门口", "details": details}
        shown = make_open_entry(uow, place.hood["resident"], "problem", **about)
        propose_entry(uow, place.hood["resident"], "problem")
        make_open_entry(uow, place.hood["resident"], "need")
    requests = read(caller, place, "requests.json")
    assert [request["service_request_id"] for request in requests] == [str(shown)]
    request = requests[0]
    assert (request["status"], request["status_notes"]) == ("open", "待办理")
    assert (request["agency_responsible"], request["address"]) == ("物业", "3号楼门口")
    assert (request["lat"], request["long"]) == (None, None)
    assert request["requested_datetime"] == "2026-11-23T01:00:00Z"
    assert "王" not in str(request)
    assert read(caller, place, f"requests/{shown}.json") == requests
    assert read(caller, place, "requests.json", service_request_id=f"{shown},nothing") == requests
    assert read(caller, place, "requests.json", service_code="facility.parking") == []
    assert read(caller, place, "requests.json", service_code="facility.lighting,other") == requests
    assert read(caller, place, "requests.json", status="closed") == []
    assert read(caller, place, "requests.json", end_date="2026-11-22T00:00:00Z") == []
    assert read(caller, place, "requests.json", start_date="2026-11-22T00:00:00Z") == requests
    with place.work() as uow:
        move_entry(uow, place.hood["staff"], shown, EntryMove.CLOSE)
    closed = read(caller, place, "requests.json", status="closed")
    assert (closed[0]["status"], closed[0]["status_notes"]) == ("closed", "已办结")


def test_a_member_reports_by_form(place: Place) -> None:
    answer = place.as_("resident").call("POST", f"{V2}/requests.json", data=form(place))
    assert answer.status_code == 201, answer.get_data(as_text=True)
    reported = answer.get_json()[0]
    assert reported["service_notice"].startswith("已收到")
    entry = place.as_("resident").get(f"…/entries/{reported['service_request_id']}").get_json()
    assert (entry["title"], entry["state"], entry["place"]) == ("东门的灯不亮", "proposed", "东门")
    assert "138" not in str(entry["details"]) + entry["text"]
    refusal(
        place.as_("stranger").get(f"{V2}/requests/{entry['id']}.json", jurisdiction_id=place.hood.community_id),
        404,
        "还没有公开",
    )


def test_a_report_sent_again_is_the_same_report(place: Place, clock: FixedClock) -> None:
    def report(who: str = "resident", **changes: Any) -> str:
        answer = place.as_(who).call("POST", f"{V2}/requests.json", data=form(place, **changes))
        assert answer.status_code == 201, answer.get_data(as_text=True)
        id_: str = answer.get_json()[0]["service_request_id"]
        return id_

    first = report()
    clock.advance(timedelta(minutes=9))
    assert report() == first
    others = [
        report("neighbour"),
        report(address_string=None),
        report(address_string="西门"),
        report(description="西门的灯不亮"),
    ]
    assert report(address_string=None) == others[1]
    clock.advance(timedelta(minutes=2))
    others.append(report())
    assert len({first, *others}) == 6


def test_ten_tries_at_once_are_one_report(place: Place) -> None:
    resident = place.as_("resident")
    barrier = Barrier(10)

    def report(_: int) -> str:
        barrier.wait(timeout=20)
        answer = resident.call("POST", f"{V2}/requests.json", data=form(place))
        id_: str = answer.get_json()[0]["service_request_id"]
        return id_

    with ThreadPoolExecutor(10) as pool:
        assert len(set(pool.map(report, range(10)))) == 1


def test_the_newest_do_not_crowd_out_those_of_another_status(
    place: Place, monkeypatch: pytest.MonkeyPatch, caller: Caller
) -> None:
    monkeypatch.setattr("backend.open311.service.REQUESTS_MAX", 2)
    with place.work() as uow:
        closed = make_open_entry(uow, place.hood["resident"], "problem")
        move_entry(uow, place.hood["staff"], closed, EntryMove.CLOSE)
        for _ in range(2):
            make_open_entry(uow, place.hood["resident"], "problem")
    assert [one["service_request_id"] for one in read(caller, place, "requests.json", status="closed")] == [str(closed)]
    assert len(read(caller, place, "requests.json", status="open,closed")) == 2
    assert {one["status"] for one in read(caller, place, "requests.json", status="open")} == {"open"}


def test_the_token_may_come_as_api_key(caller: Caller, place: Place) -> None:
    token = place.as_("resident").token
    assert caller.call("POST", f"{V2}/requests.json", data=form(place, api_key=token)).status_code == 201


def test_refusals_speak_the_standard(caller: Caller, place: Place) -> None:
    cid, resident = place.hood.community_id, place.as_("resident")
    refusal(caller.get(f"{V2}/services.json"), 422, "jurisdiction_id")
    refusal(caller.get(f"{V2}/services.json", jurisdiction_id=1), 404, "没有找到")
    refusal(caller.get(f"{V2}/services/nothing.json", jurisdiction_id=cid), 404, "没有这个类别")
    refusal(caller.get(f"{V2}/requests/{uuid4()}.json", jurisdiction_id=cid), 404, "没有这件事")
    refusal(caller.get(f"{V2}/requests/nothing.json", jurisdiction_id=cid), 404, "没有这件事")
    refusal(caller.get(f"{V2}/requests.json", jurisdiction_id=cid, status="new"), 422, "open")
    dates = {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-11-01T00:00:00Z"}
    refusal(caller.get(f"{V2}/requests.json", jurisdiction_id=cid, **dates), 422, "90天")
    for path in ("services.xml", "requests.xml", f"requests/{uuid4()}.xml"):
        refusal(caller.get(f"{V2}/{path}", jurisdiction_id=cid), 406, "JSON")
    refusal(caller.call("POST", f"{V2}/requests.json", data=form(place)), 401, "登录")
    refusal(caller.call("POST", f"{V2}/requests.json", data=form(place, api_key="nothing")), 401, "登录")
    refusal(place.as_("stranger").call("POST", f"{V2}/requests.json", data=form(place)), 403, "加入本社区")
    refusal(resident.call("POST", f"{V2}/requests.json", data=form(place, description=None)), 422, "请填写")
    refusal(resident.call("POST", f"{V2}/requests.json", data=form(place, service_code="x")), 422, "没有这个类别")
    refusal(resident.call("POST", f"{V2}/requests.json", data=form(place, jurisdiction_id=1)), 403, "加入本社区")
