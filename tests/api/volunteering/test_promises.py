"""Cancelling late, not coming, being excused, and what three of them lead to."""

from datetime import timedelta
from uuid import UUID

from tests.client import refused
from tests.factories.volunteering import Street


def later(street: Street, *, days: int = 3, **changes: object) -> UUID:
    at = street.clock.at + timedelta(days=days)
    return street.shift(starts_at=at, ends_at=at + timedelta(hours=2), **changes)


def miss(street: Street, times: int, who: str = "volunteer") -> list[UUID]:
    """Let somebody not come that often, a day each; return the sign-ups."""
    ids = []
    for _ in range(times):
        shift_id = street.shift()
        ids.append(street.sign_up(who, shift_id))
        street.clock.at = street.times(shift_id)[1] + timedelta(minutes=61)
        street.run_due("volunteering.close")
    return ids


def test_a_late_cancellation_has_a_reason_and_is_noted(street: Street) -> None:
    shift_id = later(street, cancel_hours=48)
    move = f"…/sign-ups/{street.sign_up('volunteer', shift_id)}/moves"
    street.clock.at = street.times(shift_id)[0] - timedelta(hours=47)
    problem = refused(street.as_("volunteer").post(move, {"move": "cancel"}), 422, "reason_needed")
    assert "48小时" in problem["detail"]
    cancelled = street.as_("volunteer").post(move, {"move": "cancel", "note": "家里老人住院"}).get_json()
    assert (cancelled["is_late"], cancelled["cancel_reason"]) == (True, "家里老人住院")
    (seen,) = street.as_("leader").get(f"…/shifts/{shift_id}/sign-ups").get_json()["items"]
    assert (seen["state_name"], seen["cancel_reason"]) == ("临时取消", "家里老人住院")


def test_in_time_needs_no_reason_and_is_told_beforehand(street: Street) -> None:
    shift_id = later(street)
    shift = street.as_("volunteer").get(f"…/shifts/{shift_id}").get_json()
    assert shift["cancel_hours"] == 24
    move = f"…/sign-ups/{street.sign_up('volunteer', shift_id)}/moves"
    street.clock.at = street.times(shift_id)[0] - timedelta(hours=24)
    assert street.as_("volunteer").post(move, {"move": "cancel"}).get_json()["is_late"] is False


def test_who_moved_up_at_the_last_moment_may_still_say_no(street: Street) -> None:
    shift_id = later(street, places=1)
    first = street.sign_up("volunteer", shift_id)
    second = street.sign_up("peer", shift_id)
    street.clock.at = street.times(shift_id)[0] - timedelta(hours=3)
    street.as_("volunteer").post(f"…/sign-ups/{first}/moves", {"move": "cancel", "note": "临时有事"})
    answer = street.as_("peer").post(f"…/sign-ups/{second}/moves", {"move": "cancel"}).get_json()
    assert (answer["state"], answer["is_late"]) == ("cancelled", False)


def test_not_coming_is_told_with_the_way_to_object(street: Street) -> None:
    (sign_up_id,) = miss(street, 1)
    (event,) = street.events("volunteering.missed")
    assert (event["sign_up_id"], event["member_id"]) == (str(sign_up_id), str(street["volunteer"].member_id))


def test_the_third_time_the_leader_is_asked_first(street: Street) -> None:
    miss(street, 3)
    shift_id = street.shift()
    options = street.as_("volunteer").get(f"…/shifts/{shift_id}/sign-up-options").get_json()
    assert (options["standing"]["strikes"], options["standing"]["asked_until"] is None) == (3, False)
    answer = street.as_("volunteer").post(f"…/shifts/{shift_id}/sign-ups", {}).get_json()
    assert (answer["state"], answer["state_name"]) == ("waiting", "候补中，等带队人同意")
    accepted = street.as_("leader").post(f"…/sign-ups/{answer['id']}/moves", {"move": "accept"}).get_json()
    assert accepted["state"] == "signed_up"


def test_others_do_not_see_it(street: Street) -> None:
    miss(street, 3)
    shift_id = street.shift()
    street.as_("volunteer").post(f"…/shifts/{shift_id}/sign-ups", {})
    shown = street.as_("peer").get(f"…/shifts/{shift_id}").get_data(as_text=True)
    assert "带队人同意" not in shown
    refused(street.as_("peer").get(f"…/shifts/{shift_id}/sign-ups"), 403, "forbidden")


def test_an_excuse_counts_no_more(street: Street) -> None:
    ids = miss(street, 3)
    move = f"…/sign-ups/{ids[0]}/moves"
    refused(street.as_("volunteer").post(move, {"move": "excuse", "note": "我病了"}), 403, "forbidden")
    refused(street.as_("leader").post(move, {"move": "excuse"}), 422, "reason_needed")
    excused = street.as_("leader").post(move, {"move": "excuse", "note": "当天发烧"}).get_json()
    assert (excused["is_excused"], excused["state"]) == (True, "no_show")
    refused(street.as_("staff").post(move, {"move": "excuse", "note": "再来一次"}), 409, "move_not_allowed")
    answer = street.as_("volunteer").post(f"…/shifts/{street.shift()}/sign-ups", {}).get_json()
    assert answer["state"] == "signed_up"


def test_after_a_week_it_stands(street: Street) -> None:
    (sign_up_id,) = miss(street, 1)
    street.clock.at += timedelta(days=7)
    refused(
        street.as_("staff").post(f"…/sign-ups/{sign_up_id}/moves", {"move": "excuse", "note": "病了"}), 409, "too_late"
    )


def moved_up(street: Street, before: timedelta) -> UUID:
    """Let the peer move up from the waiting list so long before the start; return the shift, closed."""
    shift_id = later(street, places=1, cancel_hours=0)
    first = street.sign_up("volunteer", shift_id)
    street.sign_up("peer", shift_id)
    street.clock.at = street.times(shift_id)[0] - before
    street.as_("volunteer").post(f"…/sign-ups/{first}/moves", {"move": "cancel"})
    return shift_id


def close(street: Street, shift_id: UUID) -> None:
    street.clock.at = street.times(shift_id)[1] + timedelta(minutes=61)
    street.run_due("volunteering.close")


def test_who_moved_up_at_short_notice_and_did_not_come_is_not_noted(street: Street) -> None:
    shift_id = moved_up(street, timedelta(hours=3))
    mine = street.as_("peer").get(f"…/shifts/{shift_id}").get_json()["my_sign_up"]
    assert (mine["state"], mine["is_short_notice"]) == ("signed_up", True)
    close(street, shift_id)
    assert street.events("volunteering.missed") == []
    (item,) = street.as_("peer").get("…/sign-ups/mine").get_json()["items"]
    assert item["state"] == "cancelled"


def test_who_moved_up_the_day_before_and_did_not_come_is_noted(street: Street) -> None:
    shift_id = moved_up(street, timedelta(hours=13))
    close(street, shift_id)
    (event,) = street.events("volunteering.missed")
    assert event["member_id"] == str(street["peer"].member_id)


def test_who_moved_up_at_short_notice_and_came_without_a_network_still_counts(street: Street) -> None:
    shift_id = moved_up(street, timedelta(hours=3))
    street.clock.at = seen_at = street.times(shift_id)[0]
    body = {"code": street.code(shift_id), "seen_at": seen_at.isoformat()}
    close(street, shift_id)
    record = street.as_("peer").post(f"…/shifts/{shift_id}/check-ins", body).get_json()
    assert (record["state"], record["minutes"]) == ("checked_out", 120)
    assert "arrived_late" in [flag["code"] for flag in record["flags"]]
