"""An alliance over HTTP: founded, joined, its list written, answered, told and reviewed, by who may."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import flask
import pytest

from backend.alliances.moves import StandMove
from backend.core.clock import FixedClock
from tests.client import refused
from tests.factories.alliances import Alley, Side, add_item, found, local, make_alley, stand

NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture
def alley(app: flask.Flask, clock: FixedClock) -> Alley:
    clock.at = local(date(2026, 12, 1), 9)
    return make_alley(app)


def titles(alley: Alley, side: Side) -> list[str]:
    return [item["title"] for item in alley.phone(side.staff).get("…/inbox").get_json()["items"]]


def answer(alley: Alley, side: Side, alliance_id: UUID, item: str, **body: Any) -> Any:
    given = {"month": "2026-12-01", "outcome": "partly", "done_amount": 4, "word": "还有6户约在周末", **body}
    return alley.phone(side.staff).post(f"…/alliances/{alliance_id}/items/{item}/answer", given)


def test_a_lead_founds_an_alliance_and_others_join_or_not(alley: Alley) -> None:
    lead = alley.phone(alley.chair.lead)
    listed = lead.get("…/alliances").get_json()
    assert [each["name"] for each in listed["neighbours"]] == ["安和社区", "宜川社区"]
    body = {
        "name": "宜川路党建联盟",
        "purpose": "一起办好街坊的事",
        "other_ids": [alley.first.community_id, alley.second.community_id],
    }
    made = lead.post("…/alliances", body)
    assert (made.status_code, made.get_json()["is_chair"], made.get_json()["stand"]) == (201, True, "joined")
    alley.deliver()
    assert "泰和里社区邀请本社区加入“宜川路党建联盟”" in titles(alley, alley.first)
    alliance_id = UUID(made.get_json()["id"])
    invited = alley.phone(alley.first.lead).get(f"…/alliances/{alliance_id}").get_json()
    assert [move["name"] for move in invited["moves"]] == ["同意加入", "暂不加入"]
    stand(alley, alley.first, alliance_id, StandMove.JOIN)
    stand(alley, alley.second, alliance_id, StandMove.DECLINE)
    members = lead.get(f"…/alliances/{alliance_id}").get_json()["draft"]["members"]
    assert [(each["name"], each["stand_name"]) for each in members] == [
        ("泰和里社区", "已加入"),
        ("安和社区", "已加入"),
        ("宜川社区", "没有加入"),
    ]
    again = lead.post(f"…/alliances/{alliance_id}/invitations", {"other_id": alley.second.community_id})
    assert again.status_code == 200
    alley.deliver()
    assert alley.board(alley.second, alliance_id)["stand"] == "invited"
    refused(
        lead.post(f"…/alliances/{alliance_id}/invitations", {"other_id": alley.first.community_id}),
        409,
        "already_invited",
    )


def test_only_communities_of_the_street_are_invited(alley: Alley) -> None:
    other = make_alley(alley.app).chair.community_id
    body = {"name": "跨街道联盟", "other_ids": [other]}
    refused(alley.phone(alley.chair.lead).post("…/alliances", body), 422, "not_on_street")
    body["other_ids"] = [alley.chair.community_id]
    refused(alley.phone(alley.chair.lead).post("…/alliances", body), 422, "not_on_street")
    refused(alley.phone(alley.chair.staff).post("…/alliances", body), 403, "forbidden")


def test_the_chairs_desk_writes_the_list_until_it_goes_out(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    desk, path = alley.phone(alley.chair.staff), f"…/alliances/{alliance_id}/items"
    body = {"scope": "public", "title": "装充电桩", "taker_id": alley.first.community_id, "amount": 2, "measure": "处"}
    added = desk.post(path, body)
    assert added.status_code == 201
    draft = added.get_json()["draft"]
    assert (draft["month"], draft["items"][0]["scope_name"], draft["items"][0]["taker"]["name"]) == (
        "2026-12-01",
        "公共项目",
        "安和社区",
    )
    add_item(alley, alliance_id, alley.second)
    removed = desk.post(f"{path}/{draft['items'][0]['id']}/removal").get_json()
    kept = removed["draft"]["items"]
    assert [item["title"] for item in kept] == ["给独居老人装扶手"]
    assert alley.board(alley.first, alliance_id)["board"] is None  # nobody else sees what is being written
    clock.at = local(date(2026, 12, 10))
    alley.pass_time()
    refused(desk.post(f"{path}/{kept[0]['id']}/removal"), 409, "item_issued")
    refused(desk.post(f"{path}/{uuid4()}/removal"), 404, "not_found")
    refused(alley.phone(alley.first.staff).post(path, body), 403, "not_chair")
    stand(alley, alley.second, alliance_id, StandMove.LEAVE)
    refused(desk.post(path, {**body, "taker_id": alley.second.community_id}), 409, "taker_not_in")


def test_who_took_an_item_says_what_became_of_it_and_all_see_it(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    add_item(alley, alliance_id, alley.first)
    clock.at = local(date(2026, 12, 10))
    alley.pass_time()
    assert "“宜川路党建联盟”12月任务清单已下达" in titles(alley, alley.first)
    board = alley.board(alley.first, alliance_id)["board"]
    assert (board["state_name"], board["items"][0]["may_answer"], board["tells_at"]) == (
        "办理中",
        True,
        "2027-01-10T04:00:00Z",
    )
    item = board["items"][0]["id"]
    refused(answer(alley, alley.first, alliance_id, item, done_amount=10), 422, "amount_done")
    refused(answer(alley, alley.second, alliance_id, item), 403, "not_taker")
    refused(answer(alley, alley.first, alliance_id, str(uuid4())), 404, "not_found")
    said = answer(alley, alley.first, alliance_id, item).get_json()["board"]["items"][0]
    assert (said["outcome_name"], said["done_amount"], said["word"]) == ("办了一部分", 4, "还有6户约在周末")
    alley.deliver()
    for side in (alley.chair, alley.second):
        seen = alley.board(side, alliance_id)["board"]["items"][0]
        assert (seen["outcome"], seen["word"], seen["may_answer"]) == ("partly", "还有6户约在周末", False)
    answer(alley, alley.first, alliance_id, item, outcome="done", done_amount=10, word="")
    alley.deliver()
    assert alley.board(alley.second, alliance_id)["board"]["items"][0]["outcome"] == "done"


def test_a_quarters_last_month_is_reviewed_once_it_is_told(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    add_item(alley, alliance_id, alley.chair)
    clock.at = local(date(2026, 12, 10))
    alley.pass_time()
    path, body = f"…/alliances/{alliance_id}/reviews", {"month": "2026-12-01", "text": "安和社区办得扎实，下季度继续。"}
    lead = alley.phone(alley.chair.lead)
    refused(lead.post(path, body), 409, "not_to_review")
    clock.at = local(date(2027, 1, 10))
    alley.pass_time()
    assert "“宜川路党建联盟”这个季度可以点评了" in titles(alley, alley.chair)
    board = lead.get(f"…/alliances/{alliance_id}", month="2026-12-01").get_json()["board"]
    assert (board["state_name"], board["may_review"]) == ("已汇总通报", True)
    refused(alley.phone(alley.first.lead).post(path, body), 403, "not_chair")
    assert lead.post(path, body).get_json()["board"]["review"] == body["text"]
    alley.deliver()
    assert alley.board(alley.first, alliance_id, "2026-12-01")["board"]["review"] == body["text"]
    assert "“宜川路党建联盟”季度点评已发布" in titles(alley, alley.first)


def test_who_leaves_answers_no_more_and_the_end_is_told_to_all(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    add_item(alley, alliance_id, alley.first)
    clock.at = local(date(2026, 12, 10))
    alley.pass_time()
    item = alley.board(alley.first, alliance_id)["board"]["items"][0]["id"]
    stand(alley, alley.first, alliance_id, StandMove.LEAVE)
    refused(answer(alley, alley.first, alliance_id, item), 409, "alliance_over")
    lead = alley.phone(alley.chair.lead)
    refused(lead.post(f"…/alliances/{alliance_id}/moves", {"move": "leave"}), 409, "move_not_allowed")
    assert lead.post(f"…/alliances/{alliance_id}/moves", {"move": "end"}).get_json()["stand_name"] == "联盟已结束"
    alley.deliver()
    assert [alley.board(side, alliance_id)["stand"] for side in alley.sides] == ["ended", "left", "ended"]
    refused(lead.post(f"…/alliances/{alliance_id}/moves", {"move": "end"}), 409, "move_not_allowed")


def test_residents_see_the_board_and_strangers_do_not(alley: Alley, clock: FixedClock) -> None:
    alliance_id = found(alley)
    shown = alley.phone(alley.first.resident).get(f"…/alliances/{alliance_id}").get_json()
    assert (shown["name"], shown["moves"], shown["draft"]) == ("宜川路党建联盟", [], None)
    foreign = make_alley(alley.app).chair.lead
    stranger = alley.phone(foreign)
    path = f"/communities/{alley.first.community_id}/alliances/{alliance_id}"
    refused(stranger.get(path), 403, "not_a_member")
    refused(alley.phone(foreign).get(f"…/alliances/{alliance_id}"), 404, "not_found")
