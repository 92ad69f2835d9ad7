"""Suggestions, unmet needs and figures as each reader sees them."""

from datetime import timedelta

from backend.matching.types import NeedKey, NeedKind, OfferKey, OfferKind
from tests.api.matching.conftest import Board
from tests.client import refused
from tests.factories.communities import make_member
from tests.factories.lists import make_open_entry
from tests.factories.matching import make_run, miss, suggest
from tests.statements import counted_statements


def test_a_member_sees_their_suggestion_with_its_reasons_and_that_a_machine_made_it(board: Board) -> None:
    need = board.shift()
    with board.work() as uow:
        starts_at, ends_at = uow.now + timedelta(days=2, hours=5), uow.now + timedelta(days=2, hours=7)
    id_ = board.suggest(need, board.member("volunteer"), starts_at=starts_at, ends_at=ends_at)

    items = board.as_("volunteer").get("…/matching/suggestions/mine").get_json()["items"]

    assert [item["id"] for item in items] == [str(id_)]
    [item] = items
    texts = {reason["code"]: reason["text"] for reason in item["reasons"]}
    assert texts["time"] == "11月25日 周三 14:00–16:00 有空"
    assert texts["distance"] == "同一栋楼"
    assert texts["kept"] == "答应过的事都办到了"
    assert item["automated"]
    assert "程序" in item["automated_text"]
    assert [move["move"] for move in item["moves"]] == ["accept", "decline"]


def test_what_the_figures_tell_of_the_asker_is_the_desks_alone(board: Board) -> None:
    id_ = board.suggest(board.shift(), board.member("volunteer"))

    def asker(who: str) -> dict[str, object]:
        reasons = board.as_(who).get(f"…/matching/suggestions/{id_}").get_json()["reasons"]
        found: dict[str, object] = next(reason for reason in reasons if reason["code"] == "asker")
        return found

    assert asker("volunteer")["figure"] is None
    assert "2" not in str(asker("volunteer")["text"])
    assert asker("staff")["figure"] == 2


def test_nobody_else_reads_whom_the_machine_chose(board: Board) -> None:
    """Not the neighbour who asked, not another unit's people, not the supervisor."""
    id_ = board.suggest(board.entry(by="neighbour"), board.member("volunteer"))

    for who in ("neighbour", "contact", "supervisor"):
        refused(board.as_(who).get(f"…/matching/suggestions/{id_}"), 403, "forbidden")
        refused(board.as_(who).get("…/matching/suggestions"), 403, "forbidden")
    assert board.as_("peer").get("…/matching/suggestions/mine").get_json()["items"] == []


def test_a_units_contact_sees_what_is_for_the_unit_and_for_its_resources(board: Board) -> None:
    need = board.entry("service_project", quantity=3)
    ids = {str(board.suggest(need, board.unit())), str(board.suggest(need, board.resource()))}
    board.suggest(need, board.resource(by="neighbour"))

    path = f"…/units/{board.unit_id}/matching/suggestions"
    assert {item["id"] for item in board.as_("contact").get(path).get_json()["items"]} == ids
    refused(board.as_("volunteer").get(path), 403, "forbidden")


def test_the_board_is_filtered_by_state_and_category_and_paged(board: Board) -> None:
    shift, entry = board.shift(), board.entry(category="facility.charging")
    first = board.suggest(shift, board.member("volunteer"))
    second = board.suggest(shift, board.member("peer"))
    board.suggest(entry, board.unit())
    staff = board.as_("staff")

    page = staff.get("…/matching/suggestions", category="elder", state="offered", limit=1).get_json()
    rest = staff.get("…/matching/suggestions", category="elder", cursor=page["next_cursor"]).get_json()

    assert [item["id"] for item in page["items"] + rest["items"]] == [str(second), str(first)]
    assert staff.get("…/matching/suggestions", state="declined").get_json()["items"] == []


def test_a_board_of_many_costs_as_many_statements_as_one_of_few(board: Board) -> None:
    def cost() -> int:
        with counted_statements() as seen:
            assert board.as_("staff").get("…/matching/suggestions", limit=100).status_code == 200
            assert board.as_("staff").get("…/matching/unmet", limit=100).status_code == 200
        return len(seen)

    def grow(times: int) -> None:
        with board.work() as uow:
            for _ in range(times):
                id_ = make_open_entry(uow, board["staff"])
                need = NeedKey(NeedKind.ENTRY, id_)
                run_id = make_run(uow, board.community_id)
                somebody = make_member(uow, board.community_id)
                assert somebody.member_id is not None
                suggest(uow, board.community_id, need, OfferKey(OfferKind.MEMBER, somebody.member_id), run_id=run_id)
                miss(uow, board.community_id, need, run_id=run_id)

    grow(1)
    few = cost()
    grow(6)
    assert cost() == few


def test_unmet_needs_say_why_and_hide_small_numbers_and_personal_ones(board: Board) -> None:
    failed = {"declined": 5, "skill": 2, "window": 4}
    public = board.miss(board.entry("service_project", quantity=3), failed=failed)
    own = board.miss(board.entry(by="neighbour"), is_public=False)

    seen = {who: board.as_(who).get("…/matching/unmet").get_json()["items"] for who in ("staff", "peer", "neighbour")}

    assert [item["id"] for item in seen["staff"]] == [str(public), str(own)]
    assert [item["id"] for item in seen["peer"]] == [str(public)]
    assert [item["id"] for item in seen["neighbour"]] == [str(public), str(own)]
    counts = {who: [each["count"] for each in items[0]["why"]] for who, items in seen.items()}
    assert counts == {"staff": [5, 4, 2], "peer": [4, None], "neighbour": [4, None]}
    assert seen["peer"][0]["why_text"] == "能做这类事的人或单位里，4个时间对不上。"
    assert "declined" not in str(seen["peer"])
    assert "列入问题清单" in seen["staff"][0]["becomes_text"]
    assert seen["peer"][0]["edit"] is None
    assert seen["neighbour"][1]["edit"]["type"] == "entry"


def test_figures_tell_what_was_served_and_why_not(board: Board) -> None:
    shift = board.shift()
    run_id = None
    with board.work() as uow:
        run_id = make_run(uow, board.community_id, needs=10, served=7)
    for who in ("volunteer", "peer", "neighbour"):
        board.suggest(shift, board.member(who), run_id=run_id)
    board.miss(shift, run_id=run_id, failed={"window": 4, "skill": 2})
    board.miss(board.entry(), run_id=run_id, failed={}, candidates=0)

    staff = board.as_("staff").get("…/matching/figures", weeks=2).get_json()
    peer = board.as_("peer").get("…/matching/figures", weeks=2).get_json()

    assert [(run["needs"], run["served"], run["unserved"]) for run in staff["runs"]] == [(10, 7, 3)]
    assert staff["runs"][0]["gap_permille"] == 10
    assert [week["week"] for week in staff["weeks"]] == ["2026-11-16", "2026-11-23"]
    assert (staff["weeks"][1]["suggested"], staff["weeks"][1]["unmet"]) == (3, 2)
    assert (peer["weeks"][1]["suggested"], peer["weeks"][1]["unmet"]) == (3, None)
    assert [(each["code"], each["count"]) for each in staff["why"]] == [("nobody", 1), ("window", 1)]
    assert peer["why"][0]["count"] is None
    assert peer["unmet"] is None
