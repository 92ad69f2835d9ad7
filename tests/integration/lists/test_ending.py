"""What time does with entries: wishes past their day expire, silence after delivery counts as solved, both are told."""

from datetime import timedelta
from uuid import UUID

import flask
import pytest

from backend.agreements.moves import ClaimMove
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.uow import unit_of_work
from backend.lists import service
from backend.lists.service import ending
from backend.lists.types import EntryMove as M
from backend.lists.types import EntryState as S
from tests.factories.agreements import Neighbourhood, make_claim, make_neighbourhood, move_claim
from tests.factories.lists import DETAILS, make_open_entry, move_entry, propose_entry
from tests.factories.notifications import inbox_of
from tests.integration.notifications.conftest import deliver

WITH_DEADLINE = {**DETAILS["need"], "deadline": "2026-11-25"}


@pytest.fixture
def hood(context: flask.Flask, clock: FixedClock) -> Neighbourhood:
    with unit_of_work() as uow:
        return make_neighbourhood(uow)


def state_of(hood: Neighbourhood, entry_id: UUID) -> S:
    with unit_of_work() as uow:
        return service.get_entry(uow, hood.community_id, entry_id).state


def pass_days(hood: Neighbourhood, clock: FixedClock, days: int) -> None:
    clock.advance(timedelta(days=days))
    run_due("lists.entries", hood.community_id)


def test_a_need_expires_when_its_last_day_is_over_and_its_writer_is_told(
    hood: Neighbourhood, clock: FixedClock
) -> None:
    with unit_of_work() as uow:
        needs = [
            make_open_entry(uow, hood["resident"], details=WITH_DEADLINE),
            propose_entry(uow, hood["resident"], details=WITH_DEADLINE),
        ]
        without = make_open_entry(uow, hood["resident"])
    pass_days(hood, clock, 2)  # the morning of its last day
    assert [state_of(hood, id_) for id_ in needs] == [S.OPEN, S.PROPOSED]
    pass_days(hood, clock, 1)
    assert [state_of(hood, id_) for id_ in (*needs, without)] == [S.EXPIRED, S.EXPIRED, S.OPEN]
    deliver(hood.community_id)
    with unit_of_work() as uow:
        told = [message.title for message in inbox_of(uow, hood["resident"])]
        line = service.list_history(uow, hood["resident"].actor, hood.community_id, needs[0])[-1]
    assert told.count("已过期：陪护高龄老人") == 2
    assert (line["name"], line["by"], line["note"]) == ("到期", None, "到期没有人认领")


def test_what_somebody_took_on_does_not_expire(hood: Neighbourhood, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        need = make_open_entry(uow, hood["resident"], details=WITH_DEADLINE, quantity=2)
        make_claim(uow, hood["contact"], hood.unit_id, need)
    pass_days(hood, clock, 5)
    assert state_of(hood, need) is S.PARTLY_CLAIMED


def test_a_later_deadline_is_kept(hood: Neighbourhood, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        need = make_open_entry(uow, hood["resident"], details=WITH_DEADLINE)
        later = {"details": WITH_DEADLINE | {"deadline": "2026-12-31"}}
        service.edit_entry(uow, hood["staff"].actor, hood.community_id, need, later, check_seen=lambda _: None)
    pass_days(hood, clock, 5)
    assert state_of(hood, need) is S.OPEN


def test_silence_after_delivery_counts_as_solved_and_can_be_contradicted(
    hood: Neighbourhood, clock: FixedClock
) -> None:
    with unit_of_work() as uow:
        need = make_open_entry(uow, hood["resident"])
        claim = make_claim(uow, hood["contact"], hood.unit_id, need)
        move_claim(uow, hood["staff"], claim, ClaimMove.ACCEPT)
        move_claim(uow, hood["contact"], claim, ClaimMove.DELIVER)
        move_claim(uow, hood["staff"], claim, ClaimMove.ACCEPT_DELIVERY)
    pass_days(hood, clock, 9)  # seven working days after Monday 23 November end with Wednesday 2 December
    assert state_of(hood, need) is S.DELIVERED
    pass_days(hood, clock, 1)
    assert state_of(hood, need) is S.ACCEPTED
    with unit_of_work() as uow:
        line = service.list_history(uow, hood["resident"].actor, hood.community_id, need)[-1]
        move_entry(uow, hood["resident"], need, M.REOPEN)
    assert line["note"].startswith("交付后7个工作日没有收到回复")
    deliver(hood.community_id)
    with unit_of_work() as uow:
        asker = [message.title for message in inbox_of(uow, hood["resident"])]
        claimant = [message.title for message in inbox_of(uow, hood["contact"])]
        others = [message.title for message in inbox_of(uow, hood["other_contact"])]
    assert "已确认解决：陪护高龄老人" in asker
    assert "提出人说还没有解决：陪护高龄老人" in claimant
    assert "提出人说还没有解决：陪护高龄老人" not in others


def test_whoever_answers_in_time_is_not_spoken_for(hood: Neighbourhood, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        need = make_open_entry(uow, hood["resident"])
        move_entry(uow, hood["staff"], need, M.START, M.DELIVER)
        move_entry(uow, hood["resident"], need, M.REOPEN)
    pass_days(hood, clock, 30)
    assert state_of(hood, need) is S.REOPENED
    with unit_of_work() as uow:
        assert hood.community_id not in ending.communities_with_due_entries(uow)


def test_many_at_once_are_done_in_batches(hood: Neighbourhood, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        for _ in range(ending.ENTRIES_A_BATCH + 5):
            propose_entry(uow, hood["resident"], details=WITH_DEADLINE)
    clock.advance(timedelta(days=5))
    with unit_of_work() as uow:
        assert ending.end_due_entries(uow, hood.community_id) == ending.ENTRIES_A_BATCH
    with unit_of_work() as uow:
        assert ending.end_due_entries(uow, hood.community_id) == 5
