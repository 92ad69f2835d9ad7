"""The demand of 城市居民委员会组织法 Art. 10: who signs, when it is enough, what must follow."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import text
from werkzeug.test import TestResponse

from backend.app.features import collect_mapping
from backend.books.service import ask_checks
from backend.infra.uow import UnitOfWork
from backend.meetings import service
from backend.meetings.rules.thresholds import CALL_WITHIN
from backend.meetings.service.check import CHECKS
from tests.api.meetings.test_calling import body, told
from tests.client import refused
from tests.factories.communities import Someone, make_member
from tests.factories.meetings import Hall, add_group, begin_demand, call_residents, house, judge, set_register
from tests.factories.races import race

REQUEST = {"title": "公共收益怎么用", "text": "停车费收了三年没有公布过，请召集居民会议听一听。"}


def sign(hall: Hall, demand_id: UUID, who: str) -> TestResponse:
    """Sign on somebody's phone."""
    return hall.as_(who).post(f"…/meeting-demands/{demand_id}/signatures")


def demand(hall: Hall, demand_id: UUID | str, who: str = "zhou") -> dict[str, Any]:
    """Return a demand as somebody sees it."""
    return dict(hall.as_(who).get(f"…/meeting-demands/{demand_id}").get_json())


def ground(seen: dict[str, Any], name: str) -> tuple[int, int, int | None, bool]:
    """Return signed, of, enough and met by one ground."""
    row = next(each for each in seen["progress"] if each["ground"] == name)
    return row["signed"], row["of"], row["enough"], row["met"]


def grow(hall: Hall, adults: int, households: int = 100) -> None:
    """Enter a register of so many."""
    with hall.work() as uow:
        set_register(uow, hall["lead"], adults=adults, households=households)


def test_one_fifth_of_the_adults_is_enough_and_one_less_is_not(hall: Hall) -> None:
    grow(hall, 11)
    answer = hall.as_("zhou").post("…/meeting-demands", REQUEST)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    with hall.work() as uow:
        judge(uow, hall.community_id, UUID(answer.get_json()["id"]))
    begun = demand(hall, answer.get_json()["id"])
    assert (begun["state"], begun["has_signed"], begun["may_sign"]) == ("collecting", True, False)
    assert ground(begun, "adults") == (1, 11, 3, False)
    assert sign(hall, begun["id"], "sun").get_json()["state"] == "collecting"
    reached = sign(hall, begun["id"], "wang").get_json()
    assert (reached["state"], reached["ground"], reached["call_by"]) == ("reached", "adults", "2026-12-07")
    assert "签名人数已够：公共收益怎么用" in told(hall, "zhou")
    assert "居民提议召集居民会议：公共收益怎么用" in told(hall, "staff")


def test_one_fifth_of_the_households_is_enough_and_a_household_counts_once(hall: Hall) -> None:
    grow(hall, 900, households=10)
    with hall.work() as uow:
        house(uow, hall.community_id, "3号楼", "402室", hall["zhou"], hall["sun"])
        house(uow, hall.community_id, "3号楼", "501室", hall["wang"])
        demand_id = begin_demand(uow, hall["zhou"])
    assert ground(sign(hall, demand_id, "sun").get_json(), "households") == (1, 10, 2, False)
    assert sign(hall, demand_id, "wang").get_json()["ground"] == "households"


def test_one_third_of_the_groups_is_enough_by_their_leaders_word(hall: Hall) -> None:
    grow(hall, 900)
    with hall.work() as uow:
        add_group(uow, hall["staff"], "第一小组", leader_id=hall["sun"].member_id)
        for name in ("第二小组", "第三小组"):
            add_group(uow, hall["staff"], name)
        demand_id = begin_demand(uow, hall["zhou"])
    assert ground(demand(hall, demand_id), "groups") == (0, 3, 1, False)
    assert sign(hall, demand_id, "sun").get_json()["ground"] == "groups"


def test_nobody_signs_twice(hall: Hall) -> None:
    grow(hall, 900)
    with hall.work() as uow:
        demand_id = begin_demand(uow, hall["zhou"])
    refused(sign(hall, demand_id, "zhou"), 409, "already_signed")
    assert demand(hall, demand_id)["signed"] == 1


def test_minors_outsiders_and_who_only_works_here_do_not_sign(hall: Hall) -> None:
    grow(hall, 900)
    with hall.work() as uow:
        demand_id = begin_demand(uow, hall["zhou"])
    refused(sign(hall, demand_id, "child"), 409, "demand_adults_only")
    refused(sign(hall, demand_id, "worker"), 409, "demand_residents_only")
    refused(sign(hall, demand_id, "stranger"), 403, "not_a_member")
    refused(hall.as_("child").post("…/meeting-demands", REQUEST), 409, "demand_adults_only")
    refused(hall.as_("worker").post("…/meeting-demands", REQUEST), 409, "demand_residents_only")
    assert demand(hall, demand_id)["signed"] == 1


def test_nobody_else_sees_a_demand_before_its_text_has_passed(hall: Hall) -> None:
    grow(hall, 900)
    begun = hall.as_("zhou").post("…/meeting-demands", REQUEST).get_json()
    assert (begun["state"], begun["state_name"], begun["moves"]) == ("checking", "文字待核验", [])
    refused(hall.as_("sun").get(f"…/meeting-demands/{begun['id']}"), 404, "not_found")
    refused(sign(hall, begun["id"], "sun"), 404, "not_found")
    assert hall.as_("sun").get("…/meeting-demands").get_json()["items"] == []
    assert len(hall.as_("zhou").get("…/meeting-demands").get_json()["items"]) == 1
    hall.clock.advance(timedelta(days=2))
    hall.run_due("outbox")  # WeChat knows nobody here: the text waits for a person
    (item,) = hall.as_("staff").get("…/moderation/items").get_json()["items"]
    passed = hall.as_("staff").post(f"…/moderation/items/{item['id']}/moves", {"move": "pass"})
    assert passed.status_code == 200, passed.get_data(as_text=True)
    seen = demand(hall, begun["id"], "sun")
    assert (seen["state"], seen["may_sign"], seen["signed"]) == ("collecting", True, 1)
    assert seen["ends_at"] > begun["ends_at"]


def test_a_text_that_is_refused_is_its_writers_who_may_write_another(hall: Hall) -> None:
    grow(hall, 900)
    begun = hall.as_("zhou").post("…/meeting-demands", REQUEST).get_json()
    with hall.work() as uow:
        judge(uow, hall.community_id, UUID(begun["id"]), passed=False)
    assert demand(hall, begun["id"])["state"] == "refused"
    refused(hall.as_("sun").get(f"…/meeting-demands/{begun['id']}"), 404, "not_found")
    refused(sign(hall, begun["id"], "zhou"), 409, "demand_over")
    assert hall.as_("zhou").post("…/meeting-demands", REQUEST).status_code == 201
    with hall.work() as uow:  # a person may let it through after all, but not beside another
        assert judge(uow, hall.community_id, UUID(begun["id"])) is False


def test_what_it_is_counted_against_does_not_move(hall: Hall) -> None:
    grow(hall, 11)
    with hall.work() as uow:
        demand_id = begin_demand(uow, hall["zhou"])
    grow(hall, 900)
    sign(hall, demand_id, "sun")
    assert sign(hall, demand_id, "wang").get_json()["state"] == "reached"


def test_one_demand_each_at_a_time_which_its_first_signer_may_take_back(hall: Hall) -> None:
    grow(hall, 900)
    with hall.work() as uow:
        demand_id = begin_demand(uow, hall["zhou"])
    refused(hall.as_("zhou").post("…/meeting-demands", REQUEST), 409, "demand_running")
    assert hall.as_("sun").post(f"…/meeting-demands/{demand_id}/moves", {"move": "withdraw"}).status_code == 403
    assert demand(hall, demand_id)["moves"] == [{"move": "withdraw", "name": "撤回提议"}]
    gone = hall.as_("zhou").post(f"…/meeting-demands/{demand_id}/moves", {"move": "withdraw"}).get_json()
    assert gone["state"] == "withdrawn"
    refused(sign(hall, demand_id, "sun"), 409, "demand_over")
    assert hall.as_("zhou").post("…/meeting-demands", REQUEST).status_code == 201


def test_a_demand_that_is_reached_is_answered_by_a_residents_meeting_once(hall: Hall) -> None:
    with hall.work() as uow:
        demand_id = begin_demand(uow, hall["zhou"])
    assert demand(hall, demand_id)["state"] == "reached"  # one of five adults is a fifth
    request = body(hall, kind="residents", basis="adults", demand_id=str(demand_id))
    meeting = hall.as_("staff").post("…/meetings", request).get_json()
    assert meeting["demand_ids"] == [str(demand_id)]
    assert (demand(hall, demand_id)["state"], demand(hall, demand_id)["meeting_id"]) == ("answered", meeting["id"])
    assert "您签名的提议已召集会议：公共收益怎么用" in told(hall, "zhou")
    refused(hall.as_("staff").post("…/meetings", request), 409, "demand_not_reached")
    council = body(hall, demand_id=str(demand_id))
    assert list(refused(hall.as_("staff").post("…/meetings", council), 422, "invalid")["errors"]) == ["demand_id"]


def test_what_is_not_reached_lapses_and_what_is_not_answered_is_told_above_once(hall: Hall) -> None:
    with hall.work() as uow:
        late = begin_demand(uow, hall["zhou"])
    grow(hall, 900)
    with hall.work() as uow:
        lapsing = begin_demand(uow, hall["sun"], "楼道灯谁来修")
    hall.clock.advance(timedelta(days=31))
    refused(sign(hall, lapsing, "wang"), 409, "demand_over")
    hall.run_due("meetings.demands", "meetings.demands")
    assert (demand(hall, late)["state"], demand(hall, lapsing)["state"]) == ("reached", "lapsed")
    assert told(hall, "lead").count("提议超过期限没有召集会议：公共收益怎么用") == 1
    assert "提议到期，签名人数不够：楼道灯谁来修" in told(hall, "sun")
    assert CALL_WITHIN.value == 10


def test_of_two_last_signatures_at_once_one_reaches_it(hall: Hall) -> None:
    grow(hall, 11)
    with hall.work() as uow:
        demand_id = begin_demand(uow, hall["zhou"])
        both = [hall["sun"], make_member(uow, hall.community_id, name="吴新邻")]

    def put(who: Someone, uow: UnitOfWork) -> None:
        service.sign_demand(uow, who.actor, hall.community_id, demand_id)

    assert race(hall.app, [partial(put, who) for who in both]) == [None, None]
    assert (demand(hall, demand_id)["state"], demand(hall, demand_id)["signed"]) == ("reached", 3)
    assert told(hall, "zhou").count("签名人数已够：公共收益怎么用") == 1


def test_the_self_check_is_clean_and_finds_what_is_broken(hall: Hall) -> None:
    with hall.work() as uow:
        begin_demand(uow, hall["zhou"])
        call_residents(uow, hall["staff"])
        assert ask_checks(uow, hall.community_id, collect_mapping("SELF_CHECKS")) == []
    with hall.work() as uow:
        for broken in (
            "UPDATE meetings SET seats = seats + 1 WHERE community_id = :c",
            "UPDATE meeting_demands SET adults = 900, households = 0 WHERE community_id = :c",
        ):
            uow.session.execute(text(broken), {"c": hall.community_id})
        found = ask_checks(uow, hall.community_id, CHECKS)
        assert {each.check for each in found} == {
            "a meeting's roll has as many seats as it says",
            "a demand that is reached was signed by enough (Art. 10)",
        }
        uow.session.rollback()
