"""The whole way of an hour over HTTP: shift, sign-up, code, witness, confirmation, notice, entering, passbook."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.factories.lists import make_tariff
from tests.factories.volunteering import Street, make_action


def iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def test_an_hour_from_shift_to_passbook(street: Street) -> None:
    with street.work() as uow:
        entry_id = make_action(uow, street["staff"])
        make_tariff(uow, street["staff"], book="time", amount=60)
    start = street.clock.at + timedelta(days=1)
    body = {
        "entry_id": str(entry_id),
        "starts_at": iso(start),
        "ends_at": iso(start + timedelta(hours=2)),
        "places": 5,
        "place": "睦邻中心",
        "leader_member_id": str(street["leader"].member_id),
    }
    opened = street.as_("staff").post("…/shifts", body)
    assert opened.status_code == 201, opened.text
    shift: dict[str, Any] = opened.get_json()
    assert (shift["places_left"], shift["state"], shift["leader"]["name"]) == (5, "open", "李带队")
    at = f"…/shifts/{shift['id']}"

    for who in ("volunteer", "peer"):
        signed = street.as_(who).post(f"{at}/sign-ups", {})
        assert (signed.status_code, signed.get_json()["state"]) == (201, "signed_up")

    street.clock.at = start
    code = street.as_("leader").get(f"{at}/code").get_json()
    assert code["qr"] == f"sangong:shift:{shift['id']}:{code['code']}"
    for who in ("volunteer", "peer"):
        checked = street.as_(who).post(f"{at}/check-ins", {"code": code["code"], "fence": "inside"})
        assert checked.status_code == 201, checked.text
    street.clock.at = start + timedelta(minutes=95, seconds=59)
    code = street.as_("leader").get(f"{at}/code").get_json()
    left = street.as_("volunteer").post(f"{at}/check-outs", {"code": code["code"]}).get_json()
    assert (left["state"], left["minutes"], left["fence"]) == ("checked_out", 95, "inside")

    moves = f"…/records/{left['id']}/moves"
    assert street.as_("peer").post(moves, {"move": "witness"}).get_json()["state"] == "witnessed"
    confirmed = street.as_("leader").post(moves, {"move": "confirm"}).get_json()
    # Checked out on Tuesday: Wednesday, Thursday, Friday, and it is over when Friday is.
    assert (confirmed["state"], confirmed["notice_until"]) == ("on_notice", "2026-11-27T16:00:00Z")
    notices = street.as_("neighbour").get("…/notices").get_json()["items"]
    assert [notice["member_name"] for notice in notices] == ["王*"]

    street.clock.at = datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
    street.run_due("volunteering.enter", "volunteering.settle")
    record = street.as_("volunteer").get(f"…/records/{left['id']}").get_json()
    assert (record["state"], record["settlement"]) == ("entered", "settled")
    assert record["earned"] == [{"book": "time", "amount": 95}]
    assert [stop["state"] for stop in record["stops"]] == [
        "checked_in",
        "checked_out",
        "witnessed",
        "confirmed",
        "on_notice",
        "entered",
    ]
    books = street.as_("volunteer").get("…/passbook").get_json()["books"]
    assert [(book["book"], book["balance"]) for book in books] == [("service", 95), ("time", 95), ("point", 0)]
