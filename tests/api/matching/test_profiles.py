"""Profiles over HTTP: one's own word, a unit's by its contact, a resource left out by whom it is."""

from datetime import date
from typing import Any

from tests.factories.communities import make_member
from tests.factories.lists import make_open_entry
from tests.factories.matching_runs import ask_for, run, state_all, suggestions
from tests.factories.volunteering import Street

URL = "…/match-profile"
ROOM = {
    "resource_kind": "space",
    "unit_of_measure": "场",
    "open_times": [{"weekday": 6, "from": "09:00", "to": "17:00"}],
}


def said(street: Street, who: str = "volunteer", **changes: Any) -> dict[str, Any]:
    """Return a body that states a profile under the text that was read."""
    version = street.as_(who).get(URL).get_json()["text_version"]
    return {"is_on": True, "version": version, "categories": ["elder"], **changes}


def test_who_said_nothing_is_not_matched_and_reads_what_it_means(street: Street) -> None:
    shown = street.as_("volunteer").get(URL).get_json()
    assert (shown["is_on"], shown["stated_at"], shown["windows"]) == (False, None, [])
    assert "随时关闭" in shown["text"]


def test_a_profile_is_shown_as_it_was_said(street: Street) -> None:
    window = [{"weekday": 6, "from": "09:00", "to": "11:30"}, {"weekday": 7, "from": "14:00", "to": "24:00"}]
    body = said(street, skills=["修灯"], windows=window, hours_a_week=3, reach="building")
    shown = street.as_("volunteer").put(URL, body).get_json()
    assert shown == street.as_("volunteer").get(URL).get_json()
    assert (shown["is_on"], shown["skills"], shown["windows"], shown["hours_a_week"], shown["reach"]) == (
        True,
        ["修灯"],
        window,
        3,
        "building",
    )


def test_who_goes_out_keeps_what_they_had_said(street: Street) -> None:
    phone = street.as_("volunteer")
    phone.put(URL, said(street, skills=["修灯"]))
    shown = phone.put(URL, said(street, is_on=False, skills=[])).get_json()
    assert (shown["is_on"], shown["skills"]) == (False, ["修灯"])


def test_an_outdated_text_is_not_agreed_to(street: Street) -> None:
    answer = street.as_("volunteer").put(URL, said(street, version="2020-01-01"))
    assert (answer.status_code, answer.get_json()["code"]) == (409, "match_text_outdated")


def test_a_window_that_ends_before_it_begins_is_refused(street: Street) -> None:
    body = said(street, windows=[{"weekday": 6, "from": "11:00", "to": "09:00"}])
    assert street.as_("volunteer").put(URL, body).status_code == 422


def test_a_category_that_is_none_is_refused(street: Street) -> None:
    assert street.as_("volunteer").put(URL, said(street, categories=["no.such"])).status_code == 422


def test_minors_are_not_matched(street: Street) -> None:
    with street.work() as uow:
        minor = make_member(uow, street.community_id, name="小宝", birth_date=date(2012, 1, 1))
    phone = street.as_("volunteer").as_person(minor.person_id, street.community_id)
    answer = phone.put(URL, said(street))
    assert answer.get_json()["code"] == "match_adults_only"


def test_a_unit_is_stated_by_its_contact_alone(street: Street) -> None:
    url = f"…/units/{street.unit_id}/match-profile"
    assert street.as_("staff").put(url, said(street)).status_code == 403
    assert street.as_("contact").put(url, said(street, people=8)).get_json()["people"] == 8


def test_a_unit_is_suggested_for_what_units_claim(street: Street) -> None:
    entry_id = ask_for(street, "staff", "service_project", quantity=3)
    street.as_("contact").put(f"…/units/{street.unit_id}/match-profile", said(street))
    state_all(street, "volunteer")
    run(street)
    assert [(each.entry_id, each.unit_id) for each in suggestions(street)] == [(entry_id, street.unit_id)]


def test_a_resource_is_matched_until_its_owner_leaves_it_out(street: Street) -> None:
    with street.work() as uow:
        room = make_open_entry(uow, street["neighbour"], "resource", title="活动室", details=ROOM, quantity=1)
    need_id = ask_for(street)
    run(street)
    assert [(each.entry_id, each.resource_id) for each in suggestions(street)] == [(need_id, room)]
    url = f"…/entries/{room}/matching"
    assert street.as_("volunteer").put(url, {"is_on": False}).status_code == 403
    assert street.as_("neighbour").put(url, {"is_on": False}).get_json()["is_on"] is False
    assert [each.reason for each in suggestions(street, None)] == ["opted_out"]
    assert run(street).offers == 0
