"""Joint claims over HTTP: a unit asks others to help, each answers by its own contact, and the desk waits for them."""

from datetime import datetime
from typing import Any

import pytest

from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from tests.api.agreements.claiming import ask_for, claims_path, look, move, offered, project
from tests.client import refused
from tests.factories.agreements import Place, make_contact
from tests.factories.communities import make_member, make_unit
from tests.factories.lists import make_open_entry


def help_from(place: Place, share: int = 0, **more: Any) -> dict[str, Any]:
    return {"unit_id": str(place.hood.other_unit_id), "share": share, **more}


@pytest.fixture
def joint(place: Place) -> dict[str, Any]:
    """Six of ten sessions, two of which the other unit is asked to take."""
    return ask_for(place, "contact", project(place), 6, assists=[help_from(place, 2, part="每月两次义诊")])


def answer(place: Place, who: str, claim: dict[str, Any], name: str, **more: Any) -> Any:
    path = f"…/claims/{claim['id']}/assists/{claim['assists'][-1]['id']}/moves"
    return place.as_(who).post(path, {"move": name, **more})


def test_an_assisting_unit_agrees_by_its_own_contact_before_the_desk_decides(
    place: Place, joint: dict[str, Any]
) -> None:
    (asked,) = joint["assists"]
    assert (asked["share"], asked["part"], asked["state_name"]) == (2, "每月两次义诊", "等对方答复")
    assert (joint["own_share"], joint["may_invite"]) == (4, True)
    assert offered(place, "staff", joint["id"]) == ["decline"]
    refused(move(place, "staff", joint["id"], "accept"), 409, "assists_unanswered")
    for who in ("contact", "staff", "employee", "resident"):
        refused(answer(place, who, joint, "agree"), 403, "forbidden")
    agreed = answer(place, "other_contact", joint, "agree").get_json()
    assert [one["state"] for one in agreed["assists"]] == ["agreed"]
    assert [one["move"] for one in agreed["assists"][0]["moves"]] == ["leave"]
    assert move(place, "staff", joint["id"], "accept").get_json()["state"] == "accepted"
    helped = place.as_("other_contact").get("…/claims", assist_unit_id=str(place.hood.other_unit_id)).get_json()
    assert [claim["id"] for claim in helped["items"]] == [joint["id"]]


@pytest.mark.parametrize(
    ("who", "name", "state"), [("other_contact", "decline", "declined"), ("contact", "take_back", "taken_back")]
)
def test_what_nobody_helps_with_falls_back_to_the_claimant(
    place: Place, joint: dict[str, Any], who: str, name: str, state: str
) -> None:
    left = answer(place, who, joint, name).get_json()
    assert ([one["state"] for one in left["assists"]], left["own_share"]) == ([state], 6)
    refused(answer(place, "other_contact", joint, "agree"), 409, "move_not_allowed")
    # Asked once more, it may say yes after all.
    again = place.as_("contact").post(f"…/claims/{joint['id']}/assists", help_from(place, 1)).get_json()
    assert (again["own_share"], len(again["assists"])) == (5, 2)
    assert answer(place, "other_contact", again, "agree").status_code == 200


def test_who_leaves_says_why_and_not_once_there_is_an_agreement(place: Place, joint: dict[str, Any]) -> None:
    answer(place, "other_contact", joint, "agree")
    move(place, "staff", joint["id"], "accept")
    assert list(refused(answer(place, "other_contact", joint, "leave"), 422, "invalid")["errors"]) == ["note"]
    drafted = place.as_("staff").post(
        "…/agreements", {"claim_id": joint["id"], "starts_on": "2026-11-23", "ends_on": "2027-11-22"}
    )
    assert drafted.status_code == 201, drafted.get_data(as_text=True)
    refused(answer(place, "other_contact", joint, "leave", note="人手不够"), 409, "claim_has_agreement")
    refused(move(place, "contact", joint["id"], "withdraw", note="人手不够"), 409, "claim_has_agreement")
    # The agreement begins with both units, each with its share.
    clauses = drafted.get_json()["open"]["clauses"]
    assert [(clause["giver"], clause["amount"], clause["text"]) for clause in clauses] == [
        (1, 4, "陪护高龄老人"),
        (2, 2, "陪护高龄老人：每月两次义诊"),
    ]


def test_an_assisting_unit_leaves_before_that(place: Place, joint: dict[str, Any]) -> None:
    answer(place, "other_contact", joint, "agree")
    move(place, "staff", joint["id"], "accept")
    left = answer(place, "other_contact", joint, "leave", note="人手不够").get_json()
    assert (left["assists"][0]["state"], left["own_share"], left["state"]) == ("left", 6, "accepted")


def test_units_that_cannot_help(place: Place) -> None:
    with place.work() as uow:
        asker, asking_unit = make_contact(uow, place.hood.community_id)
        entry = str(make_open_entry(uow, asker, unit_id=asking_unit, quantity=3))
        third = make_unit(uow, place.hood.community_id)
    post = place.as_("contact").post
    me = {"actor": {"type": "unit", "id": str(place.hood.unit_id)}, "quantity": 2}

    def with_help(*assists: dict[str, Any]) -> Any:
        return post(claims_path(entry), {**me, "assists": list(assists)})

    refused(with_help({"unit_id": str(asking_unit)}), 409, "own_entry")
    refused(with_help({"unit_id": str(place.hood.unit_id)}), 409, "already_assists")
    refused(with_help(help_from(place), help_from(place)), 409, "already_assists")
    for assists in ([help_from(place, 2)], [help_from(place, 1), {"unit_id": str(third), "share": 1}]):
        assert list(refused(with_help(*assists), 422, "invalid")["errors"]) == ["assists"]
    stranger = {"unit_id": str(place.hood.community_id).zfill(32)}
    assert list(refused(with_help(stranger), 422, "invalid")["errors"]) == ["assists"]
    # Nothing was half written.
    assert place.as_("staff").get("…/claims").get_json()["items"] == []
    assert place.as_("staff").get(f"…/entries/{entry}").get_json()["claimed_quantity"] == 0


def test_only_the_claimant_asks_and_only_until_the_desk_decided(place: Place, joint: dict[str, Any]) -> None:
    with place.work() as uow:
        third = {"unit_id": str(make_unit(uow, place.hood.community_id))}
    path = f"…/claims/{joint['id']}/assists"
    for who in ("other_contact", "employee", "staff", "resident"):
        refused(place.as_(who).post(path, third), 403, "forbidden")
    answer(place, "other_contact", joint, "agree")
    move(place, "staff", joint["id"], "accept")
    refused(place.as_("contact").post(path, third), 409, "move_not_allowed")
    assert place.as_("contact").get(f"…/claims/{joint['id']}").get_json()["may_invite"] is False


def test_who_helps_does_not_decide(place: Place) -> None:
    with place.work() as uow:
        unit_id = make_unit(uow, place.hood.community_id)
        both = make_member(uow, place.hood.community_id, Role.STAFF, unit=(unit_id, Role.UNIT_CONTACT))
    place.hood.people["both"] = both
    claim = ask_for(place, "contact", project(place), 2, assists=[{"unit_id": str(unit_id)}])
    answer(place, "both", claim, "agree")
    refused(move(place, "both", claim["id"], "accept"), 403, "own_claim")
    assert offered(place, "both", claim["id"]) == []
    assert move(place, "lead", claim["id"], "accept").status_code == 200


def test_an_invitation_nobody_answers_ends_after_five_working_days(
    place: Place, joint: dict[str, Any], clock: FixedClock
) -> None:
    # Asked on Monday the 23rd: Monday the 30th is the fifth working day after it.
    assert joint["assists"][0]["answer_by"] == "2026-11-30T16:00:00Z"

    def at(moment: str) -> dict[str, Any]:
        clock.at = datetime.fromisoformat(moment)
        with place.caller.app.app_context():
            for source in ("agreements.assists", "outbox"):
                run_due(source, place.hood.community_id)
        return look(place, joint["id"])

    assert at("2026-11-30T15:59:00+00:00")["assists"][0]["state"] == "invited"
    lapsed = at("2026-11-30T16:00:00+00:00")
    (assist,) = lapsed["assists"]
    assert (assist["state_name"], assist["answer_by"], assist["moves"], lapsed["own_share"]) == (
        "过期没有答复",
        None,
        [],
        6,
    )
    told = [item["title"] for item in place.as_("contact").get("…/inbox").get_json()["items"]]
    assert [title for title in told if title.startswith("协助邀请过期了")] == ["协助邀请过期了：陪护高龄老人"]
    refused(answer(place, "other_contact", joint, "agree"), 409, "move_not_allowed")
    assert "accept" in offered(place, "staff", joint["id"])
    # Who was too late may be asked again.
    again = place.as_("contact").post(f"…/claims/{joint['id']}/assists", help_from(place, 2))
    assert again.get_json()["own_share"] == 4
