"""Teams over HTTP: formed, joined by one's own word, led on, ended; and every refusal."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update

from backend.agreements.moves.claims import ClaimMove
from backend.communities.models import Member
from backend.lists.types import EntryState
from backend.teams import rules
from backend.teams.moves import TeamMove
from tests.client import refused
from tests.factories.agreements import make_claim, make_contact, move_claim
from tests.factories.communities import make_member
from tests.factories.giving import bind_phone
from tests.factories.lists import make_open_entry, propose_entry
from tests.factories.teams import Squad, add_task, form_team, invite, join, move_team, seat_of
from tests.statements import counted_statements

NEW = {"name": "修灯小队", "goal": "修好楼道灯"}


def seat_move(squad: Squad, who: str, seat_id: Any, move: str, **more: Any) -> Any:
    return squad.as_(who).post(f"…/team-seats/{seat_id}/moves", {"move": move, **more})


def team_move(squad: Squad, who: str, move: str, **more: Any) -> Any:
    return squad.as_(who).post(f"…/teams/{squad.team_id}/moves", {"move": move, **more})


def names(squad: Squad, who: str = "leader") -> list[tuple[str, str, str]]:
    items = squad.as_(who).get(f"…/teams/{squad.team_id}/seats").get_json()["items"]
    return [(seat["member"]["name"], seat["role"], seat["state"]) for seat in items]


def test_a_contact_forms_a_team_from_an_accepted_claim(squad: Squad) -> None:
    team = squad.team()
    assert (team["number"], team["state"], team["state_name"], team["people"]) == ("队-0001", "active", "进行中", 3)
    assert team["unit"] == {"id": str(squad.unit_id), "name": "睦邻社会服务中心"}
    assert (team["entry"]["id"], team["claim_id"]) == (str(squad.entry_id), str(squad.claim_id))
    assert (team["seat"]["role_name"], team["leader_name"]) == ("组长", "冯联络")
    assert [move["move"] for move in team["moves"]] == ["close", "offer_lead", "shut_doors", "call_off"]
    again = squad.as_("leader").post("…/teams", {**NEW, "claim_id": str(squad.claim_id)})
    assert refused(again, 409, "claim_has_team")["team_id"] == str(squad.team_id)


def test_a_claim_is_accepted_first(squad: Squad) -> None:
    with squad.work() as uow:
        contact, unit_id = make_contact(uow, squad.community_id)
        claim_id = make_claim(uow, contact, unit_id, squad.entry_id)
    new = {**NEW, "claim_id": str(claim_id)}
    caller = squad.as_("leader").as_person(contact.person_id)
    refused(caller.post("…/teams", new), 409, "claim_not_accepted")
    refused(squad.as_("leader").post("…/teams", new), 403, "forbidden")
    with squad.work() as uow:
        move_claim(uow, squad["staff"], claim_id, ClaimMove.ACCEPT)
    assert caller.post("…/teams", new).status_code == 201


def test_the_desk_forms_a_team_from_an_entry_and_asks_somebody_to_lead(squad: Squad) -> None:
    new = {**NEW, "entry_id": str(squad.entry_id), "leader_id": str(squad["neighbour"].member_id)}
    refused(squad.as_("neighbour").post("…/teams", new), 403, "forbidden")
    formed = squad.as_("staff").post("…/teams", new).get_json()
    assert (formed["state"], formed["people"], formed["heir_name"]) == ("forming", 0, "王小明")
    path = f"…/teams/{formed['id']}/moves"
    assert squad.as_("neighbour").get("…/teams", mine="true").get_json()["items"][0]["is_offered_to_me"]
    refused(squad.as_("mate").post(path, {"move": "accept_lead"}), 403, "forbidden")
    declined = squad.as_("neighbour").post(path, {"move": "decline_lead"}).get_json()
    assert (declined["state"], declined["is_offered_to_me"]) == ("forming", False)
    squad.as_("staff").post(path, {"move": "offer_lead", "member_id": str(squad["mate"].member_id)})
    led = squad.as_("mate").post(path, {"move": "accept_lead"}).get_json()
    assert (led["state"], led["people"], led["seat"]["role"]) == ("active", 1, "leader")


def test_an_entry_that_is_not_open_has_no_team(squad: Squad) -> None:
    with squad.work() as uow:
        entry_id = propose_entry(uow, squad["asker"])
    refused(squad.as_("staff").post("…/teams", {**NEW, "entry_id": str(entry_id)}), 409, "entry_not_for_team")
    assert EntryState.PROPOSED not in rules.TEAM_STATES


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({}, 422, "invalid"),
        ({"claim_id": "claim", "entry_id": "entry"}, 422, "invalid"),
        ({"claim_id": str(uuid4())}, 404, "not_found"),
        ({"entry_id": str(uuid4())}, 404, "not_found"),
        ({"entry_id": "entry", "leader_id": str(uuid4())}, 422, "team_member_unknown"),
        ({"entry_id": "entry", "name": "一"}, 422, "invalid"),
        ({"entry_id": "entry", "goal": "长" * 301}, 422, "invalid"),
        ({"entry_id": "entry", "name": None}, 422, "invalid"),
    ],
)
def test_a_team_that_is_not_formed(standing: Squad, changes: dict[str, Any], status: int, code: str) -> None:
    squad = standing
    known = {"claim": str(squad.claim_id), "entry": str(squad.entry_id)}
    body = {**NEW, **{name: known.get(str(value), value) for name, value in changes.items()}}
    refused(squad.as_("staff").post("…/teams", body), status, code)
    assert len(squad.as_("staff").get("…/teams").get_json()["items"]) == 1


def test_invited_by_name_and_phone_and_joined_by_ones_own_word(squad: Squad) -> None:
    with squad.work() as uow:
        bind_phone(uow, squad["neighbour"], "13812345678")
    path = f"…/teams/{squad.team_id}/invitations"
    whom = {"name": "王小明", "phone": "13812345678"}
    refused(squad.as_("mate").post(path, whom), 403, "forbidden")
    refused(squad.as_("leader").post(path, {**whom, "name": "李小明"}), 422, "team_member_unknown")
    refused(squad.as_("leader").post(path, {"name": "王小明"}), 422, "invalid")
    answer = squad.as_("deputy").post(path, whom)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    refused(squad.as_("leader").post(path, whom), 409, "already_on_team")
    team = squad.team("neighbour")
    assert (team["people"], team["my_state"], team["is_inside"]) == (3, "invited", False)
    assert [move["move"] for move in team["seat"]["moves"]] == ["accept", "decline"]
    refused(seat_move(squad, "leader", team["seat"]["id"], "accept"), 403, "forbidden")
    joined = seat_move(squad, "neighbour", team["seat"]["id"], "accept").get_json()
    assert (joined["people"], joined["is_inside"]) == (4, True)
    refused(seat_move(squad, "neighbour", team["seat"]["id"], "accept"), 409, "move_not_allowed")


def test_an_application_is_decided_by_leader_or_deputy(squad: Squad) -> None:
    path = f"…/teams/{squad.team_id}/applications"
    applied = squad.as_("neighbour").post(path, {"note": "我周末有空"}).get_json()
    seat_id = applied["seat"]["id"]
    assert (applied["my_state"], applied["may_apply"], applied["is_inside"]) == ("applied", False, False)
    refused(squad.as_("neighbour").post(path, {}), 409, "already_on_team")
    refused(seat_move(squad, "mate", seat_id, "admit"), 403, "forbidden")
    refused(seat_move(squad, "neighbour", seat_id, "admit"), 403, "forbidden")
    (seen,) = [
        seat for seat in squad.as_("deputy").get(f"…/teams/{squad.team_id}/seats").get_json()["items"] if seat["note"]
    ]
    assert (seen["note"], [move["move"] for move in seen["moves"]]) == ("我周末有空", ["admit", "refuse"])
    assert seat_move(squad, "deputy", seat_id, "admit").get_json()["people"] == 4


def test_a_team_that_takes_no_applications(squad: Squad) -> None:
    refused(team_move(squad, "mate", "shut_doors"), 403, "forbidden")
    shut = team_move(squad, "deputy", "shut_doors").get_json()
    assert shut["takes_applications"] is False
    assert "open_doors" in [move["move"] for move in squad.team()["moves"]]
    refused(squad.as_("neighbour").post(f"…/teams/{squad.team_id}/applications", {}), 409, "team_shut")


def test_minors_are_no_team_members(squad: Squad) -> None:
    with squad.work() as uow:
        young = make_member(uow, squad.community_id, name="小乐", birth_date=date(2010, 1, 1))
    caller = squad.as_("leader").as_person(young.person_id)
    refused(caller.post(f"…/teams/{squad.team_id}/applications", {}), 409, "team_adults_only")
    body = {"member_id": str(young.member_id)}
    refused(squad.as_("leader").post(f"…/teams/{squad.team_id}/invitations", body), 409, "team_adults_only")


def test_a_full_team(squad: Squad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "SEATS_MAX", 3)
    full = refused(squad.as_("neighbour").post(f"…/teams/{squad.team_id}/applications", {}), 409, "team_full")
    assert full["most"] == 3


def test_who_leaves_or_is_removed_leaves_their_tasks(squad: Squad) -> None:
    with squad.work() as uow:
        for who in ("mate", "deputy"):
            add_task(uow, squad["leader"], squad.team_id, assignee_id=squad[who].member_id)
        mate, deputy = (seat_of(uow, squad["leader"], squad.team_id, squad[who]) for who in ("mate", "deputy"))
    left = seat_move(squad, "mate", mate, "leave").get_json()
    assert (left["people"], left["my_state"], left["is_inside"]) == (2, None, False)
    refused(seat_move(squad, "leader", deputy, "remove"), 422, "invalid")
    assert seat_move(squad, "leader", deputy, "remove", note="搬走了").get_json()["people"] == 1
    tasks = squad.as_("leader").get(f"…/teams/{squad.team_id}/tasks").get_json()["items"]
    assert [task["assignee"] for task in tasks] == [None, None]
    refused(squad.as_("mate").get(f"…/teams/{squad.team_id}/log"), 403, "forbidden")


def test_the_leader_hands_over_before_leaving(squad: Squad) -> None:
    with squad.work() as uow:
        own = seat_of(uow, squad["leader"], squad.team_id, squad["leader"])
    refused(seat_move(squad, "leader", own, "leave"), 409, "leader_stays")
    refused(team_move(squad, "leader", "offer_lead"), 422, "invalid")
    refused(team_move(squad, "deputy", "offer_lead", member_id=str(squad["mate"].member_id)), 403, "forbidden")
    offered = team_move(squad, "leader", "offer_lead", member_id=str(squad["mate"].member_id)).get_json()
    assert (offered["heir_name"], names(squad)[0]) == ("周秀英", ("冯联络", "leader", "active"))
    refused(team_move(squad, "deputy", "accept_lead"), 403, "forbidden")
    assert team_move(squad, "mate", "accept_lead").get_json()["seat"]["role"] == "leader"
    assert names(squad) == [
        ("周秀英", "leader", "active"),
        ("孙邻居", "deputy", "active"),
        ("冯联络", "member", "active"),
    ]
    assert seat_move(squad, "leader", own, "leave").status_code == 200
    refused(team_move(squad, "deputy", "accept_lead"), 403, "forbidden")


def test_the_desk_finds_a_leader_where_the_old_one_is_gone(squad: Squad) -> None:
    refused(team_move(squad, "mate", "offer_lead", member_id=str(squad["neighbour"].member_id)), 403, "forbidden")
    team_move(squad, "staff", "offer_lead", member_id=str(squad["neighbour"].member_id))
    assert team_move(squad, "neighbour", "accept_lead").get_json()["people"] == 4
    assert names(squad)[0] == ("王小明", "leader", "active")
    own = team_move(squad, "staff", "offer_lead", member_id=str(squad["staff"].member_id)).get_json()
    assert (own["seat"]["role"], own["heir_name"]) == ("leader", None)


def test_an_outsider_is_not_offered_the_lead_by_a_leader_who_is_no_contact(squad: Squad) -> None:
    with squad.work() as uow:
        move_team(uow, squad["leader"], squad.team_id, TeamMove.OFFER_LEAD, member_id=squad["mate"].member_id)
        move_team(uow, squad["mate"], squad.team_id, TeamMove.ACCEPT_LEAD)
    outsider = str(squad["neighbour"].member_id)
    refused(team_move(squad, "mate", "offer_lead", member_id=outsider), 409, "not_on_team")


def test_the_vanguard_is_shown_to_its_owner_alone(squad: Squad) -> None:
    own = squad.team("mate")["seat"]
    refused(seat_move(squad, "mate", own["id"], "join_vanguard"), 409, "not_party_member")
    with squad.work() as uow:
        here = (Member.community_id == squad.community_id, Member.id == squad["mate"].member_id)
        uow.session.execute(update(Member).where(*here).values(party_member=True))
    assert [move["move"] for move in squad.team("mate")["seat"]["moves"]] == ["leave", "join_vanguard"]
    refused(seat_move(squad, "leader", own["id"], "join_vanguard"), 403, "forbidden")
    assert seat_move(squad, "mate", own["id"], "join_vanguard").get_json()["seat"]["vanguard"] is True
    for who in ("leader", "staff", "lead", "neighbour"):
        assert (squad.team(who)["seat"] or {"vanguard": False})["vanguard"] is False
    for who in ("leader", "staff", "lead", "mate"):
        for path in ("seats", "log", "tasks"):
            told = squad.as_(who).get(f"…/teams/{squad.team_id}/{path}").get_data(as_text=True)
            assert "vanguard" not in told
            assert "先锋" not in told
    assert seat_move(squad, "mate", own["id"], "leave").status_code == 200


def test_residents_see_what_a_team_does_and_nobodys_name(squad: Squad) -> None:
    seen = squad.team("neighbour")
    assert (seen["leader_name"], seen["is_inside"], seen["moves"], seen["may_apply"]) == ("冯*", False, [], True)
    for path in ("seats", "log", "tasks"):
        refused(squad.as_("neighbour").get(f"…/teams/{squad.team_id}/{path}"), 403, "forbidden")
        assert squad.as_("staff").get(f"…/teams/{squad.team_id}/{path}").status_code == 200
    refused(squad.as_("stranger").get(f"…/teams/{squad.team_id}"), 403, "not_a_member")


def test_who_asked_for_the_entry_sees_how_it_goes(squad: Squad) -> None:
    with squad.work() as uow:
        entry_id = make_open_entry(uow, squad["asker"])
        team_id = form_team(uow, squad["staff"], entry_id=entry_id)
    assert squad.as_("asker").get(f"…/teams/{team_id}/log").status_code == 200
    refused(squad.as_("neighbour").get(f"…/teams/{team_id}/log"), 403, "forbidden")


def test_teams_are_filtered(squad: Squad) -> None:
    with squad.work() as uow:
        entry_id = make_open_entry(uow, squad["asker"])
        other = str(form_team(uow, squad["staff"], entry_id=entry_id))
        move_team(uow, squad["staff"], form_team(uow, squad["staff"], entry_id=entry_id), TeamMove.CALL_OFF, text="重")
    mine = str(squad.team_id)

    def ids(who: str = "neighbour", **query: str) -> list[str]:
        return [item["id"] for item in squad.as_(who).get("…/teams", **query).get_json()["items"]]

    assert ids(state="active") == [other, mine]
    assert ids(entry_id=str(squad.entry_id)) == ids(claim_id=str(squad.claim_id)) == [mine]
    assert ids(unit_id=str(squad.unit_id)) == ids("mate", mine="true") == [mine]
    assert ids(mine="true") == []
    assert len(ids()) == 3
    assert len(ids(limit="1")) == 1
    refused(squad.as_("mate").get("…/teams", cursor="nonsense"), 422, "invalid")
    refused(squad.as_("mate").get("…/teams", state="sleeping"), 422, "invalid")


def test_pages_take_as_many_statements_however_long(squad: Squad) -> None:
    team = f"…/teams/{squad.team_id}"
    paths = ("…/teams", "…/teams?mine=true", team, f"{team}/seats", f"{team}/tasks", f"{team}/log")
    counts = []
    for _ in range(2):
        with squad.work() as uow:
            for _ in range(3):
                mate = make_member(uow, squad.community_id)
                join(uow, squad["leader"], squad.team_id, mate)
                add_task(uow, squad["leader"], squad.team_id, assignee_id=mate.member_id)
                more = form_team(uow, squad["staff"], entry_id=make_open_entry(uow, squad["asker"]))
                invite(uow, squad["staff"], more, squad["leader"])
        counts.append({path: count(squad, path) for path in paths})
    assert counts[0] == counts[1]
    assert max(counts[1].values()) <= 16, counts[1]


def count(squad: Squad, path: str) -> int:
    with counted_statements() as seen:
        assert squad.as_("leader").get(path).status_code == 200
    return len(seen)
