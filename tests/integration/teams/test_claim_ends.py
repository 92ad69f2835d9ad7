"""What the end of a claim means for the team that carries it out."""

from typing import Any

from backend.agreements.moves.claims import ClaimMove
from backend.agreements.types import ClaimState
from backend.books.service import ask_checks
from backend.teams import service
from backend.teams.moves import TeamMove
from backend.teams.service.check import CHECKS
from tests.factories.agreements import move_claim
from tests.factories.teams import Squad, add_task, invite, move_team


def end_claim(squad: Squad, *moves: tuple[str, ClaimMove], note: str = "人手另有安排") -> None:
    """Move the claim as people do, and let the outbox say so."""
    with squad.work() as uow:
        for who, move in moves:
            move_claim(uow, squad[who], squad.claim_id, move, note=note)
    squad.run_due("outbox")


def titles(squad: Squad, who: str) -> list[str]:
    return [item["title"] for item in squad.as_(who).get("…/inbox").get_json()["items"]]


def log(squad: Squad) -> list[tuple[str, str | None, str | None]]:
    lines: list[dict[str, Any]] = squad.as_("staff").get(f"…/teams/{squad.team_id}/log").get_json()["items"]
    return [(line["kind"], line["by_name"], line["text"]) for line in lines]


def check(squad: Squad) -> None:
    with squad.work() as uow:
        assert ask_checks(uow, squad.community_id, CHECKS) == []


def test_a_withdrawn_claim_calls_its_team_off_and_tells_all_on_it(squad: Squad) -> None:
    with squad.work() as uow:
        add_task(uow, squad["leader"], squad.team_id)
        invite(uow, squad["leader"], squad.team_id, squad["neighbour"])
    end_claim(squad, ("leader", ClaimMove.WITHDRAW))
    team = squad.team()
    assert (team["state"], team["report"], team["tasks"]["open"]) == ("called_off", "认领已经撤回：人手另有安排", 0)
    assert log(squad)[0] == ("called_off", "冯联络", "认领已经撤回：人手另有安排")
    for who in ("leader", "mate", "deputy"):
        assert "小组已解散：助老行动队" in titles(squad, who)
    check(squad)


def test_a_claim_given_up_by_time_calls_its_team_off_by_nobody(squad: Squad) -> None:
    for _ in range(2):
        with squad.work() as uow:
            service.claim_ended(
                uow, squad.community_id, squad.claim_id, ClaimState.WITHDRAWN, note="逾期没有完成", by_id=None
            )
    assert log(squad)[0] == ("called_off", None, "认领已经撤回：逾期没有完成")
    assert [kind for kind, _, _ in log(squad)].count("called_off") == 1


def test_a_kept_claim_asks_the_leader_for_the_report(squad: Squad) -> None:
    end_claim(squad, ("leader", ClaimMove.DELIVER), ("staff", ClaimMove.ACCEPT_DELIVERY))
    team = squad.team()
    assert (team["state"], team["takes_applications"]) == ("active", False)
    assert log(squad)[0] == ("claim_kept", "赵社工", None)
    assert "认领办结了，请写总结：助老行动队" in titles(squad, "leader")
    assert not [title for title in titles(squad, "mate") if "总结" in title]
    with squad.work() as uow:
        move_team(uow, squad["leader"], squad.team_id, TeamMove.CLOSE, text="每周陪护两次")
    assert squad.team()["state"] == "closed"
    check(squad)
