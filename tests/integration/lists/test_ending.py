"""What time does with entries: wishes past their day expire, silence after delivery counts as solved, both are told."""

from datetime import datetime, timedelta
from importlib import import_module
from uuid import UUID

import flask
import pytest
from sqlalchemy import select, text, update

from backend.agreements.moves.claims import ClaimMove
from backend.core.clock import LOCAL_ZONE, FixedClock
from backend.infra.due import run_due
from backend.infra.uow import unit_of_work
from backend.lists import service
from backend.lists.models import Entry
from backend.lists.service import ending
from backend.lists.types import EntryMove as M
from backend.lists.types import EntryState as S
from tests.factories.agreements import Neighbourhood, make_claim, make_neighbourhood, move_claim
from tests.factories.lists import DETAILS, make_open_entry, move_entry, propose_entry
from tests.factories.notifications import inbox_of
from tests.factories.volunteering import make_shift
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


def test_what_people_serve_at_does_not_expire(hood: Neighbourhood, clock: FixedClock) -> None:
    with unit_of_work() as uow:
        need = make_open_entry(uow, hood["resident"], details=WITH_DEADLINE)
        make_shift(uow, hood["staff"], need)
        action = make_open_entry(uow, hood["staff"], "action", ends_at=uow.now + timedelta(days=1))
    pass_days(hood, clock, 5)
    assert [state_of(hood, id_) for id_ in (need, action)] == [S.OPEN, S.OPEN]
    with unit_of_work() as uow:
        assert hood.community_id not in ending.communities_with_due_entries(uow)


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
        service.support_entry(uow, hood["neighbour"].actor, hood.community_id, need, supports=True)
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
        asker = [(message.title, message.text) for message in inbox_of(uow, hood["resident"])]
        supporter = [(message.title, message.text) for message in inbox_of(uow, hood["neighbour"])]
        claimant = [message.title for message in inbox_of(uow, hood["contact"])]
        others = [message.title for message in inbox_of(uow, hood["other_contact"])]
    assert ("按已解决处理：陪护高龄老人", f"{line['note']}。") in asker
    asked = next(said for title, said in asker if title.startswith("已办完，请您确认"))
    assert asked.endswith("到12月2日没有回复，就按已解决处理。")
    assert ("按已解决处理：陪护高龄老人", "提出人一直没有回复。") in supporter
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


def test_entries_made_before_get_their_time_with_the_upgrade(hood: Neighbourhood) -> None:
    """As decide_due gives it; what was delivered is given longer than any holidays last."""
    with unit_of_work() as uow:
        for details in (WITH_DEADLINE, DETAILS["need"]):
            make_open_entry(uow, hood["resident"], details=details)
        make_open_entry(uow, hood["staff"], "action", ends_at=uow.now + timedelta(days=1))
        move_entry(uow, hood["staff"], make_open_entry(uow, hood["resident"]), M.START, M.DELIVER)
        made = select(Entry).where(Entry.community_id == hood.community_id).order_by(Entry.id)
        due = [entry.due_at for entry in uow.session.scalars(made)]
        uow.session.execute(update(Entry).where(Entry.community_id == hood.community_id).values(due_at=None))
        uow.session.execute(text(import_module("migrations.versions.0026_entries_due_before").BACKFILL))
        uow.session.expire_all()
        filled = [entry.due_at for entry in uow.session.scalars(made)]
    assert (due[0], due[1:3]) == (datetime(2026, 11, 26, tzinfo=LOCAL_ZONE), [None, None])
    assert filled[:3] == due[:3]
    assert filled[3] > datetime.now(LOCAL_ZONE) + timedelta(days=17)
