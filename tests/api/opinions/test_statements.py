"""Statements over HTTP: said, checked by WeChat or a person, merged, taken down; and every refusal."""

import pytest

from backend.core.clock import FixedClock
from backend.opinions.models import OpinionTopic
from backend.opinions.rules.statements import OWN_MAX
from tests.api.opinions.conftest import Forum
from tests.client import refused
from tests.factories.opinions import item_of
from tests.statements import counted_statements

SHED = "装在东门车棚最方便"


def last_message(forum: Forum, who: str = "resident") -> str:
    item = forum.as_(who).get("…/inbox").get_json()["items"][0]
    return f"{item['title']} {item['text']}"


def test_what_wechat_lets_through_is_seen_by_others_without_its_author(forum: Forum) -> None:
    forum.on_wechat()
    said = forum.say(SHED).get_json()
    assert (said["state"], said["is_own"], forum.texts()) == ("waiting", True, [])
    forum.run()
    (seen,) = forum.get("statements", "neighbour").get_json()["items"]
    assert (seen["text"], seen["state"], seen["is_own"]) == (SHED, "open", False)
    assert "author" not in str(seen)
    assert "已公开" in last_message(forum)


def test_what_wechat_is_not_sure_of_waits_for_a_person(forum: Forum) -> None:
    forum.on_wechat()
    forum.say("物业的人都是笨蛋")
    forum.run()
    assert forum.texts() == []
    (item,) = forum.as_("staff").get("…/moderation/items").get_json()["items"]
    assert (item["state"], item["title"]) == ("held", "充电桩装在哪里")
    assert item["decisions"][0]["label_name"] == "辱骂"
    assert "沈微" not in str(item)
    assert "有内容等您审核" in last_message(forum, "staff")
    decided = forum.as_("staff").post(f"…/moderation/items/{item['id']}/moves", {"move": "refuse", "reason": "骂人"})
    assert [line["by"] for line in decided.get_json()["decisions"]] == [None, "赵社工"]
    forum.run()
    assert "理由：骂人。可以换个说法再发。" in last_message(forum)
    again = forum.as_("lead").post(f"…/moderation/items/{item['id']}/moves", {"move": "pass", "reason": "再看"})
    refused(again, 409, "refused_by_person")


def test_a_person_lets_through_what_wechat_refused_and_says_why(forum: Forum) -> None:
    forum.on_wechat()
    forum.say("棋牌室里有人赌博，请管一管")
    forum.run()
    assert "请找社区工作者再看一次" in last_message(forum)
    (item,) = forum.as_("staff").get("…/moderation/items", state="refused").get_json()["items"]
    path = f"…/moderation/items/{item['id']}/moves"
    refused(forum.as_("staff").post(path, {"move": "pass"}), 422, "invalid")
    assert forum.as_("staff").post(path, {"move": "pass", "reason": "是反映问题"}).status_code == 200
    assert forum.texts() == ["棋牌室里有人赌博，请管一管"]


@pytest.mark.usefixtures("wechat_away")
def test_while_wechat_is_away_nothing_goes_out_and_a_person_may_decide(forum: Forum) -> None:
    forum.on_wechat()
    said = forum.say(SHED).get_json()
    forum.run()
    assert (forum.texts(), forum.texts("resident", mine="true")) == ([], [SHED])
    with forum.place.work() as uow:
        item_id = item_of(uow, forum.place.hood.community_id, said["id"])
    assert forum.as_("lead").post(f"…/moderation/items/{item_id}/moves", {"move": "pass"}).status_code == 200
    assert forum.texts() == [SHED]


def test_whom_wechat_does_not_know_is_read_by_a_person(forum: Forum) -> None:
    forum.say(SHED)
    forum.run()
    assert [item["state"] for item in forum.as_("staff").get("…/moderation/items").get_json()["items"]] == ["held"]


def test_nobody_decides_on_words_of_their_own(forum: Forum) -> None:
    said = forum.say(SHED, "staff").get_json()
    with forum.place.work() as uow:
        item_id = item_of(uow, forum.place.hood.community_id, said["id"])
    path = f"…/moderation/items/{item_id}"
    assert forum.as_("staff").get(path).get_json()["moves"] == []
    refused(forum.as_("staff").post(f"{path}/moves", {"move": "pass"}), 403, "own_text")


def test_what_was_said_is_not_said_again(forum: Forum) -> None:
    statement_id = forum.said(SHED)
    again = refused(forum.say("装在 东门车棚，最方便！", "neighbour", similar_seen=True), 409, "statement_exists")
    assert again["statement_id"] == statement_id


def test_what_is_alike_is_offered_first_and_can_be_said_all_the_same(forum: Forum) -> None:
    statement_id = forum.said(SHED)
    alike = refused(forum.say("装在东门的车棚不方便", "neighbour"), 409, "similar_statements")
    assert [(one["id"], one["text"]) for one in alike["similar"]] == [(statement_id, SHED)]
    assert forum.say("装在东门的车棚不方便", "neighbour", similar_seen=True).status_code == 201


def test_one_member_says_so_much_and_no_more(forum: Forum) -> None:
    for number in range(OWN_MAX):
        assert forum.say(f"第{number}号楼门口装一个", similar_seen=True).status_code == 201
    assert refused(forum.say("再说一句别的", similar_seen=True), 429, "statement_limit")["limit"] == OWN_MAX
    assert forum.get("opinions").get_json()["own_left_to_say"] == 0
    assert forum.say("再说一句别的", "neighbour", similar_seen=True).status_code == 201


@pytest.mark.parametrize("text", ["", "好", "！！！！……", "字" * 141])
def test_what_says_nothing_or_too_much_is_refused(forum: Forum, text: str) -> None:
    assert "text" in refused(forum.say(text), 422, "invalid")["errors"]


def test_merged_votes_go_along_and_nobody_counts_twice(forum: Forum) -> None:
    one, other = forum.said(SHED), forum.said("东门车棚装充电桩最方便")
    for who, first, second in (("resident", "agree", "disagree"), ("neighbour", "agree", None)):
        forum.vote(other, first, who)
        if second:
            forum.vote(one, second, who)
    (pair,) = forum.get("statements/similar", "staff").get_json()["items"]
    assert {pair["one"]["id"], pair["other"]["id"]} == {one, other}
    assert forum.move(other, "merge", into_id=one).get_json()["merged_into_id"] == one
    (left,) = forum.get("statements").get_json()["items"]
    assert (left["id"], left["agrees"], left["disagrees"]) == (one, 1, 1)
    assert refused(forum.vote(other, "agree", "employee"), 409, "statement_not_open")["merged_into_id"] == one
    assert forum.vote(one, "pass", "neighbour").get_json()["passes"] == 1


def test_merging_needs_another_that_stands(forum: Forum) -> None:
    one, gone = forum.said(SHED), forum.said("先问问消防的意见")
    forum.move(gone, "hide", reason="说的是别处")
    refused(forum.move(one, "merge", into_id=one), 409, "move_not_allowed")
    refused(forum.move(one, "merge", into_id=gone), 409, "statement_not_open")
    refused(forum.move(one, "merge"), 422, "invalid")


def test_what_is_taken_down_is_told_to_its_author_and_comes_back(forum: Forum) -> None:
    one = forum.said(SHED)
    refused(forum.move(one, "hide"), 422, "invalid")
    assert forum.move(one, "hide", reason="写了邻居的名字").get_json()["state"] == "hidden"
    assert (forum.texts(), forum.get("deck").get_json()["left"]) == ([], 0)
    refused(forum.get("statements", state="hidden"), 403, "forbidden")
    forum.run()
    assert "写了邻居的名字" in last_message(forum)
    forum.move(one, "show")
    assert forum.texts() == [SHED]


def test_one_takes_back_what_nobody_has_seen(forum: Forum) -> None:
    said = forum.say(SHED).get_json()
    refused(forum.move(said["id"], "withdraw", "neighbour"), 403, "forbidden")
    assert forum.move(said["id"], "withdraw", "resident").get_json()["state"] == "withdrawn"
    forum.run()
    assert forum.as_("staff").get("…/moderation/items").get_json()["items"] == []
    assert forum.say(SHED).status_code == 201
    refused(forum.move(forum.said("先问问消防的意见"), "withdraw", "resident"), 409, "move_not_allowed")


def test_what_waits_at_the_close_is_taken_back(forum: Forum, clock: FixedClock) -> None:
    said = forum.say(SHED).get_json()
    forum.as_("staff").post(f"…/topics/{forum.topic_id}/moves", {"move": "talk"})
    assert forum.get("statements", mine="true").get_json()["items"][0]["state"] == "withdrawn"
    with forum.place.work() as uow:
        item_id = item_of(uow, forum.place.hood.community_id, said["id"])
    refused(forum.as_("staff").post(f"…/moderation/items/{item_id}/moves", {"move": "pass"}), 409, "move_not_allowed")
    refused(forum.say("再说一句别的"), 409, "opinions_closed")


def test_a_page_of_statements_costs_the_same_however_many_there_are(forum: Forum) -> None:
    forum.said(SHED)
    with counted_statements() as few:
        forum.get("statements")
    for text in ("先问问消防的意见", "费用由用的人出", "不要占绿地"):
        forum.said(text)
    with counted_statements() as many:
        assert len(forum.get("statements").get_json()["items"]) == 4
    assert len(many) == len(few)


def test_a_topic_that_gathers_nothing_yet_has_no_key(forum: Forum) -> None:
    """Zero statements: nothing is dealt, nothing is stored, nothing breaks."""
    opinions = forum.get("opinions").get_json()
    assert (opinions["state"], opinions["statements"], opinions["voters"]) == ("open", 0, 0)
    assert forum.get("deck").get_json() == {"items": [], "left": 0}
    assert forum.get("votes/mine").get_json()["items"] == []
    with forum.place.work() as uow:
        assert uow.session.get(OpinionTopic, (forum.place.hood.community_id, forum.topic_id)) is None


def test_the_trace_of_a_statement_leads_to_its_topic(forum: Forum) -> None:
    one = forum.said(SHED)
    graph = forum.as_("neighbour").get(f"…/trace/statement/{one}").get_json()
    assert {node["type"] for node in graph["nodes"]} >= {"statement", "topic"}
    assert "王小明" not in str([node for node in graph["nodes"] if node["type"] == "statement"])
