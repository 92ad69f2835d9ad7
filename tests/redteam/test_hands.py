"""One pair of hands in two parts: the crook performs, records, witnesses, confirms, approves or rules."""

from datetime import timedelta
from uuid import UUID

from werkzeug.test import TestResponse

from backend.volunteering.moves import RecordMove
from tests.factories.volunteering import CONFIRMED, Street
from tests.redteam.conftest import Refused, Tell


def move(street: Street, who: str, record_id: UUID | str, move: str) -> TestResponse:
    return street.as_(who).post(f"…/records/{record_id}/moves", {"move": move, "note": "核对过"})


def test_confirming_ones_own(street: Street, is_refused: Refused) -> None:
    shift_id = street.shift(by="staff")
    for who in ("staff", "peer"):
        street.sign_up(who, shift_id)
    record_id = street.serve(shift_id, "staff", "peer")["staff"]
    street.move("peer", record_id, RecordMove.WITNESS)
    is_refused("confirm one's own hours as leader", move(street, "staff", record_id, "confirm"), 403, "own_record")


def test_witnessing_ones_own(street: Street, is_refused: Refused) -> None:
    record_id = street.served()
    is_refused("witness one's own hours", move(street, "volunteer", record_id, "witness"), 403, "own_record")


def test_two_accounts_in_collusion(street: Street, is_refused: Refused) -> None:
    """A friend leads, is on the shift, bears witness for the other and then confirms."""
    shift_id = street.shift(by="peer")
    for who in ("volunteer", "peer"):
        street.sign_up(who, shift_id)
    record_id = street.serve(shift_id, "volunteer", "peer")["volunteer"]
    street.move("peer", record_id, RecordMove.WITNESS)
    is_refused(
        "two accounts: witness and confirm by one hand", move(street, "peer", record_id, "confirm"), 403, "same_hands"
    )


def test_ruling_on_what_one_confirmed(street: Street, is_refused: Refused) -> None:
    record_id = street.served(("peer", RecordMove.WITNESS), ("leader", RecordMove.CONFIRM))
    assert move(street, "staff", record_id, "dispute").status_code == 200
    is_refused("rule on one's own objection", move(street, "staff", record_id, "uphold"), 403, "not_impartial")


def test_editing_after_notice(street: Street, is_refused: Refused) -> None:
    record_id = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    is_refused("reopen an entered record", move(street, "staff", record_id, "reject"), 409, "move_not_allowed")


def test_correcting_upwards_alone(street: Street, is_refused: Refused, tell: Tell) -> None:
    record_id = street.served(*CONFIRMED)
    street.clock.advance(timedelta(days=10))
    street.run_due("volunteering.enter")
    path = f"…/records/{record_id}/corrections"
    body = {"minutes": 119, "reason": "签退晚了一分钟", "photos": []}
    filed = street.as_("staff").post(path, body).get_json()
    is_refused("confirm the correction one filed", move(street, "staff", filed["id"], "confirm"), 403, "same_hands")
