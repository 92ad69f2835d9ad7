"""A helper's check-in that a phone without a network kept arrives after the exchange has ended."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.exchange.moves import OrderMove as M
from backend.volunteering import service as volunteering
from backend.volunteering.errors import CodeRefusedError, NotSignedUpError, OwnClashError
from backend.volunteering.types.presence import Given
from tests.factories.exchange import Lane
from tests.factories.volunteering import code_now


def seen_at_the_start(lane: Lane, order_id: UUID) -> Given:
    """Return what the helper's phone saw at the start and kept."""
    lane.to_start(order_id)
    shift_id = lane.row(order_id).shift_id
    assert shift_id is not None
    with lane.work() as uow:
        return Given(code_now(uow, lane.cid, shift_id), seen_at=uow.now)


def arrive(lane: Lane, order_id: UUID, given: Given) -> dict[str, object]:
    shift_id = lane.row(order_id).shift_id
    assert shift_id is not None
    with lane.work() as uow:
        return volunteering.check_in(uow, lane.street["volunteer"].actor, lane.cid, shift_id, given)


def test_after_the_asker_has_confirmed_and_the_shift_was_closed(lane: Lane) -> None:
    order_id = lane.accepted()
    given = seen_at_the_start(lane, order_id)
    lane.to_end(order_id)
    lane.move("elder", order_id, M.REPORT, minutes=60)
    lane.clock.advance(timedelta(minutes=90))
    lane.street.run_due("volunteering.close")
    record = arrive(lane, order_id, given)
    assert (record["state"], record["minutes"]) == ("checked_out", 60)
    assert "arrived_late" in [flag["code"] for flag in record["flags"]]  # type: ignore[attr-defined]  # JSON
    assert lane.view("elder", order_id)["record"]["id"] == record["id"]


def test_after_the_helper_was_said_not_to_have_come_it_is_there_to_be_looked_at(lane: Lane) -> None:
    order_id = lane.accepted()
    given = seen_at_the_start(lane, order_id)
    lane.to_end(order_id)
    lane.move("elder", order_id, M.CLAIM_ABSENCE)
    lane.move("volunteer", order_id, M.CONFIRM)
    record = arrive(lane, order_id, given)
    assert (record["state"], record["minutes"]) == ("checked_out", 60)


def test_a_code_guessed_revives_nothing(lane: Lane) -> None:
    order_id = lane.accepted()
    given = seen_at_the_start(lane, order_id)
    lane.to_end(order_id)
    lane.move("elder", order_id, M.CLAIM_ABSENCE)
    lane.move("volunteer", order_id, M.CONFIRM)
    with pytest.raises(CodeRefusedError):
        arrive(lane, order_id, Given("000000" if given.code != "000000" else "111111", seen_at=given.seen_at))


def test_what_was_cancelled_before_the_start_stays_cancelled(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.to_start(order_id, -timedelta(minutes=10))
    shift_id = lane.row(order_id).shift_id
    assert shift_id is not None
    with lane.work() as uow:
        given = Given(code_now(uow, lane.cid, shift_id), seen_at=uow.now)
    lane.move("volunteer", order_id, M.CANCEL)
    lane.clock.advance(timedelta(minutes=30))
    with pytest.raises(NotSignedUpError):
        arrive(lane, order_id, given)


def test_who_was_elsewhere_meanwhile_is_told(lane: Lane) -> None:
    order_id = lane.accepted()
    given = seen_at_the_start(lane, order_id)
    lane.clock.advance(timedelta(minutes=20))
    lane.move("elder", order_id, M.CLAIM_ABSENCE)
    lane.move("volunteer", order_id, M.CONFIRM)
    at = lane.clock.at + timedelta(minutes=10)
    lane.street.sign_up("volunteer", lane.street.shift(starts_at=at, ends_at=at + timedelta(hours=1)))
    with pytest.raises(OwnClashError):
        arrive(lane, order_id, given)
