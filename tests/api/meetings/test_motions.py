"""Motions over HTTP: put, opened with a quorum, voted on once a seat, counted, sealed; and every refusal."""

from typing import Any
from uuid import UUID, uuid4

import flask
import pypdfium2
import pytest
from sqlalchemy import select

from backend.core.clock import FixedClock
from backend.core.seal import seal_of
from backend.deliberation.moves import TopicMove
from backend.infra.http.idempotency import IdempotencyKey
from backend.meetings.models import Ballot, Mark, Motion
from backend.meetings.moves.meetings import MeetingMove
from backend.meetings.types import Audience, AudienceRule, Basis, Kind, NewItem
from backend.meetings.types.motions import Secrecy
from tests.client import refused
from tests.factories.ballots import QUESTION, Assembly, make_assembly, open_motion, propose
from tests.factories.deliberation import move_topic as move_topic_row
from tests.factories.deliberation import open_topic
from tests.factories.lists import CATEGORY
from tests.factories.meetings import come_on_paper, move_meeting
from tests.statements import counted_statements

FIVE = ("staff", "second", "zhou", "chen", "gao")


def cast(assembly: Assembly, who: str, motion_id: Any, choice: str = "yes", *, seat: str | UUID | None = None) -> Any:
    seat_id = seat if isinstance(seat, UUID) else assembly.seat(seat or who)
    return assembly.as_(who).put(f"…/motions/{motion_id}/vote", {"seat_id": str(seat_id), "choice": choice})


def move(assembly: Assembly, motion_id: Any, what: str, who: str = "staff", **more: Any) -> Any:
    return assembly.as_(who).post(f"…/motions/{motion_id}/moves", {"move": what, **more})


@pytest.fixture
def hall(app: flask.Flask, clock: FixedClock) -> Assembly:
    """Nine seats, five of whom are there."""
    return make_assembly(app, clock, present=FIVE)


def test_an_open_vote_passes_by_over_half_of_those_present(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id)
    for who in ("zhou", "chen", "gao"):
        answer = cast(hall, who, motion_id)
        assert answer.get_json() == {"motion_id": str(motion_id), "seat_id": str(hall.seat(who)), "voted": True}
    cast(hall, "second", motion_id, "no")
    assert hall.motion(motion_id)["result"] is None
    assert hall.motion(motion_id)["voted"] == 4
    closed = move(hall, motion_id, "close").get_json()
    assert (closed["outcome_name"], closed["turnout"]["needed_yes"]) == ("通过", 3)
    assert {key: closed["result"][key] for key in ("yes", "no", "abstain", "invalid")} == {
        "yes": 3,
        "no": 1,
        "abstain": 0,
        "invalid": 0,
    }
    votes = hall.as_("zhou").get(f"…/motions/{motion_id}/votes").get_json()["items"]
    assert {(each["name"], each["choice_name"]) for each in votes} == {
        ("周秀英", "赞成"),
        ("陈邻居", "赞成"),
        ("高邻居", "赞成"),
        ("李社工", "反对"),
    }
    refused(hall.as_("lead").get(f"…/motions/{uuid4()}/votes"), 404, "not_found")
    refused(cast(hall, "staff", motion_id), 409, "motion_not_open")


def test_half_of_those_present_is_not_enough(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id)
    hall.come("sun")
    for who in ("zhou", "chen", "gao"):
        cast(hall, who, motion_id)
    assert move(hall, motion_id, "close").get_json()["outcome"] == "rejected"


def test_a_secret_vote_ties_no_ballot_to_a_seat_and_tells_the_voter_only_that_it_was_cast(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id, Secrecy.SECRET)
    said = {"zhou": "yes", "chen": "no", "gao": "abstain", "second": "yes"}
    for who, choice in said.items():
        assert set(cast(hall, who, motion_id, choice).get_json()) == {"motion_id", "seat_id", "voted"}
    with hall.work() as uow:
        here = Ballot.community_id == hall.community_id
        before = {ballot.id for ballot in uow.session.scalars(select(Ballot).where(here))}
        marks = uow.session.scalars(select(Mark).where(Mark.community_id == hall.community_id)).all()
        assert [mark.choice for mark in marks] == [None] * 4
        kept = uow.session.scalars(select(IdempotencyKey.body).where(IdempotencyKey.community_id == hall.community_id))
        assert not any(b'"choice"' in bytes(body) for body in kept if body)
    assert set(Ballot.__table__.columns.keys()) == {
        "community_id",
        "motion_id",
        "id",
        "meeting_id",
        "secrecy",
        "choice",
    }
    assert not {"choice", "at"} & set(hall.motion(motion_id, "zhou")["seats"][0])
    assert move(hall, motion_id, "close").get_json()["result"]["yes"] == 2
    with hall.work() as uow:
        after = uow.session.scalars(select(Ballot).where(here)).all()
        # Written anew in one go: neither id, nor place, nor transaction is the one a mark came with.
        assert not before & {ballot.id for ballot in after}
        assert {ballot.id.version for ballot in after} == {4}
        assert sorted(ballot.choice for ballot in after) == ["abstain", "no", "yes", "yes"]
    refused(hall.as_("staff").get(f"…/motions/{motion_id}/votes"), 409, "ballot_is_secret")


def test_nobody_votes_twice_nor_for_another(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id)
    assert cast(hall, "zhou", motion_id).status_code == 200
    body = refused(cast(hall, "zhou", motion_id, "no"), 409, "already_voted")
    assert body["channel"] == "phone"
    refused(cast(hall, "zhou", motion_id, seat="chen"), 403, "not_your_seat")
    refused(cast(hall, "wang", motion_id), 409, "not_present")
    refused(cast(hall, "zhou", motion_id, "invalid"), 422, "invalid")
    refused(cast(hall, "zhou", motion_id, seat=uuid4()), 404, "not_found")
    mine = hall.motion(motion_id, "zhou")["seats"]
    assert [(each["voted"], each["may_vote"], each["channel"]) for each in mine] == [(True, False, "phone")]


def test_a_stranger_and_a_foreign_communitys_member_have_no_vote(hall: Assembly, app: flask.Flask) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id)
    seat = {"seat_id": str(hall.seat("zhou")), "choice": "yes"}
    refused(hall.as_("stranger").put(f"…/motions/{motion_id}/vote", seat), 403, "not_a_member")
    other = make_assembly(app, FixedClock(hall.clock.at))
    refused(other.as_("zhou").put(f"…/motions/{motion_id}/vote", seat), 404, "not_found")


def test_without_a_quorum_nothing_is_put_to_the_vote(app: flask.Flask, clock: FixedClock) -> None:
    hall = make_assembly(app, clock, present=FIVE[:4])
    motion_id = hall.do(propose, "staff", hall.meeting_id)
    body = refused(move(hall, motion_id, "open"), 409, "no_quorum")
    assert (body["present"], body["seats"], body["enough"]) == (4, 9, 5)
    refused(cast(hall, "zhou", motion_id), 409, "motion_not_open")
    hall.come("gao")
    assert move(hall, motion_id, "open").get_json()["state"] == "open"


def test_before_the_meeting_a_motion_can_be_read_but_not_opened(app: flask.Flask, clock: FixedClock) -> None:
    hall = make_assembly(app, clock)
    motion_id = hall.do(propose, "staff", hall.meeting_id)
    assert [
        each["text"] for each in hall.as_("zhou").get(f"…/meetings/{hall.meeting_id}/motions").get_json()["items"]
    ] == [QUESTION]
    refused(move(hall, motion_id, "open"), 409, "not_in_session")
    refused(move(hall, motion_id, "close"), 409, "move_not_allowed")
    refused(move(hall, motion_id, "withdraw"), 422, "invalid")
    refused(move(hall, motion_id, "open", "zhou"), 403, "forbidden")


def test_too_few_for_a_secret_vote(app: flask.Flask, clock: FixedClock) -> None:
    def two(_: Any, people: Any) -> AudienceRule:
        return AudienceRule(Audience.MEMBERS, ids=(people["zhou"].member_id, people["chen"].member_id))

    hall = make_assembly(app, clock, present=("zhou", "chen"), kind=Kind.COUNCIL, basis=Basis.INVITED, audience=two)
    motion_id = hall.do(propose, "staff", hall.meeting_id, Secrecy.SECRET)
    refused(move(hall, motion_id, "open"), 409, "too_few_for_secret")


def test_one_thing_at_a_time_and_the_meeting_does_not_end_before(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id)
    second = hall.do(propose, "staff", hall.meeting_id)
    refused(move(hall, second, "open"), 409, "motion_under_way")
    refused(hall.as_("staff").post(f"…/meetings/{hall.meeting_id}/moves", {"move": "close"}), 409, "motion_under_way")
    move(hall, motion_id, "close")
    with hall.work() as uow:
        move_meeting(uow, hall["staff"], hall.meeting_id, MeetingMove.CLOSE)
    refused(move(hall, second, "open"), 409, "not_in_session")
    new = {"item_id": str(uuid4()), "text": QUESTION, "secrecy": "open"}
    refused(hall.as_("staff").post(f"…/meetings/{hall.meeting_id}/motions", new), 409, "not_in_session")


def test_what_is_withdrawn_keeps_nobodys_word(hall: Assembly) -> None:
    motion_id = hall.do(open_motion, "staff", hall.meeting_id, Secrecy.SECRET)
    cast(hall, "zhou", motion_id)
    assert move(hall, motion_id, "withdraw", note="问题写得不清楚").get_json()["state"] == "withdrawn"
    with hall.work() as uow:
        for table in (Ballot, Mark):
            assert uow.session.scalars(select(table).where(table.motion_id == motion_id)).all() == []
    refused(hall.as_("zhou").get(f"…/motions/{motion_id}/result"), 409, "no_result_yet")


@pytest.mark.parametrize(("choice", "outcome"), [("yes", "passed"), ("no", "rejected"), ("abstain", "rejected")])
def test_all_votes_the_same(app: flask.Flask, clock: FixedClock, choice: str, outcome: str) -> None:
    hall = make_assembly(app, clock, present=FIVE)
    motion_id = hall.do(open_motion, "staff", hall.meeting_id, Secrecy.SECRET)
    for who in FIVE:
        cast(hall, who, motion_id, choice)
    assert move(hall, motion_id, "close").get_json()["outcome"] == outcome


def test_the_record_on_paper_says_counts_quorum_and_articles_under_its_seal(
    app: flask.Flask, clock: FixedClock
) -> None:
    hall = make_assembly(app, clock, present=FIVE, adults=10)
    hall.do(come_on_paper, "staff", hall.meeting_id, "何阿婆（1号楼101）")
    motion_id = hall.do(open_motion, "staff", hall.meeting_id, Secrecy.SECRET)
    for who in ("zhou", "chen", "gao", "second"):
        cast(hall, who, motion_id)
    refused(hall.as_("zhou").get(f"…/motions/{motion_id}/result"), 409, "no_result_yet")
    shown = move(hall, motion_id, "close").get_json()
    answer = hall.as_("stranger").get(f"…/motions/{motion_id}/result")
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(answer.data)).replace(
        "\r\n", ""
    )
    for part in ("结果：通过", "无记名表决", "4票", "第九条", f"印 {shown['result']['short_seal']}", "监票人"):
        assert part in text, text
    assert "周秀英" not in text
    with hall.work() as uow:
        row = uow.session.get_one(Motion, (hall.community_id, motion_id))
        assert row.content is not None
        assert seal_of(row.content) == row.seal == shown["result"]["seal"]
        row.content = row.content.replace(b'"yes":4', b'"yes":5')
    refused(hall.as_("zhou").get(f"…/motions/{motion_id}/result"), 409, "result_broken")


def test_a_topics_decision_rests_on_a_motion_that_passed(app: flask.Flask, clock: FixedClock) -> None:
    hall, topic_id = _with_topic(app, clock)
    no = hall.do(open_motion, "staff", hall.meeting_id)
    refused(_decide(hall, topic_id), 409, "motion_still_open")
    move(hall, no, "close")
    refused(_decide(hall, topic_id, motion_id=str(no)), 409, "motion_rejected")
    refused(_decide(hall, topic_id, entry=True), 409, "motion_rejected")
    yes = hall.do(open_motion, "staff", hall.meeting_id)
    for who in FIVE:
        cast(hall, who, yes)
    move(hall, yes, "close")
    refused(_decide(hall, topic_id), 422, "invalid")
    refused(_decide(hall, topic_id, motion_id=str(uuid4())), 422, "invalid")
    answer = _decide(hall, topic_id, motion_id=str(yes), entry=True)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found = hall.as_("stranger").get(f"…/topics/{topic_id}/motions").get_json()["items"]
    assert [each["outcome_name"] for each in found] == ["通过", "未通过"]
    trace = hall.as_("zhou").get(f"…/trace/topic/{topic_id}").get_json()
    assert {edge["relation"] for edge in trace["edges"]} >= {"付诸表决", "表决定下"}


def test_a_topic_may_conclude_that_nothing_is_done(app: flask.Flask, clock: FixedClock) -> None:
    hall, topic_id = _with_topic(app, clock)
    no = hall.do(open_motion, "staff", hall.meeting_id)
    move(hall, no, "close")
    assert _decide(hall, topic_id).get_json()["stage"] == "decided"


def test_motions_are_listed_by_a_bounded_number_of_statements(hall: Assembly) -> None:
    hall.do(propose, "staff", hall.meeting_id)
    phone, path = hall.as_("zhou"), f"…/meetings/{hall.meeting_id}/motions"
    with counted_statements() as one:
        phone.get(path)
    for _ in range(4):
        hall.do(propose, "staff", hall.meeting_id)
    with counted_statements() as five:
        assert len(phone.get(path).get_json()["items"]) == 5
    assert len(five) == len(one)


def _with_topic(app: flask.Flask, clock: FixedClock) -> tuple[Assembly, UUID]:
    made: list[UUID] = []

    def agenda(uow: Any, people: Any) -> tuple[NewItem, ...]:
        made.append(open_topic(uow, people["staff"]))
        move_topic_row(uow, people["staff"], made[0], TopicMove.TALK)
        return (NewItem("充电桩装在哪里", topic_id=made[0]),)

    return make_assembly(app, clock, present=FIVE, agenda=agenda), made[0]


def _decide(hall: Assembly, topic_id: UUID, *, motion_id: str | None = None, entry: bool = False) -> Any:
    wanted = {
        "kind": "service_project",
        "title": "看护充电桩",
        "text": "每周看一次",
        "category": CATEGORY,
        "details": {"frequency": "每周", "places": ["东门"], "capacity": 10, "standard": "无飞线"},
    }
    told = {
        "text": "在东门车棚装十个充电桩",
        "reasons": "大家表决同意",
        "owner": {"type": "member", "id": str(hall["staff"].member_id)},
        "due_on": "2026-12-23",
        "review_on": "2027-03-23",
        "motion_id": motion_id,
        "entry": wanted if entry else None,
    }
    return hall.as_("staff").post(f"…/topics/{topic_id}/moves", {"move": "decide", "decision": told})
