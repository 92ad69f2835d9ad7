"""The opinion map over HTTP: drawn by the job, read by everybody, one's own place by oneself, and the poll."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from redis import Redis
from sqlalchemy import select, update

from backend.books.service import ask_checks
from backend.core.clock import FixedClock
from backend.core.pseudonyms import pseudonym
from backend.deliberation.moves import TopicMove
from backend.infra.due import run_due
from backend.infra.runtime import runtime
from backend.opinions.models import OpinionMapRow, OpinionTopic, Statement
from backend.opinions.polis.draw import draw_map
from backend.opinions.rules.maps import rest_after
from backend.opinions.service import maps
from backend.opinions.service.check import CHECKS
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.deliberation import move_topic, suggest_topic
from tests.factories.lists import make_open_entry
from tests.factories.opinion_maps import KEY, Talk, make_talk, vote_as, vote_in_camps
from tests.statements import counted_statements


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


@pytest.fixture
def talk(place: Place) -> Talk:
    with place.work() as uow:
        return make_talk(uow, place.hood["staff"])


def draw(place: Place) -> None:
    with place.caller.app.app_context():
        run_due("opinions.maps", place.hood.community_id)


def shown(place: Place, talk: Talk, who: str = "neighbour") -> dict[str, Any]:
    answer = place.as_(who).get(f"…/topics/{talk.topic_id}/opinion-map")
    assert answer.status_code == 200, answer.get_data(as_text=True)
    body: dict[str, Any] = answer.get_json()
    return body


def row_of(place: Place, talk: Talk) -> OpinionTopic:
    with place.work() as uow:
        return uow.session.scalars(select(OpinionTopic).where(OpinionTopic.topic_id == talk.topic_id)).one()


def drawn_in_camps(place: Place, talk: Talk) -> None:
    with place.work() as uow:
        vote_in_camps(uow, place.hood.community_id, talk)
    draw(place)


def test_votes_become_groups_and_what_all_agree_on_comes_first(place: Place, talk: Talk) -> None:
    assert shown(place, talk)["version"] == 0

    drawn_in_camps(place, talk)

    body = shown(place, talk, "stranger")
    assert (body["version"], body["voters"], body["participants"], body["own"]) == (1, 30, 30, None)
    assert {said["text"] for said in body["agreed"]} == {"第6句话", "第7句话"}
    assert body["agreed"][0] | {"statement_id": "", "text": ""} == {
        "statement_id": "", "text": "", "side": "agree", "votes": 30, "percent": 100, "percent_by_group": [100, 100],
    }  # fmt: skip
    assert {group["size"] for group in body["groups"]} == {12, 18}
    assert [group["name"] for group in body["groups"]] == ["甲组", "乙组"]
    assert all(len(group["says"]) == 5 for group in body["groups"])
    assert row_of(place, talk).map_due_at is None


def test_nobody_can_be_found_in_what_is_shown_and_kept(place: Place, talk: Talk) -> None:
    resident = place.hood["resident"].member_id
    with place.work() as uow:
        vote_as(uow, place.hood.community_id, talk, resident, "+++---++")
    drawn_in_camps(place, talk)

    body = shown(place, talk)

    spots = [spot for group in body["groups"] for spot in group["spots"]]
    assert min(spot["people"] for spot in spots) >= 3
    assert {key for spot in spots for key in spot} == {"x", "y", "people"}
    with place.work() as uow:
        row = uow.session.scalars(select(OpinionMapRow).where(OpinionMapRow.topic_id == talk.topic_id)).one()
    kept = json.dumps([body, row.shown, row.plane])
    assert str(resident) not in kept
    assert pseudonym(KEY, resident).hex() not in kept


@pytest.mark.parametrize("broken", [{"size": 2}, {"spots": [{"x": 0, "y": 0, "people": 2}]}])
def test_the_self_check_sees_a_map_that_shows_too_few(place: Place, talk: Talk, broken: dict[str, Any]) -> None:
    check = {name: query for name, query in CHECKS.items() if "three people" in name}
    drawn_in_camps(place, talk)
    with place.work() as uow:
        assert ask_checks(uow, place.hood.community_id, check) == []
        row = uow.session.scalars(select(OpinionMapRow).where(OpinionMapRow.topic_id == talk.topic_id)).one()
        first, *rest = row.shown["groups"]
        row.shown = {**row.shown, "groups": [{**first, **broken}, *rest]}
        uow.session.flush()

        assert len(ask_checks(uow, place.hood.community_id, check)) == 1


def test_ones_own_place_is_shown_to_oneself_while_the_key_is_there(place: Place, talk: Talk) -> None:
    with place.work() as uow:
        vote_as(uow, place.hood.community_id, talk, place.hood["resident"].member_id, "+++---++")
    drawn_in_camps(place, talk)
    like_them = next(at for at, group in enumerate(shown(place, talk)["groups"]) if group["size"] == 13)

    own = shown(place, talk, "resident")["own"]

    assert (own["voted"], own["wanted"], own["group"]) == (8, 7, like_them)
    assert shown(place, talk, "neighbour")["own"] == {"voted": 0, "wanted": 7, "group": None, "x": None, "y": None}
    assert shown(place, talk, "applicant")["own"] is None
    with place.work() as uow:
        closed = {"state": "closed", "key": None, "closed_at": uow.now}
        uow.session.execute(update(OpinionTopic).where(OpinionTopic.topic_id == talk.topic_id).values(closed))
    assert shown(place, talk, "resident")["own"] is None


def test_who_voted_on_too_little_is_told_how_much_is_missing(place: Place, talk: Talk) -> None:
    with place.work() as uow:
        vote_as(uow, place.hood.community_id, talk, place.hood["resident"].member_id, "++......")
    drawn_in_camps(place, talk)

    body = shown(place, talk, "resident")

    assert (body["voters"], body["participants"]) == (31, 30)
    assert (body["own"]["voted"], body["own"]["wanted"], body["own"]["group"]) == (2, 7, None)


def test_fewer_than_three_see_no_groups(place: Place, talk: Talk) -> None:
    with place.work() as uow:
        for _ in range(2):
            vote_as(uow, place.hood.community_id, talk, uow.new_id(), "+++---++")
    draw(place)

    body = shown(place, talk)

    assert (body["version"], body["voters"], body["participants"]) == (1, 2, 0)
    assert body["groups"] == body["agreed"] == []


def test_a_topic_without_statements_has_a_map_without_groups(place: Place) -> None:
    with place.work() as uow:
        talk = make_talk(uow, place.hood["staff"], statements=0)
        uow.session.execute(
            update(OpinionTopic).where(OpinionTopic.topic_id == talk.topic_id).values(map_due_at=uow.now)
        )
    draw(place)

    assert (shown(place, talk)["version"], shown(place, talk, "resident")["own"]["wanted"]) == (1, 0)


def test_a_statement_that_was_hidden_since_is_not_shown(place: Place, talk: Talk) -> None:
    drawn_in_camps(place, talk)
    with place.work() as uow:
        uow.session.execute(update(Statement).where(Statement.id == talk.statements[6]).values(state="hidden"))

    body = shown(place, talk)

    assert [said["text"] for said in body["agreed"]] == ["第7句话"]


def test_votes_since_the_drawing_began_are_drawn_a_little_later(
    place: Place, talk: Talk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def while_votes_come_in(*args: Any, **kwargs: Any) -> Any:
        with place.work() as other:
            vote_as(other, place.hood.community_id, talk, uuid4(), "+++---++")
        return draw_map(*args, **kwargs)

    monkeypatch.setattr(maps, "draw_map", while_votes_come_in)
    drawn_in_camps(place, talk)
    monkeypatch.undo()

    later = clock.at + rest_after(30, 8)
    assert row_of(place, talk).map_due_at == later
    assert shown(place, talk)["voters"] == 30
    clock.at = later
    draw(place)
    assert shown(place, talk)["voters"] == 31


def test_a_map_rests_for_three_seconds_whatever_comes_in(place: Place, talk: Talk, clock: FixedClock) -> None:
    drawn_in_camps(place, talk)
    with place.work() as uow:
        vote_as(uow, place.hood.community_id, talk, uow.new_id(), "+++---++")
    draw(place)
    assert shown(place, talk)["version"] == 1

    clock.at += timedelta(seconds=4)
    draw(place)

    body = shown(place, talk)
    assert (body["version"], body["voters"]) == (2, 31)
    assert row_of(place, talk).map_due_at is None


def test_two_workers_do_not_draw_the_same_map(place: Place, talk: Talk, clock: FixedClock) -> None:
    drawn_in_camps(place, talk)
    clock.at += timedelta(seconds=4)
    with place.work() as uow:
        vote_as(uow, place.hood.community_id, talk, uow.new_id(), "+++---++")
    with place.work() as first:
        of_topic = select(OpinionMapRow).where(OpinionMapRow.topic_id == talk.topic_id)
        first.session.scalars(of_topic.with_for_update()).one()
        draw(place)
    assert shown(place, talk)["version"] == 1

    draw(place)

    assert shown(place, talk)["version"] == 2


def test_reading_a_map_is_a_few_statements(place: Place, talk: Talk) -> None:
    drawn_in_camps(place, talk)

    with counted_statements() as seen:
        shown(place, talk, "resident")

    assert len([each for each in seen if each.startswith("SELECT")]) <= 8


def test_what_is_only_suggested_or_elsewhere_is_nobodys_to_watch(place: Place, talk: Talk) -> None:
    with place.work() as uow:
        suggested = suggest_topic(uow, place.hood["resident"], make_open_entry(uow, place.hood["resident"]))
    for path in ("opinion-map", "live"):
        refused(place.as_("stranger").get(f"…/topics/{suggested}/{path}"), 404, "not_found")
        assert place.as_("resident").get(f"…/topics/{suggested}/{path}").status_code == 200
        refused(place.as_("stranger").get(f"…/topics/{suggested}/{path}"), 404, "not_found")
        refused(place.as_("nobody").get(f"…/topics/{talk.topic_id}/{path}"), 401, "not_signed_in")
    elsewhere = make_place(place.caller)
    assert poll(place, talk.topic_id).status_code == 200
    for path in ("opinion-map", "live"):
        refused(elsewhere.as_("staff").get(f"…/topics/{talk.topic_id}/{path}"), 404, "not_found")


def poll(place: Place, topic_id: UUID, etag: str | None = None) -> Any:
    headers = {"If-None-Match": etag} if etag else {}
    return place.as_("neighbour").call("GET", f"…/topics/{topic_id}/live", headers=headers)


def test_a_poll_without_news_costs_no_statement(place: Place, talk: Talk) -> None:
    first = poll(place, talk.topic_id)
    assert first.get_json() == {"votes": 0, "map": 0, "stage": "gathering"}

    with counted_statements() as seen:
        again = poll(place, talk.topic_id, first.headers["ETag"])

    assert (again.status_code, again.get_data(), seen) == (304, b"", [])


def test_a_poll_tells_of_a_vote_without_a_statement(place: Place, talk: Talk) -> None:
    first = poll(place, talk.topic_id)
    vote = place.as_("resident").put(
        f"…/topics/{talk.topic_id}/statements/{talk.statements[0]}/vote", {"answer": "agree"}
    )
    assert vote.status_code == 200, vote.get_data(as_text=True)

    with counted_statements() as seen:
        news = poll(place, talk.topic_id, first.headers["ETag"])

    assert (news.status_code, news.get_json()["votes"], seen) == (200, 1, [])
    # The map follows: it is due.
    assert row_of(place, talk).map_due_at is not None


def test_a_poll_tells_of_a_map_and_of_a_stage_without_a_statement(place: Place, talk: Talk) -> None:
    etag = poll(place, talk.topic_id).headers["ETag"]
    drawn_in_camps(place, talk)
    with place.work() as uow:
        move_topic(uow, place.hood["staff"], talk.topic_id, TopicMove.TALK)

    with counted_statements() as seen:
        news = poll(place, talk.topic_id, etag)

    assert (news.status_code, seen) == (200, [])
    assert (news.get_json()["map"], news.get_json()["stage"]) == (1, "talking")


def test_a_poll_is_answered_while_redis_is_away(place: Place, talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    with place.caller.app.app_context():
        monkeypatch.setattr(runtime(), "redis", Redis.from_url("redis://127.0.0.1:1/0"))

    assert poll(place, talk.topic_id).get_json() == {"votes": 0, "map": 0, "stage": "gathering"}
