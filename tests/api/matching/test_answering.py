"""A yes becomes a sign-up or a claim, a no is remembered; nobody answers for another."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from backend.books.service import ask_checks
from backend.infra import links
from backend.infra.uow import UnitOfWork
from backend.matching.events import TOLD
from backend.matching.models import Suggestion, SuggestionMoveRow
from backend.matching.service.suggestion_check import SUGGESTION_CHECKS
from backend.volunteering.models import SignUp
from tests.api.matching.conftest import Board
from tests.client import refused
from tests.factories.agreements import make_claim, make_contact
from tests.factories.races import race


def answer(board: Board, who: str, id_: UUID, move: str = "accept", **word: object) -> TestResponse:
    """Make a move on a suggestion."""
    risks = {"accept_risks": True} if move == "accept" else {}
    return board.as_(who).post(f"…/matching/suggestions/{id_}/moves", {"move": move, **risks, **word})


def state_of(board: Board, id_: UUID) -> str:
    """Return the stored state."""
    with board.work() as uow:
        return uow.session.get_one(Suggestion, (board.community_id, id_)).state


def sign_ups(board: Board, shift_id: UUID) -> list[str]:
    """Return the states of the sign-ups on a shift."""
    with board.work() as uow:
        wanted = select(SignUp.state).where(SignUp.community_id == board.community_id, SignUp.shift_id == shift_id)
        return sorted(uow.session.scalars(wanted))


def test_a_yes_to_a_shift_is_a_sign_up_that_leads_back_to_the_need(board: Board) -> None:
    need = board.shift()
    id_ = board.suggest(need, board.member("volunteer"))

    shown = answer(board, "volunteer", id_).get_json()

    assert (shown["state"], shown["became"]["type"]) == ("accepted", "sign_up")
    assert shown["became"]["open_id"] == str(need.id)
    assert sign_ups(board, need.id) == ["signed_up"]
    with board.work() as uow:
        assert links.find_to(uow, board.community_id, ("shift", need.id), relation="suggested") == [("match", id_)]
    [told] = board.street.events(TOLD)
    assert (told["what"], told["member_ids"]) == ("accepted", [str(board["leader"].member_id)])


def test_a_yes_said_twice_is_one(board: Board) -> None:
    need = board.shift()
    id_ = board.suggest(need, board.member("volunteer"))

    first, second = answer(board, "volunteer", id_), answer(board, "volunteer", id_)

    assert first.get_json()["became"] == second.get_json()["became"]
    assert sign_ups(board, need.id) == ["signed_up"]


def test_what_the_door_refuses_leaves_the_suggestion_as_it_was(board: Board) -> None:
    need = board.shift()
    id_ = board.suggest(need, board.member("volunteer"))
    board.street.sign_up("volunteer", board.street.shift(title="同一时间"))

    refused(answer(board, "volunteer", id_), 409, "own_clash")

    assert (state_of(board, id_), sign_ups(board, need.id)) == ("offered", [])
    assert answer(board, "volunteer", id_, "decline", reason="no_time").status_code == 200


def test_of_two_at_once_one_gets_the_last_place_and_the_others_suggestion_is_taken_back(board: Board) -> None:
    need = board.shift(places=1)
    ids = {who: board.suggest(need, board.member(who)) for who in ("volunteer", "peer")}

    answers: list[TestResponse] = []

    def accepts(who: str) -> Callable[[UnitOfWork], None]:
        return lambda _: answers.append(answer(board, who, ids[who]))

    race(board.street.app, [accepts("volunteer"), accepts("peer")])

    won, lost = sorted(answers, key=lambda response: response.status_code)
    assert won.get_json()["state"] == "accepted"
    refused(lost, 409, "suggestion_overtaken")
    assert sorted(state_of(board, id_) for id_ in ids.values()) == ["accepted", "withdrawn"]
    assert sign_ups(board, need.id) == ["signed_up"]


@pytest.mark.parametrize("by_resource", [False, True])
def test_a_yes_to_an_entry_is_a_claim_of_the_unit(board: Board, by_resource: bool) -> None:
    need = board.entry("service_project", quantity=3)
    id_ = board.suggest(need, board.resource() if by_resource else board.unit(), amount=2)

    became = answer(board, "contact", id_).get_json()["became"]

    claim = board.as_("contact").get(f"…/claims/{became['id']}").get_json()
    assert (claim["quantity"], claim["actor"]["id"]) == (2, str(board.unit_id))
    with board.work() as uow:
        found = links.find_to(uow, board.community_id, ("match", id_), relation="accepted")
    assert found == [("claim", UUID(became["id"]))]


def test_a_claim_of_more_than_is_left_is_refused_in_words_until_nothing_is_left(board: Board) -> None:
    need = board.entry("service_project", quantity=3)
    id_ = board.suggest(need, board.unit(), amount=2)
    with board.work() as uow:
        other, other_unit_id = make_contact(uow, board.community_id)
        make_claim(uow, other, other_unit_id, need.id, 2)

    assert refused(answer(board, "contact", id_), 409, "claim_exceeds_entry")["left"] == 1
    assert state_of(board, id_) == "offered"

    with board.work() as uow:
        third, third_unit_id = make_contact(uow, board.community_id)
        make_claim(uow, third, third_unit_id, need.id, 1)
    refused(answer(board, "contact", id_), 409, "suggestion_overtaken")
    assert state_of(board, id_) == "withdrawn"


def test_a_need_that_is_over_takes_the_suggestion_back(board: Board) -> None:
    need = board.shift()
    id_ = board.suggest(need, board.member("volunteer"))
    board.as_("staff").post(f"…/shifts/{need.id}/moves", {"move": "cancel", "note": "下雨"})

    body = refused(answer(board, "volunteer", id_), 409, "suggestion_overtaken")

    assert "已收回" in body["title"]
    shown = board.as_("volunteer").get(f"…/matching/suggestions/{id_}").get_json()
    assert (shown["state"], shown["moves"]) == ("withdrawn", [])
    assert "谢谢您" in shown["state_text"]


def test_a_no_has_a_reason_and_the_asker_is_not_told_whose(board: Board) -> None:
    need = board.entry(by="neighbour")
    ids = [board.suggest(need, board.member(who)) for who in ("volunteer", "peer")]
    refused(answer(board, "volunteer", ids[0], "decline"), 422, "invalid")
    refused(answer(board, "volunteer", ids[0], "decline", reason="other"), 422, "invalid")

    shown = answer(board, "volunteer", ids[0], "decline", reason="other", words="要照看孙子").get_json()
    answer(board, "peer", ids[1], "decline", reason="no_time")

    assert (shown["decline_reason_name"], shown["decline_words"]) == ("其他原因", "要照看孙子")
    assert shown["remembered_until"].startswith("2027-05-22")
    [told] = board.street.events(TOLD)
    assert (told["what"], told["member_ids"]) == ("declined", [str(board["neighbour"].member_id)])
    assert set(told) == {"what", "member_ids", "target", "title"}
    assert told["target"] == ["entry", str(need.id)]


def test_nobody_says_yes_for_another(board: Board) -> None:
    id_ = board.suggest(board.shift(), board.member("volunteer"))
    for who in ("staff", "peer", "contact"):
        refused(answer(board, who, id_), 403, "forbidden")


def test_the_desk_takes_back_and_the_history_tells_who_did_what(board: Board) -> None:
    id_ = board.suggest(board.shift(), board.member("volunteer"))

    assert answer(board, "staff", id_, "withdraw").get_json()["state"] == "withdrawn"

    refused(answer(board, "volunteer", id_), 409, "move_not_allowed")
    with board.work() as uow:
        wanted = select(SuggestionMoveRow).where(SuggestionMoveRow.suggestion_id == id_)
        *_, line = uow.session.scalars(wanted.order_by(SuggestionMoveRow.id)).all()
        assert (line.from_state, line.to_state, line.by_id) == ("offered", "withdrawn", board["staff"].member_id)


def test_the_self_check_finds_a_yes_that_became_nothing(board: Board) -> None:
    id_ = board.suggest(board.entry(by="neighbour"), board.member("volunteer"))
    answer(board, "volunteer", id_)
    with board.work() as uow:
        assert ask_checks(uow, board.community_id, SUGGESTION_CHECKS) == []
        uow.session.get_one(Suggestion, (board.community_id, id_)).became_id = uow.new_id()
        uow.session.flush()
        found = ask_checks(uow, board.community_id, SUGGESTION_CHECKS)
        uow.session.rollback()
    assert len(found) == 2
    assert str(id_) in str(found[0])
