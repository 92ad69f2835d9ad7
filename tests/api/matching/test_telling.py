"""Who is told what of matching, in their inbox; and what a suggestion is in the trace."""

from datetime import timedelta
from uuid import UUID

from backend.matching import service
from backend.matching.models import Suggestion
from tests.api.matching.conftest import Board
from tests.statements import counted_statements


def tell_new(board: Board, *ids: UUID) -> int:
    """Tell of new suggestions as a run does; return how many statements it took."""
    with board.work() as uow:
        rows = [uow.session.get_one(Suggestion, (board.community_id, id_)) for id_ in ids]
        with counted_statements() as seen:
            service.tell_suggested(uow, board.community_id, rows)
        return len(seen)


def inbox(board: Board, who: str) -> list[str]:
    """Deliver what is due and return the titles in somebody's inbox, newest first."""
    board.street.run_due("outbox")
    return [item["title"] for item in board.as_(who).get("…/inbox").get_json()["items"]]


def test_all_that_is_new_for_somebody_is_told_once(board: Board) -> None:
    shifts = [board.shift(title=title) for title in ("修灯", "读报")]
    ids = [board.suggest(shift, board.member("volunteer")) for shift in shifts]
    ids.append(board.suggest(shifts[0], board.member("peer")))
    ids.append(board.suggest(board.entry("service_project"), board.unit()))

    tell_new(board, *ids)

    assert inbox(board, "volunteer") == ["有2件事想请您看看：修灯等"]
    assert inbox(board, "peer") == ["有件事想请您看看：修灯"]
    assert inbox(board, "contact") == ["有件事想请您看看：陪护高龄老人"]


def test_telling_of_many_takes_as_many_statements_as_of_few(board: Board) -> None:
    def cost(*who: str) -> int:
        shift = board.shift()
        return tell_new(board, *(board.suggest(shift, board.member(each)) for each in who))

    assert cost("volunteer", "peer") == cost("volunteer", "peer", "neighbour", "elder", "leader")


def test_only_what_still_waits_is_told_of_before_it_lapses(board: Board) -> None:
    ids = [board.suggest(board.shift(title=title), board.member("volunteer")) for title in ("修灯", "读报")]
    ids.append(board.suggest(board.shift(title="浇花"), board.member("peer")))
    tell_new(board, *ids)
    for who, id_ in (("volunteer", ids[0]), ("peer", ids[2])):
        path = f"…/matching/suggestions/{id_}/moves"
        assert board.as_(who).post(path, {"move": "decline", "reason": "rest"}).status_code == 200
    board.street.clock.advance(timedelta(days=2))

    inbox(board, "volunteer")
    assert inbox(board, "volunteer")[0] == "还没有答复：读报"
    assert inbox(board, "peer") == ["有件事想请您看看：浇花"]


def test_what_lapses_within_the_day_is_told_of_once(board: Board) -> None:
    soon = board.street.clock.now() + timedelta(hours=3)
    ids = [board.suggest(board.shift(title="修灯"), board.member("volunteer"), next_at=soon)]
    tell_new(board, *ids)

    inbox(board, "volunteer")
    assert inbox(board, "volunteer") == ["有件事想请您看看：修灯"]


def test_whoever_asked_hears_yes_and_no_without_a_name(board: Board) -> None:
    need = board.entry(by="neighbour")
    ids = {who: board.suggest(need, board.member(who)) for who in ("volunteer", "peer")}
    board.as_("volunteer").post(
        f"…/matching/suggestions/{ids['volunteer']}/moves", {"move": "decline", "reason": "rest"}
    )
    board.as_("peer").post(f"…/matching/suggestions/{ids['peer']}/moves", {"move": "accept"})

    assert sorted(inbox(board, "neighbour"))[-2:] == ["有人认领了：陪护高龄老人", "还在找合适的人：陪护高龄老人"]
    said = str(board.as_("neighbour").get("…/inbox").get_json())
    assert "王小明" not in said


def test_a_yes_stands_between_need_and_claim_in_the_trace_and_a_waiting_one_is_nobody_elses(board: Board) -> None:
    need = board.entry(by="neighbour", quantity=2)
    yes, waiting = (board.suggest(need, board.member(who)) for who in ("volunteer", "peer"))
    claim = board.as_("volunteer").post(f"…/matching/suggestions/{yes}/moves", {"move": "accept"}).get_json()["became"]

    stops = board.as_("elder").get(f"…/trace/claim/{claim['id']}").get_json()
    names = {stop["type"]: stop["title"] for stop in stops["nodes"]}
    assert names["match"] == "程序推荐"
    assert {"entry", "match", "claim"} <= set(names)
    with board.work() as uow:
        elder = service.match_stops(uow, board["elder"].actor, board.community_id, [yes, waiting])
        peer = service.match_stops(uow, board["peer"].actor, board.community_id, [yes, waiting])
    shown = elder[yes]
    assert elder[waiting] is None
    assert shown is not None
    assert shown.who is None
    assert peer[waiting] is not None
