"""The record of an exchange arises the trusted way, earns nothing, and its shift is the two's and the desk's to see."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from backend.books import service as books
from backend.core.errors import MoveNotAllowedError, NotFoundError
from backend.exchange import service
from backend.exchange.moves import OrderMove as M
from backend.infra.paging import PageRequest
from backend.volunteering import service as volunteering
from backend.volunteering.errors import NotSignedUpError, SameHandsError
from backend.volunteering.moves import RecordMove, ShiftMove, SignUpMove
from backend.volunteering.types import RecordFilter, ShiftFilter
from backend.volunteering.types.presence import Given
from tests.factories.exchange import Lane
from tests.factories.volunteering import code_now

PAGE = PageRequest()
ENTERED_BY = timedelta(days=10)


def entered(lane: Lane, order_id: Any) -> Any:
    """Be there, confirm, let staff confirm the record and the notice pass; return the record."""
    record_id = lane.be_there(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    lane.move("elder", order_id, M.CONFIRM)
    lane.street.move("staff", record_id, RecordMove.CONFIRM)
    lane.clock.advance(ENTERED_BY)
    lane.street.run_due("volunteering.enter", "volunteering.settle")
    return record_id


def test_the_askers_word_bears_witness_and_staff_confirm(lane: Lane) -> None:
    order_id = lane.accepted()
    record_id = lane.be_there(order_id)
    assert lane.view("volunteer", order_id)["suggested_minutes"] == 60
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    shown = lane.move("elder", order_id, M.CONFIRM)
    assert (shown["record"]["id"], shown["record"]["state"]) == (record_id, "witnessed")
    with pytest.raises(SameHandsError):
        lane.street.move("elder", record_id, RecordMove.CONFIRM)
    assert lane.street.move("staff", record_id, RecordMove.CONFIRM)["state"] == "on_notice"


def test_what_is_entered_earns_nothing_and_is_told(lane: Lane) -> None:
    record_id = entered(lane, lane.accepted())
    with lane.work() as uow:
        record = volunteering.get_record(uow, lane.street["volunteer"].actor, lane.cid, record_id)
        assert (record["state"], record["settlement"], record["earned"]) == ("entered", None, [])
        found = volunteering.recompute(uow, lane.cid, date(2026, 1, 1))
        assert (found.records, found.differences) == (0, [])
    assert lane.minutes("volunteer", "elder") == (60, 240)
    told = lane.street.events("volunteering.settled")[-1]["items"][0]
    assert (told["minutes"], told["time_credits"], told["points"]) == (60, 0, 0)
    lane.check()


def test_beside_it_other_records_earn_as_ever(lane: Lane) -> None:
    other = lane.street.served(("peer", RecordMove.WITNESS), ("leader", RecordMove.CONFIRM), volunteer="neighbour")
    entered(lane, lane.accepted())
    with lane.work() as uow:
        record = volunteering.get_record(uow, lane.street["neighbour"].actor, lane.cid, other)
        found = volunteering.recompute(uow, lane.cid, date(2026, 1, 1))
    assert (record["state"], record["settlement"]) == ("entered", "settled")
    assert (found.records, found.differences) == (1, [])


def test_the_check_finds_a_minute_that_earned_twice_and_a_hold_of_another_mind(lane: Lane) -> None:
    order_id = lane.accepted()
    entered(lane, order_id)
    with lane.work() as uow:
        uow.session.execute(
            text(
                "INSERT INTO settlement_tasks SELECT community_id, id, served_on, entered_at, 0 FROM entered_records"
                " WHERE community_id = :cid AND entry_id IS NULL"
            ),
            {"cid": lane.cid},
        )
        uow.session.execute(
            text("UPDATE service_orders SET posted_minutes = 30 WHERE community_id = :cid"), {"cid": lane.cid}
        )
        broken = {finding.check for finding in books.ask_checks(uow, lane.cid, service.CHECKS)}
        uow.session.rollback()
    assert broken == {"an order's minutes are what its hold moved", "no record of an exchange earns"}


def test_without_a_code_it_is_paid_and_no_record_arises(lane: Lane) -> None:
    order_id = lane.accepted()
    shift_id = lane.row(order_id).shift_id
    lane.to_end(order_id, timedelta(hours=2))
    lane.street.run_due("volunteering.close")
    shown = lane.move("elder", order_id, M.COMPLETE)
    assert (shown["posted_minutes"], shown["record"]) == (60, None)
    with lane.work() as uow:
        states = uow.session.scalars(text("SELECT state FROM sign_ups WHERE shift_id = :id"), {"id": shift_id}).all()
    assert states == ["cancelled"]  # not a no-show: nobody is blamed for a code they did not need


def test_who_did_not_check_out_is_left_to_a_supervisor(lane: Lane) -> None:
    order_id = lane.accepted()
    row = lane.row(order_id)
    assert row.shift_id is not None
    lane.to_start(order_id)
    with lane.work() as uow:
        code = code_now(uow, lane.cid, row.shift_id)
        actor = lane.street["volunteer"].actor
        volunteering.check_in(uow, actor, lane.cid, row.shift_id, Given(code))
    lane.to_end(order_id, timedelta(hours=2))
    lane.street.run_due("volunteering.close")
    shown = lane.move("elder", order_id, M.COMPLETE)
    assert shown["record"]["state"] == "witnessed"
    assert lane.street.move("staff", shown["record"]["id"], RecordMove.CONFIRM)["state"] == "held"


def test_confirming_less_than_the_code_says_bears_no_witness(lane: Lane) -> None:
    order_id = lane.accepted()
    lane.be_there(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=45)
    assert lane.move("elder", order_id, M.CONFIRM)["record"]["state"] == "checked_out"


def test_a_private_shift_is_on_no_list_and_nobody_elses(lane: Lane) -> None:
    order_id = lane.accepted()
    shift_id = lane.row(order_id).shift_id
    assert shift_id is not None
    since = ShiftFilter(since=lane.clock.at - timedelta(days=1))
    with lane.work() as uow:
        for who in ("neighbour", "staff", "volunteer", "elder"):
            actor = lane.street[who].actor
            for wanted in (ShiftFilter(), since):
                shown = volunteering.list_shifts(uow, actor, lane.cid, wanted, PAGE).items
                assert shift_id not in {shift["id"] for shift in shown}
        for who in ("volunteer", "elder"):
            mine = volunteering.list_shifts(uow, lane.street[who].actor, lane.cid, ShiftFilter(mine=True), PAGE).items
            assert [(shift["id"], shift["entry"], shift["is_private"]) for shift in mine] == [(shift_id, None, True)]
        for who in ("staff", "supervisor"):
            assert volunteering.get_shift(uow, lane.street[who].actor, lane.cid, shift_id)["moves"] == []
        for go in (
            lambda actor: volunteering.get_shift(uow, actor, lane.cid, shift_id),
            lambda actor: volunteering.sign_up(uow, actor, lane.cid, shift_id, accept_risks=True),
        ):
            with pytest.raises(NotFoundError):
                go(lane.street["neighbour"].actor)


def test_it_is_moved_by_its_order_alone(lane: Lane) -> None:
    order_id = lane.accepted()
    shift_id = lane.row(order_id).shift_id
    assert shift_id is not None
    with lane.work() as uow:
        own = volunteering.list_own_sign_ups(uow, lane.street["volunteer"].actor, lane.cid, PAGE).items[0]
        assert own["moves"] == []
        for go in (
            lambda: volunteering.move_shift(
                uow, lane.street["elder"].actor, lane.cid, shift_id, ShiftMove.CANCEL, note=None
            ),
            lambda: volunteering.move_sign_up(
                uow, lane.street["volunteer"].actor, lane.cid, own["id"], SignUpMove.CANCEL
            ),
        ):
            with pytest.raises(MoveNotAllowedError):
                go()


def test_the_public_notice_names_the_category_and_nobody(lane: Lane) -> None:
    order_id = lane.accepted(title="陪张三去第六医院", text="他腿脚不好")
    record_id = lane.be_there(order_id)
    lane.move("volunteer", order_id, M.REPORT, minutes=60)
    lane.move("elder", order_id, M.CONFIRM)
    lane.street.move("staff", record_id, RecordMove.CONFIRM)
    with lane.work() as uow:
        actor = lane.street["neighbour"].actor
        notice = volunteering.list_notices(uow, actor, lane.cid, PAGE).items[0]
        record = volunteering.get_record(uow, actor, lane.cid, record_id)
        mine = volunteering.list_records(uow, actor, lane.cid, RecordFilter(), PAGE).items
    assert (notice["shift_title"], notice["member_name"]) == ("邻里互助：上门陪护", "王*")
    seen = str([notice, record])
    for hidden in ("张三", "第六医院", "陈阿婆", "王小明", "3号楼", "602室"):
        assert hidden not in seen
    assert mine == []


def test_who_does_not_help_can_not_check_in(lane: Lane) -> None:
    order_id = lane.accepted()
    shift_id = lane.row(order_id).shift_id
    assert shift_id is not None
    lane.to_start(order_id)
    with lane.work() as uow:
        actor, code = lane.street["peer"].actor, code_now(uow, lane.cid, shift_id)
        with pytest.raises(NotSignedUpError):
            volunteering.check_in(uow, actor, lane.cid, shift_id, Given(code))
