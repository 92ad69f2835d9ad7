"""Budget rounds over HTTP: proposed, checked, voted on in secret, counted by the worker, on list 5; and refusals."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.budgeting.types import BallotKind
from backend.communities.types import UnitKind
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from tests.client import Caller, refused
from tests.factories.agreements import Place, make_place
from tests.factories.budgeting import let_words_through, make_voting
from tests.factories.communities import make_member, make_person, make_unit
from tests.factories.lists import make_open_entry, propose_entry
from tests.factories.opinions import item_of
from tests.statements import counted_statements

ROUND = {
    "title": "明年的1万元怎么花",
    "text": "街道给社区的公益事业经费，做什么由居民投票决定。",
    "budget_fen": 1_000_000,
    "fund": "社区公益事业经费",
    "ballot_kind": "approval",
}
RAIL = {"title": "三号楼装扶手", "text": "老人上下楼不便", "category": "elder.companion", "cost_fen": 400_000}


@pytest.fixture
def place(caller: Caller) -> Place:
    return make_place(caller)


def ok(answer: Any, status: int = 200) -> dict[str, Any]:
    assert answer.status_code == status, answer.get_data(as_text=True)
    body: dict[str, Any] = answer.get_json()
    return body


def opened(place: Place, **changes: Any) -> str:
    return str(ok(place.as_("staff").post("…/budget-rounds", {**ROUND, **changes}), 201)["id"])


def proposed(place: Place, round_id: str, who: str = "resident", **changes: Any) -> str:
    answer = place.as_(who).post(f"…/budget-rounds/{round_id}/proposals", {**RAIL, **changes})
    return str(ok(answer, 201)["id"])


def move(place: Place, round_id: str, name: str, who: str = "staff", **more: Any) -> Any:
    return place.as_(who).post(f"…/budget-rounds/{round_id}/moves", {"move": name, **more})


def found(place: Place, proposal_id: str, name: str = "pass", who: str = "staff", **more: Any) -> Any:
    """Let the desk say what it found; the words were read by another before."""
    with place.work() as uow:
        reader = place.hood["staff" if who == "lead" else "lead"]
        let_words_through(uow, reader, UUID(proposal_id))
    body = {"move": name, "reason": "问过物业，三家报价取中间", **more}
    return place.as_(who).post(f"…/budget-proposals/{proposal_id}/moves", body)


def vote(place: Place, who: str, round_id: str, *proposals: str | tuple[str, int]) -> Any:
    votes = [
        {"proposal_id": each} if isinstance(each, str) else {"proposal_id": each[0], "points": each[1]}
        for each in proposals
    ]
    return place.as_(who).put(f"…/budget-rounds/{round_id}/ballot", {"votes": votes})


def pass_time(place: Place, clock: FixedClock, days: int) -> None:
    clock.advance(timedelta(days=days))
    with place.caller.app.app_context():
        run_due("budgeting.rounds", place.hood.community_id)


def voting(place: Place, **changes: Any) -> tuple[str, list[str]]:
    with place.work() as uow:
        round_id, proposals = make_voting(uow, place.hood["staff"], place.hood["resident"], **changes)
    return str(round_id), [str(id_) for id_ in proposals]


def test_the_whole_way_of_a_round(place: Place, clock: FixedClock) -> None:
    with place.work() as uow:
        lawn = str(propose_entry(uow, place.hood["contact"], "welfare_work", unit_id=place.hood.unit_id))
    round_id = opened(place, budget_fen=6_000_000)
    rail = proposed(place, round_id)
    bench = proposed(place, round_id, "neighbour", title="换长椅", cost_fen=900_000)
    listed = ok(place.as_("lead").post(f"…/budget-rounds/{round_id}/proposals", {"entry_id": lawn}), 201)
    assert (listed["cost_fen"], listed["from_list"]) == (5_000_000, True)
    pass_time(place, clock, 20)
    assert ok(place.as_("resident").get(f"…/budget-rounds/{round_id}"))["stage"] == "checking"
    assert ok(found(place, rail, cost_fen=500_000))["cost_fen"] == 500_000
    ok(found(place, bench, "refuse", who="lead"))
    with place.work() as uow:
        let_words_through(uow, place.hood["staff"], UUID(listed["id"]))
    ok(found(place, listed["id"]))
    begun = ok(move(place, round_id, "open_voting"))
    assert (begun["stage"], begun["next_actor"], begun["voters"]) == ("voting", "居民：投票", 0)
    for who in ("resident", "neighbour", "contact"):
        ok(vote(place, who, round_id, rail))
    ok(vote(place, "supervisor", round_id, listed["id"]))
    pass_time(place, clock, 20)
    result = ok(place.as_("stranger").get(f"…/budget-rounds/{round_id}/result"))
    assert (result["voters"], result["electors"], result["share_fen"]) == (4, 8, 1_500_000)
    assert [(each["title"], each["how"], each["by_greedy"]) for each in result["proposals"]] == [
        ("三号楼装扶手", "equal_shares", True),
        ("陪护高龄老人", "rest", True),
    ]
    decided = ok(move(place, round_id, "decide"))
    assert [stop["stage"] for stop in decided["stops"]] == ["proposing", "checking", "voting", "closed", "decided"]
    assert (decided["stage_ends_at"], decided["moves"]) == (None, [])
    entries = [
        ok(place.as_("resident").get(f"…/entries/{each['entry_id']}"))
        for each in ok(place.as_("resident").get(f"…/budget-rounds/{round_id}/result"))["proposals"]
    ]
    assert [(each["kind"], each["state"], each["details"]["budget_fen"]) for each in entries] == [
        ("welfare_work", "open", 500_000),
        ("welfare_work", "open", 5_000_000),
    ]
    assert entries[0]["details"]["fund"] == ROUND["fund"]
    assert entries[1]["id"] == lawn
    graph = ok(place.as_("resident").get(f"…/trace/budget_round/{round_id}"))
    assert {line["relation"] for line in graph["edges"]} >= {"投票选中"}


def test_points_are_spread_and_the_minority_gets_its_part(place: Place, clock: FixedClock) -> None:
    """Two want the dear thing, one the two cheap ones; most points first leaves the third with nothing."""
    with place.work() as uow:
        round_id, ids = make_voting(
            uow,
            place.hood["staff"],
            place.hood["resident"],
            costs=(800_000, 200_000, 200_000, 100_000),
            ballot_kind=BallotKind.POINTS,
        )
    first, second, third, fourth = (str(id_) for id_ in ids)
    ok(vote(place, "resident", str(round_id), (first, 5), (second, 5)))
    ok(vote(place, "neighbour", str(round_id), (first, 5), (second, 5)))
    ok(vote(place, "supervisor", str(round_id), (third, 9), (fourth, 1)))
    pass_time(place, clock, 20)
    result = ok(place.as_("resident").get(f"…/budget-rounds/{round_id}/result"))
    chosen = {each["id"] for each in result["proposals"] if each["by_equal_shares"]}
    assert chosen == {second, third, fourth}
    assert {each["id"] for each in result["proposals"] if each["by_greedy"]} == {first, second}
    assert result["represented"]["equal_shares"]["nothing"] == 0
    assert result["represented"]["greedy"]["nothing"] == 1


def test_an_unchecked_proposal_is_its_proposers_and_the_desks(place: Place) -> None:
    round_id = opened(place)
    proposed(place, round_id)
    seen = {
        who: len(ok(place.as_(who).get(f"…/budget-rounds/{round_id}/proposals"))["items"])
        for who in ("resident", "staff", "supervisor", "neighbour", "stranger")
    }
    assert seen == {"resident": 1, "staff": 1, "supervisor": 1, "neighbour": 0, "stranger": 0}


def test_a_refused_proposal_tells_its_proposer_why_and_stands_on_no_ballot(place: Place, clock: FixedClock) -> None:
    round_id = opened(place)
    rail, other = proposed(place, round_id), proposed(place, round_id, title="换长椅")
    ok(found(place, rail, "refuse", reason="承重墙不能打孔"))
    ok(found(place, other))
    pass_time(place, clock, 20)
    ok(move(place, round_id, "open_voting"))
    (mine,) = [
        each
        for each in ok(place.as_("resident").get(f"…/budget-rounds/{round_id}/proposals"))["items"]
        if each["id"] == rail
    ]
    assert (mine["state_name"], mine["reason"], mine["is_chosen"]) == ("未通过核对", "承重墙不能打孔", None)
    refused(vote(place, "neighbour", round_id, rail), 422, "invalid")


def test_words_that_nobody_has_read_or_that_were_refused_stand_on_no_ballot(place: Place) -> None:
    round_id = opened(place)
    first, second, third = (proposed(place, round_id, title=title) for title in ("装扶手", "加微信领红包", "换长椅"))
    check = {"move": "pass", "reason": "问过物业"}
    path = "…/budget-proposals/{}/moves"
    refused(place.as_("staff").post(path.format(first), check), 409, "text_not_passed")
    with place.work() as uow:
        item_id = item_of(uow, place.hood.community_id, UUID(second))
    queue = ok(place.as_("staff").get("…/moderation/items"))["items"]
    assert {(each["subject_name"], each["target"]["id"]) for each in queue} == {("预算提案", round_id)}
    refusal = {"move": "refuse", "reason": "广告"}
    ok(place.as_("staff").post(f"…/moderation/items/{item_id}/moves", refusal))
    refused(place.as_("staff").post(path.format(second), check), 409, "text_not_passed")
    ok(place.as_("staff").post(path.format(second), {**check, "move": "refuse"}))
    ok(place.as_("resident").post(path.format(third), {"move": "withdraw"}))
    assert len(ok(place.as_("staff").get("…/moderation/items"))["items"]) == 1


def test_nobody_checks_their_own_and_a_member_takes_back_only_their_own(place: Place) -> None:
    round_id = opened(place)
    by_staff, rail = proposed(place, round_id, "staff"), proposed(place, round_id, title="换长椅")
    refused(found(place, by_staff), 403, "own_proposal")
    refused(found(place, rail, who="neighbour"), 404, "not_found")
    refused(found(place, rail, who="resident"), 403, "forbidden")
    refused(found(place, rail, "withdraw", who="staff"), 403, "forbidden")
    assert ok(found(place, rail, "withdraw", who="resident"))["state"] == "withdrawn"
    refused(found(place, rail), 409, "move_not_allowed")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"budget_fen": 0}, "budget_fen"),
        ({"points_max": 5}, "points_max"),
        ({"ballot_kind": "points", "points_max": 101}, "points_max"),
        ({"ends_on": "2026-11-22"}, "ends_on"),
        ({"ends_on": "2027-11-22"}, "ends_on"),
        ({"topic_id": str(uuid4())}, "topic_id"),
        ({"title": ""}, "title"),
    ],
    ids=lambda given: "+".join(given) if isinstance(given, dict) else given,
)
def test_a_round_that_is_wrong_is_refused(place: Place, changes: dict[str, Any], field: str) -> None:
    body = refused(place.as_("staff").post("…/budget-rounds", {**ROUND, **changes}), 422, "invalid")
    assert field in body["errors"]


def test_what_can_not_be_proposed(place: Place, clock: FixedClock) -> None:
    round_id = opened(place)
    post = place.as_("resident").post
    path = f"…/budget-rounds/{round_id}/proposals"
    for changes in ({"cost_fen": 1_000_001}, {"cost_fen": 0}, {"category": "no.such"}, {"entry_id": str(uuid4())}):
        refused(post(path, {**RAIL, **changes}), 422, "invalid")
    refused(post(path, {"title": "只有标题"}), 422, "invalid")
    with place.work() as uow:
        adopted = make_open_entry(uow, place.hood["staff"], "welfare_work")
        need = make_open_entry(uow, place.hood["staff"])
        free = propose_entry(uow, place.hood["staff"], "welfare_work", details={"budget_fen": 100, "fund": "公益金"})
    for entry_id in (adopted, need):
        refused(post(path, {"entry_id": str(entry_id)}), 409, "entry_not_free")
    refused(post(path, {"entry_id": str(uuid4())}), 404, "not_found")
    staff = place.as_("staff").post
    ok(staff(path, {"entry_id": str(free)}), 201)
    refused(staff(path, {"entry_id": str(free)}), 409, "already_proposed")
    refused(place.as_("stranger").post(path, RAIL), 403, "not_a_member")
    pass_time(place, clock, 20)
    refused(post(path, RAIL), 409, "proposing_over")


def test_the_desk_gives_reasons_and_no_cost_above_the_money(place: Place) -> None:
    rail = proposed(place, opened(place))
    assert "reason" in refused(found(place, rail, reason=""), 422, "invalid")["errors"]
    assert "cost_fen" in refused(found(place, rail, cost_fen=1_000_001), 422, "invalid")["errors"]


def test_voting_opens_only_once_all_is_checked_and_something_passed(place: Place, clock: FixedClock) -> None:
    round_id = opened(place)
    rail = proposed(place, round_id)
    refused(move(place, round_id, "open_voting"), 409, "move_not_allowed")
    refused(move(place, round_id, "check"), 409, "move_not_allowed")
    pass_time(place, clock, 20)
    assert refused(move(place, round_id, "open_voting"), 409, "proposals_unchecked")["left"] == 1
    ok(found(place, rail, "refuse"))
    refused(move(place, round_id, "open_voting"), 409, "nothing_to_vote_on")
    ok(found(place, rail))
    tomorrow = date(2026, 12, 14).isoformat()
    assert "ends_on" in refused(move(place, round_id, "open_voting", ends_on=tomorrow), 422, "invalid")["errors"]
    ok(move(place, round_id, "open_voting"))
    refused(found(place, rail, "refuse"), 409, "proposals_fixed")
    refused(found(place, rail, "withdraw", who="resident"), 409, "proposals_fixed")


def test_a_stage_is_put_off_with_a_reason_but_never_the_end_of_voting(place: Place) -> None:
    round_id = opened(place)
    assert {"note", "ends_on"} <= refused(move(place, round_id, "extend"), 422, "invalid")["errors"].keys()
    longer = {"note": "还有两栋楼没有开会", "ends_on": "2027-01-15"}
    assert ok(move(place, round_id, "extend", **longer))["days_left"] == 53
    refused(move(place, round_id, "extend", **longer), 422, "invalid")
    voted_on, _ = voting(place)
    refused(move(place, voted_on, "extend", **longer), 409, "move_not_allowed")
    refused(move(place, voted_on, "close"), 409, "move_not_allowed")


def test_who_may_not_vote(place: Place) -> None:
    """A minor, who only works here, who is not verified, a stranger, a member of another community."""
    round_id, (rail, _) = voting(place)
    cid = place.hood.community_id
    with place.work() as uow:
        unit = make_unit(uow, cid, kind=UnitKind.SCHOOL)
        young = make_member(uow, cid, birth_date=date(2008, 11, 24))
        works_here = make_member(uow, cid, person_id=make_person(uow), unit=(unit, Role.UNIT_EMPLOYEE))
    for someone in (young, works_here):
        phone = place.caller.as_person(someone.person_id, cid)
        body = {"votes": [{"proposal_id": rail}]}
        refused(phone.put(f"…/budget-rounds/{round_id}/ballot", body), 403, "not_elector")
        mine = ok(phone.get(f"…/budget-rounds/{round_id}/ballot"))
        assert (mine["may_vote"], mine["votes"]) == (False, [])
    for who in ("applicant", "stranger"):
        refused(vote(place, who, round_id, rail), 403, "not_a_member")
    other = make_place(place.caller)
    refused(vote(other, "resident", round_id, rail), 404, "not_found")


def test_a_ballot_that_is_wrong_is_refused_whole(place: Place) -> None:
    """Over the limit, over it together, none, less than none, a half, one twice, another's, no list."""
    round_id, (first, second) = voting(place, ballot_kind=BallotKind.POINTS)
    ok(vote(place, "resident", round_id, (second, 10)))
    for votes in (
        [{"proposal_id": first, "points": 11}],
        [{"proposal_id": first, "points": 6}, {"proposal_id": second, "points": 5}],
        [{"proposal_id": first, "points": 0}],
        [{"proposal_id": first, "points": -1}],
        [{"proposal_id": first, "points": 1.5}],
        [{"proposal_id": first}, {"proposal_id": first}],
        [{"proposal_id": str(uuid4())}],
        None,
    ):
        refused(place.as_("resident").put(f"…/budget-rounds/{round_id}/ballot", {"votes": votes}), 422, "invalid")
    kept = ok(place.as_("resident").get(f"…/budget-rounds/{round_id}/ballot"))["votes"]
    assert kept == [{"proposal_id": second, "points": 10}]


def test_an_approval_is_one_point(place: Place) -> None:
    round_id, (first, _) = voting(place)
    refused(vote(place, "resident", round_id, (first, 2)), 422, "invalid")


def test_a_later_ballot_replaces_the_first_and_an_empty_one_takes_it_back(place: Place) -> None:
    round_id, (first, second) = voting(place)
    ok(vote(place, "resident", round_id, first))
    ok(vote(place, "neighbour", round_id, first))
    ok(vote(place, "resident", round_id, second, first))
    shown = ok(place.as_("resident").get(f"…/budget-rounds/{round_id}/ballot"))
    assert shown["votes"] == [{"proposal_id": first, "points": 1}, {"proposal_id": second, "points": 1}]
    assert ok(place.as_("staff").get(f"…/budget-rounds/{round_id}"))["voters"] == 2
    ok(vote(place, "resident", round_id))
    assert ok(place.as_("staff").get(f"…/budget-rounds/{round_id}"))["voters"] == 1


def test_after_the_end_nobody_votes_though_no_worker_has_come_yet(place: Place, clock: FixedClock) -> None:
    round_id, (first, _) = voting(place)
    ok(vote(place, "resident", round_id, first))
    refused(place.as_("resident").get(f"…/budget-rounds/{round_id}/result"), 404, "not_found")
    clock.advance(timedelta(days=20))
    refused(vote(place, "resident", round_id, first), 409, "voting_not_open")
    refused(move(place, round_id, "call_off", note="结果不理想"), 409, "move_not_allowed")
    assert ok(place.as_("staff").get(f"…/budget-rounds/{round_id}"))["moves"] == []
    pass_time(place, clock, 0)
    refused(vote(place, "neighbour", round_id, first), 409, "voting_not_open")
    mine = ok(place.as_("resident").get(f"…/budget-rounds/{round_id}/ballot"))
    assert (mine["may_vote"], mine["votes"]) == (False, [])


def test_a_round_without_a_single_vote_ends_with_nothing(place: Place, clock: FixedClock) -> None:
    round_id, _ = voting(place)
    pass_time(place, clock, 20)
    result = ok(place.as_("resident").get(f"…/budget-rounds/{round_id}/result"))
    assert (result["voters"], result["spent_fen"], result["represented"], result["share_fen"]) == (0, 0, None, None)
    assert ok(move(place, round_id, "decide"))["stage"] == "decided"
    refused(move(place, round_id, "decide"), 409, "move_not_allowed")


def test_a_round_that_is_called_off_says_why_and_forgets_its_ballots(place: Place) -> None:
    round_id, (first, _) = voting(place)
    ok(vote(place, "resident", round_id, first))
    assert "note" in refused(move(place, round_id, "call_off"), 422, "invalid")["errors"]
    gone = ok(move(place, round_id, "call_off", note="经费没有批下来"))
    assert (gone["stage"], gone["voters"], gone["stops"][-1]["note"]) == ("called_off", 0, "经费没有批下来")
    refused(vote(place, "resident", round_id, first), 409, "voting_not_open")


def test_everybody_whom_it_concerns_is_told(place: Place, clock: FixedClock) -> None:
    round_id = opened(place)
    rail = proposed(place, round_id)
    pass_time(place, clock, 20)
    ok(found(place, rail))
    ok(move(place, round_id, "open_voting"))
    pass_time(place, clock, 20)
    pass_time(place, clock, 20)
    with place.caller.app.app_context():
        run_due("outbox", place.hood.community_id)
    titles = {
        who: [each["title"].split("：")[0] for each in ok(place.as_(who).get("…/inbox"))["items"]]
        for who in ("resident", "staff")
    }
    assert set(titles["resident"]) >= {"您的提案通过了核对", "开始投票", "投票结束，已经计票"}
    assert set(titles["staff"]) == {"征集结束，请核对提案", "已经计票", "选中的提案还没有列入清单"}


def test_pages_take_a_bounded_number_of_statements(place: Place) -> None:
    round_id, _ = voting(place)
    phone = place.as_("neighbour")

    def statements(path: str) -> int:
        with counted_statements() as seen:
            ok(phone.get(path))
        return len(seen)

    paths = ("…/budget-rounds", f"…/budget-rounds/{round_id}/proposals")
    few = [statements(path) for path in paths]
    for _ in range(3):
        voting(place)
    with place.work() as uow:
        larger, _ = make_voting(uow, place.hood["staff"], place.hood["lead"], costs=(100,) * 9)
    many = [statements(path) for path in ("…/budget-rounds", f"…/budget-rounds/{larger}/proposals")]
    assert many == few
    assert max(few) <= 12


def test_rounds_are_paged_and_found_by_their_topic(place: Place) -> None:
    topic = place.as_("staff").post(
        "…/topics",
        {"title": "钱怎么花", "text": "请大家说说", "category": "facility.charging", "meeting_kind": "council"},
    )
    topic_id = ok(topic, 201)["id"]
    first, second = opened(place), opened(place, topic_id=topic_id)
    page = ok(place.as_("resident").get("…/budget-rounds", limit=1))
    assert [each["id"] for each in page["items"]] == [second]
    rest = ok(place.as_("resident").get("…/budget-rounds", limit=1, cursor=page["next_cursor"]))
    assert [each["id"] for each in rest["items"]] == [first]
    of_topic = ok(place.as_("resident").get("…/budget-rounds", topic_id=topic_id, live="true"))
    assert [each["id"] for each in of_topic["items"]] == [second]
    assert ok(place.as_("resident").get(f"…/budget-rounds/{second}"))["topic"]["name"] == "钱怎么花"
