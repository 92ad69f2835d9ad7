"""Whoever wants a person's word instead of the machine's gets one, and it is not their own."""

from backend.matching.events import TOLD
from tests.api.matching.conftest import Board
from tests.client import refused


def test_somebody_asks_why_and_staff_answer_in_words(board: Board) -> None:
    id_ = board.suggest(board.shift(), board.member("volunteer"))
    volunteer, staff = board.as_("volunteer"), board.as_("staff")

    asked = volunteer.post("…/matching/reviews", {"suggestion_id": str(id_), "words": "为什么是我"}).get_json()
    assert (asked["about"], asked["state"], asked["answer_by"]) == ("suggestion", "asked", "2026-11-26T16:00:00Z")
    assert [item["id"] for item in staff.get("…/matching/reviews", state="asked").get_json()["items"]] == [asked["id"]]
    path = f"…/matching/reviews/{asked['id']}/moves"
    refused(staff.post(path, {"move": "answer"}), 422, "invalid")
    staff.post(path, {"move": "answer", "answer": "您填了周三下午有空"})

    [mine] = volunteer.get("…/matching/reviews", mine="true").get_json()["items"]
    assert (mine["state"], mine["answer"], mine["answered_by"]["name"]) == ("answered", "您填了周三下午有空", "赵社工")
    shown = volunteer.get(f"…/matching/suggestions/{id_}").get_json()
    assert (shown["my_review"]["answer"], shown["may_ask_review"]) == ("您填了周三下午有空", True)
    told = [(event["what"], event["member_ids"]) for event in board.street.events(TOLD)]
    assert told[-1] == ("review_answered", [str(board["volunteer"].member_id)])
    assert str(board["staff"].member_id) in told[0][1]


def test_one_request_at_a_time_about_one_thing(board: Board) -> None:
    peer = board.as_("peer")
    first = peer.post("…/matching/reviews", {"words": "为什么没有推荐给我"}).get_json()
    refused(peer.post("…/matching/reviews", {"words": "再问一次"}), 409, "review_pending")

    peer.post(f"…/matching/reviews/{first['id']}/moves", {"move": "withdraw"})
    assert peer.post("…/matching/reviews", {"words": "再问一次"}).status_code == 201


def test_staff_never_answer_their_own_request(board: Board) -> None:
    staff = board.as_("staff")
    asked = staff.post("…/matching/reviews", {"words": "也请人看看我的"}).get_json()

    assert [move["move"] for move in asked["moves"]] == ["withdraw"]
    path = f"…/matching/reviews/{asked['id']}/moves"
    refused(staff.post(path, {"move": "answer", "answer": "没有问题"}), 403, "own_review")
    assert board.as_("colleague").post(path, {"move": "answer", "answer": "没有问题"}).status_code == 200


def test_nobody_asks_about_anothers_suggestion_or_reads_anothers_words(board: Board) -> None:
    id_ = board.suggest(board.shift(), board.member("volunteer"))
    peer = board.as_("peer")
    refused(peer.post("…/matching/reviews", {"suggestion_id": str(id_), "words": "她为什么"}), 404, "not_found")
    refused(peer.post("…/matching/reviews", {"unit_id": str(board.unit_id), "words": "替单位问"}), 403, "forbidden")
    refused(peer.get("…/matching/reviews"), 403, "forbidden")
