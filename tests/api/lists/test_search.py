"""The search over HTTP: Chinese words as people type them, near first, and nothing that one may not see."""

from typing import Any

import pytest

from backend.communities import service as communities
from backend.communities.models import Household, Member
from backend.core.actor import Role
from backend.core.clock import FixedClock
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.communities import make_member
from tests.factories.lists import make_open_entry, propose_entry
from tests.statements import counted_statements

FOUND = "…/entries"


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def put(at: Place, title: str, kind: str = "need", **changes: Any) -> None:
    with at.work() as uow:
        make_open_entry(uow, at.hood["resident"], kind, title=title, **{"text": "请帮帮忙", **changes})


def titles(at: Place, who: str = "resident", **query: Any) -> list[str]:
    response = at.as_(who).get(FOUND, **query)
    assert response.status_code == 200, response.get_data(as_text=True)
    return [item["title"] for item in response.get_json()["items"]]


def test_what_is_typed_is_found_however_it_was_written(place: Place) -> None:
    put(place, "充电 桩 安装")
    put(place, "想找人看孩子")
    put(place, "好的产品和服务")
    assert titles(place, q="充电桩") == ["充电 桩 安装"]
    assert titles(place, q="看孩子") == ["想找人看孩子"]
    assert titles(place, q="找人看孩") == ["想找人看孩子"]
    assert titles(place, q="和服") == []
    assert titles(place, q="请帮帮忙", kind="problem") == []
    assert len(titles(place, q="")) == 3


@pytest.mark.parametrize("q", ["'", "a'b & !c", "\\", "充电' | 'x", "( ) : * <->", "!!!", "％"])
def test_no_query_is_too_odd(q: str, place: Place) -> None:
    put(place, "充电桩")
    assert titles(place, q=q) == []


def test_an_edit_is_found_by_its_new_words(place: Place) -> None:
    with place.work() as uow:
        entry_id = make_open_entry(uow, place.hood["resident"], title="修路灯")
    staff = place.as_("staff")
    seen = staff.get(f"{FOUND}/{entry_id}")
    staff.patch(f"{FOUND}/{entry_id}", {"title": "修楼道灯", "place": "5号楼"}, etag=seen.headers["ETag"])
    assert (titles(place, q="路灯"), titles(place, q="楼道")) == ([], ["修楼道灯"])
    assert titles(place, place="五号楼") == ["修楼道灯"]


def test_filters_narrow_over_all_lists(place: Place, clock: FixedClock) -> None:
    put(place, "陪诊", category="elder.outing")
    put(place, "路灯坏了", "problem", category="facility.lighting", place="小区东门")
    assert titles(place, category="elder") == ["陪诊"]
    assert titles(place, kind="problem") == ["路灯坏了"]
    assert titles(place, place="东门") == ["路灯坏了"]
    assert titles(place, **{"from": "2026-11-23", "to": "2026-11-23"}) == ["路灯坏了", "陪诊"]
    assert titles(place, to="2026-11-22") == []
    assert titles(place, state="closed") == []
    refused(place.as_("resident").get(FOUND, kind="gold"), 404, "list_not_live")


def test_what_one_may_not_see_is_not_found(place: Place) -> None:
    with place.work() as uow:
        propose_entry(uow, place.hood["resident"], title="还没采纳的心愿")
    assert titles(place, q="心愿") == ["还没采纳的心愿"]
    assert titles(place, "neighbour", q="心愿") == []
    assert titles(place, "staff", q="心愿") == ["还没采纳的心愿"]


def live_in(place: Place, who: str, building: str) -> None:
    with place.work() as uow:
        cid = place.hood.community_id
        household = Household(
            community_id=cid, id=uow.new_id(), building=building, door_hash=b"x", door="602", created_at=uow.now
        )
        uow.session.add(household)
        uow.session.flush()
        uow.session.get_one(Member, (cid, place.hood[who].member_id)).household_id = household.id


def test_ones_own_building_comes_first_and_pages_follow(place: Place) -> None:
    live_in(place, "resident", "6号楼")
    for number, where in enumerate(("6号楼", "2号楼", "六号楼门口", "活动室", "6栋")):
        put(place, f"事项{number}", place=where)
    assert titles(place, sort="near") == ["事项4", "事项2", "事项0", "事项3", "事项1"]
    seen: list[tuple[str, str]] = []
    cursor = None
    while True:
        page = place.as_("resident").get(FOUND, sort="near", limit=2, cursor=cursor).get_json()
        seen += [(item["title"], item["distance"]) for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert [title for title, _ in seen] == ["事项4", "事项2", "事项0", "事项3", "事项1"]
    assert [distance for _, distance in seen] == ["building"] * 3 + ["community"] * 2
    assert titles(place, "neighbour", sort="near")[0] == "事项4"  # without a household: newest first


def test_marks_show_where_the_words_stand(place: Place) -> None:
    put(place, "公共充电桩", text="希望装充电桩")
    item = place.as_("resident").get(FOUND, q="充电桩").get_json()["items"][0]
    assert item["title_marks"] == [[2, 5]]
    assert item["text_marks"] == [[3, 6]]


def test_the_street_shows_what_its_other_communities_show_everybody(place: Place, caller: Caller) -> None:
    with place.work() as uow:
        cid = place.hood.community_id
        other = cid - 1 if cid % 1000 else cid + 1
        communities.found_community(uow, other, name="隔壁社区", street=("宜川路街道", "普陀区", "上海市"))
        stranger = make_member(uow, other, Role.STAFF, name="邻社工")
        make_open_entry(uow, stranger, title="隔壁的充电桩")
        propose_entry(uow, stranger, title="隔壁还没采纳的充电桩")
    items = place.as_("resident").get("…/street-entries", q="充电桩").get_json()["items"]
    assert [(item["title"], item["community_name"]) for item in items] == [("隔壁的充电桩", "隔壁社区")]
    assert titles(place, q="充电桩") == []
    refused(place.as_("stranger").get("…/street-entries", q="充电桩"), 403, "not_a_member")


def test_a_page_of_hits_takes_few_statements(place: Place) -> None:
    def count() -> int:
        with counted_statements() as seen:
            titles(place, q="请帮忙", sort="near")
        return len(seen)

    put(place, "第一件", text="请帮忙")
    few = count()
    for number in range(15):
        put(place, f"事项{number}", text="请帮忙")
    assert count() == few
