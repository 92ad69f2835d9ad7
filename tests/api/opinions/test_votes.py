"""Votes over HTTP: one a member, changed until the close, and nobody to find afterwards."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text

from backend.app.checking import check_all
from backend.core.clock import FixedClock
from backend.core.pseudonyms import pseudonym
from backend.deliberation.moves import TopicMove
from backend.infra.uow import UnitOfWork
from backend.opinions.errors import OpinionsClosedError
from backend.opinions.models import OpinionTopic, StatementVote
from tests.api.opinions.conftest import Forum
from tests.client import refused
from tests.factories.deliberation import move_topic, open_topic
from tests.factories.opinions import open_statement, vote
from tests.factories.races import race

SHED = "装在东门车棚最方便"


def row_of(uow: UnitOfWork, forum: Forum) -> OpinionTopic:
    row = uow.session.get(OpinionTopic, (forum.place.hood.community_id, forum.topic_id))
    assert row is not None
    return row


def test_a_second_vote_replaces_the_first(forum: Forum) -> None:
    one = forum.said(SHED)
    assert forum.vote(one, "agree").get_json() == {"answer": "agree", "agrees": 1, "disagrees": 0, "passes": 0}
    assert forum.vote(one, "agree").get_json()["agrees"] == 1
    assert forum.vote(one, "disagree").get_json() == {"answer": "disagree", "agrees": 0, "disagrees": 1, "passes": 0}
    assert [(mine["id"], mine["answer"]) for mine in forum.get("votes/mine").get_json()["items"]] == [(one, "disagree")]
    assert forum.get("opinions").get_json()["voters"] == 1


def test_votes_at_one_moment_count_once(forum: Forum) -> None:
    one = UUID(forum.said(SHED))
    resident, neighbour = forum.place.hood["resident"], forum.place.hood["neighbour"]
    answers = [(resident, "agree"), (resident, "disagree"), (resident, "agree"), (neighbour, "agree")]
    works = [lambda uow, by=by, say=say: vote(uow, by, forum.topic_id, one, say) for by, say in answers]
    assert race(forum.place.caller.app, works) == [None] * 4
    (left,) = forum.get("statements").get_json()["items"]
    assert left["agrees"] + left["disagrees"] + left["passes"] == 2
    with forum.place.caller.app.app_context():
        found = check_all(forum.place.hood.community_id)
    assert found.clean, found.lines


def test_a_vote_at_the_moment_of_the_close_is_counted_whole_or_refused(forum: Forum) -> None:
    one, hood = UUID(forum.said(SHED)), forum.place.hood
    voters = [hood[who] for who in ("resident", "neighbour", "contact")]
    works: list[Callable[[UnitOfWork], Any]] = [
        partial(vote, by=by, topic_id=forum.topic_id, statement_id=one) for by in voters
    ]
    works.append(lambda uow: move_topic(uow, hood["staff"], forum.topic_id, TopicMove.TALK))
    refusals = race(forum.place.caller.app, works)
    assert refusals[-1] is None
    assert all(isinstance(refusal, OpinionsClosedError) for refusal in refusals if refusal is not None)
    with forum.place.work() as uow:
        assert row_of(uow, forum).key is None
        stored = select(func.count()).where(StatementVote.statement_id == one)
        assert uow.session.scalar(stored) == refusals.count(None) - 1
    (left,) = forum.get("statements").get_json()["items"]
    assert left["agrees"] == refusals.count(None) - 1


def test_votes_of_others_have_no_place_in_the_table_for_who_or_when(forum: Forum) -> None:
    one = forum.said(SHED)
    with forum.place.work() as uow:
        columns = uow.session.scalars(
            text("SELECT column_name FROM information_schema.columns WHERE table_name = 'statement_votes'")
        ).all()
        kept = text("SELECT count(*) FROM outbox_events"), text("SELECT count(*) FROM idempotency_keys")
        before = [uow.session.scalar(each) for each in kept]
    assert set(columns) == {"community_id", "topic_id", "voter", "statement_id", "vote"}
    forum.vote(one, "agree")
    with forum.place.work() as uow:
        assert [uow.session.scalar(each) for each in kept] == before


def test_a_member_has_another_pseudonym_in_each_topic(forum: Forum) -> None:
    hood = forum.place.hood
    with forum.place.work() as uow:
        other = open_topic(uow, hood["staff"], title="另一件事")
        for topic_id in (forum.topic_id, other):
            vote(uow, hood["resident"], topic_id, open_statement(uow, hood["resident"], hood["staff"], topic_id, SHED))
        voters = uow.session.scalars(
            select(StatementVote.voter).where(StatementVote.community_id == hood.community_id)
        ).all()
        assert len(set(voters)) == 2
        key = row_of(uow, forum).key
        assert key is not None
        assert pseudonym(key, hood["resident"].member_id) in voters


def test_when_time_is_over_nobody_votes_and_the_key_is_deleted(forum: Forum, clock: FixedClock) -> None:
    one = forum.said(SHED)
    forum.vote(one, "agree")
    clock.at += timedelta(days=30)
    refused(forum.vote(one, "disagree"), 409, "opinions_closed")
    refused(forum.get("votes/mine"), 409, "opinions_closed")
    refused(forum.get("deck"), 409, "opinions_closed")
    forum.run("opinions.ended")
    with forum.place.work() as uow:
        row = row_of(uow, forum)
        assert (row.state, row.key) == ("closed", None)
        assert (
            uow.session.scalar(text("SELECT key FROM opinion_topics WHERE topic_id = :id"), {"id": row.topic_id})
            is None
        )
    (left,) = forum.get("statements").get_json()["items"]
    assert left["agrees"] == 1
    assert forum.get("opinions").get_json()["state"] == "closed"


def test_the_topic_goes_on_and_its_opinions_are_closed_with_it(forum: Forum) -> None:
    one = forum.said(SHED)
    forum.vote(one, "agree")
    forum.as_("staff").post(f"…/topics/{forum.topic_id}/moves", {"move": "talk"})
    refused(forum.vote(one, "disagree"), 409, "opinions_closed")
    with forum.place.work() as uow:
        assert row_of(uow, forum).key is None
    refused(forum.move(one, "merge", into_id=one), 409, "opinions_closed")
    assert forum.move(one, "hide", reason="写了邻居的名字").status_code == 200


def test_the_desk_keeps_opinions_open_while_people_talk(forum: Forum, clock: FixedClock) -> None:
    one = forum.said(SHED)
    answer = forum.as_("staff").put(f"…/topics/{forum.topic_id}/opinions", {"while_talking": True})
    assert answer.get_json()["while_talking"] is True
    clock.at += timedelta(days=12)  # gathering is over; the desk goes on two days later
    assert forum.vote(one, "agree").status_code == 200
    forum.as_("staff").post(f"…/topics/{forum.topic_id}/moves", {"move": "talk"})
    assert forum.vote(one, "disagree").status_code == 200
    forum.as_("staff").post(f"…/topics/{forum.topic_id}/moves", {"move": "put_to_vote"})
    refused(forum.vote(one, "agree"), 409, "opinions_closed")


def test_a_longer_stage_is_longer_for_its_opinions(forum: Forum, clock: FixedClock) -> None:
    one = forum.said(SHED)
    moved = {"move": "extend", "ends_on": "2026-12-20", "note": "还有人没来得及"}
    forum.as_("staff").post(f"…/topics/{forum.topic_id}/moves", moved)
    clock.at += timedelta(days=20)
    assert forum.vote(one, "agree").status_code == 200


def test_what_fewest_have_voted_on_is_dealt_first_and_to_each_in_their_own_order(forum: Forum) -> None:
    ids = [forum.said(said, who) for who in ("resident", "neighbour") for said in texts(who)]
    for who in ("contact", "employee"):
        for id_ in ids[2:]:
            forum.vote(id_, "pass", who)
    dealt = {who: [card["id"] for card in forum.get("deck", who, limit=12).get_json()["items"]] for who in WHO}
    assert all(set(order[:2]) == set(ids[:2]) for order in dealt.values())
    assert dealt["resident"] == [card["id"] for card in forum.get("deck", limit=12).get_json()["items"]]
    assert len({tuple(order[2:]) for order in dealt.values()}) > 1
    forum.vote(ids[0], "agree")
    assert forum.get("deck").get_json()["left"] == len(ids) - 1


WHO = ("resident", "neighbour", "lead", "supervisor")


def texts(who: str) -> list[str]:
    return [f"{who}的第{number}个看法" for number in range(6)]


def test_from_another_community_there_is_nothing_to_vote_on(forum: Forum) -> None:
    one = forum.said(SHED)
    path = f"…/topics/{forum.topic_id}/statements/{one}/vote"
    refused(forum.as_("stranger").put(path, {"answer": "agree"}), 403, "not_a_member")
    refused(forum.as_("applicant").put(path, {"answer": "agree"}), 403, "not_a_member")
    with forum.place.work() as uow:
        elsewhere = open_topic(uow, forum.place.hood["staff"], title="另一件事")
    wrong = f"…/topics/{elsewhere}/statements/{one}/vote"
    refused(forum.as_("resident").put(wrong, {"answer": "agree"}), 404, "not_found")


def test_what_waits_is_not_voted_on(forum: Forum) -> None:
    said: Any = forum.say(SHED).get_json()
    refused(forum.vote(said["id"], "agree", "neighbour"), 409, "statement_not_open")
    with forum.place.work() as uow:
        assert uow.session.scalar(select(func.count()).where(StatementVote.topic_id == forum.topic_id)) == 0


def test_each_vote_is_a_new_version_and_the_same_again_is_not(forum: Forum) -> None:
    one = forum.said(SHED)
    with forum.place.work() as uow:
        before = row_of(uow, forum).votes_version
    for answer in ("agree", "agree", "pass"):
        forum.vote(one, answer)
    with forum.place.work() as uow:
        row = row_of(uow, forum)
        assert (row.votes_version, row.map_due_at is not None) == (before + 2, True)
