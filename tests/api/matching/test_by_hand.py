"""Staff suggest by hand within the same hard constraints, and are told why somebody was not suggested."""

from typing import Any
from uuid import UUID

from sqlalchemy import select
from werkzeug.test import TestResponse

from backend.matching.models import Suggestion
from backend.matching.types import NeedKey, OfferKey
from tests.api.matching.conftest import Board
from tests.client import refused


def state(board: Board, who: str, **changes: Any) -> None:
    """Let somebody say that they want to be matched."""
    version = board.as_(who).get("…/match-profile").get_json()["text_version"]
    body = {"is_on": True, "version": version, "categories": ["elder"], **changes}
    assert board.as_(who).put("…/match-profile", body).status_code == 200


def by_hand(board: Board, need: NeedKey, offer: OfferKey, **changes: Any) -> TestResponse:
    """Suggest as staff."""
    body = {
        "need": {"type": need.kind.value, "id": str(need.id)},
        "offer": {"type": offer.kind.value, "id": str(offer.id)},
        **changes,
    }
    return board.as_("staff").post("…/matching/suggestions", body)


def why_not(board: Board, need: NeedKey, offer: OfferKey) -> dict[str, Any]:
    """Ask as staff."""
    query = {"need_type": need.kind, "need_id": need.id, "offer_type": offer.kind, "offer_id": offer.id}
    body: dict[str, Any] = board.as_("staff").get("…/matching/why-not", **query).get_json()
    return body


def test_staff_suggest_by_hand_and_it_is_told_that_a_person_did(board: Board) -> None:
    state(board, "volunteer")
    made = by_hand(board, board.shift(), board.member("volunteer"))

    assert made.status_code == 201
    [mine] = board.as_("volunteer").get("…/matching/suggestions/mine").get_json()["items"]
    assert (mine["id"], mine["automated"]) == (made.get_json()["id"], False)
    assert "工作人员提出" in mine["automated_text"]
    assert mine["when"] == "11月24日 周二 09:00–11:00"
    yes = board.as_("volunteer").post(
        f"…/matching/suggestions/{mine['id']}/moves", {"move": "accept", "accept_risks": True}
    )
    assert yes.get_json()["state"] == "accepted"


def test_nobody_who_did_not_ask_for_it_is_suggested_by_hand_either(board: Board) -> None:
    body = refused(by_hand(board, board.shift(), board.member("volunteer")), 409, "cannot_suggest")
    assert body["failing"] == [{"code": "consent", "text": "还没有同意接受推荐"}]
    with board.work() as uow:
        wanted = select(Suggestion.id).where(Suggestion.community_id == board.community_id)
        assert uow.session.scalars(wanted).all() == []


def test_a_remembered_no_holds_for_staff_too(board: Board) -> None:
    state(board, "volunteer")
    need = board.shift()
    id_ = board.suggest(need, board.member("volunteer"))
    board.as_("volunteer").post(f"…/matching/suggestions/{id_}/moves", {"move": "decline", "reason": "rest"})

    body = refused(by_hand(board, need, board.member("volunteer")), 409, "cannot_suggest")
    assert [each["code"] for each in body["failing"]] == ["declined"]


def test_the_same_pair_is_not_suggested_twice(board: Board) -> None:
    state(board, "volunteer")
    need = board.shift()
    by_hand(board, need, board.member("volunteer"))
    refused(by_hand(board, need, board.member("volunteer")), 409, "already_suggested")


def test_an_answer_to_a_request_leads_to_what_was_made_of_it(board: Board) -> None:
    state(board, "peer")
    asked = board.as_("peer").post("…/matching/reviews", {"words": "为什么没有推荐给我"}).get_json()
    path = f"…/matching/reviews/{asked['id']}/moves"
    machines = board.suggest(board.shift(), board.member("volunteer"))
    answer = {"move": "answer", "answer": "给您推荐了一件"}
    refused(board.as_("staff").post(path, {**answer, "made_id": str(machines)}), 422, "invalid")

    made_id = by_hand(board, board.shift(), board.member("peer")).get_json()["id"]
    assert board.as_("staff").post(path, {**answer, "made_id": made_id}).get_json()["made_id"] == made_id


def test_staff_are_told_what_fails_and_never_how_old_somebody_is(board: Board) -> None:
    state(board, "volunteer", windows=[{"weekday": 6, "from": "09:00", "to": "11:00"}])
    told = why_not(board, board.shift(age_min=80), board.member("volunteer"))

    assert not told["may_be_suggested"]
    assert {each["code"]: each["text"] for each in told["failing"]} == {
        "age": "要求年满80周岁",
        "window": "双方没有连续120分钟共同的空闲",
    }
    for who in ("volunteer", "supervisor"):
        query = {"need_type": "shift", "need_id": UUID(int=0), "offer_type": "member", "offer_id": UUID(int=0)}
        refused(board.as_(who).get("…/matching/why-not", **query), 403, "forbidden")


def test_staff_are_told_in_what_the_one_suggested_weighs_more(board: Board) -> None:
    state(board, "volunteer")
    state(board, "peer", categories=["elder.companion"])
    need = board.shift(places=1)
    assert why_not(board, need, board.member("volunteer"))["kind"] == "open"
    by_hand(board, need, board.member("peer"))

    told = why_not(board, need, board.member("volunteer"))

    assert (told["kind"], told["may_be_suggested"]) == ("lighter", True)
    assert [(each["code"], each["text"]) for each in told["compared"]] == [("category", "正好是上门陪护（多30分）")]


def test_staff_are_told_that_somebody_was_suggested_elsewhere_at_that_time(board: Board) -> None:
    state(board, "volunteer")
    by_hand(board, board.shift(title="修灯"), board.member("volunteer"))

    told = why_not(board, board.shift(title="读报"), board.member("volunteer"))

    assert told["kind"] == "elsewhere"
    assert "别的事" in told["sentence"]
