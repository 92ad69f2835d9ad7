"""Shifts that are over: who never came, who waited in vain, who forgot to check out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select

from backend.infra.uow import unit_of_work
from backend.volunteering.models import MoveRow, ServiceRecord, SignUp
from backend.volunteering.service import closing
from backend.volunteering.service.flagging import flags_of_records
from tests.factories.volunteering import Street, check_in, check_out

CLOSE = "volunteering.close"


def a_shift_that_is_over(street: Street) -> tuple[UUID, dict[str, UUID]]:
    """One stayed, one forgot to check out, one never came, one waited."""
    shift_id = street.shift(places=3)
    for who in ("volunteer", "peer", "neighbour", "elder"):
        street.sign_up(who, shift_id)
    start, end = street.times(shift_id)
    street.clock.at = start + timedelta(minutes=15)
    with street.work() as uow:
        records = {who: check_in(uow, street[who], shift_id) for who in ("volunteer", "peer")}
    street.clock.at = end
    with street.work() as uow:
        check_out(uow, street["volunteer"], shift_id)
    street.clock.at = end + timedelta(minutes=60, seconds=1)
    return shift_id, records


def states(street: Street, shift_id: UUID) -> dict[str, str]:
    with street.work() as uow:
        rows = uow.session.execute(
            select(SignUp.member_id, SignUp.state).where(
                SignUp.community_id == street.community_id, SignUp.shift_id == shift_id
            )
        ).all()
    names = {member.member_id: name for name, member in street.people.items()}
    return {names[member_id]: state for member_id, state in rows}


def test_everybody_ends_where_they_belong(street: Street) -> None:
    shift_id, records = a_shift_that_is_over(street)
    street.run_due(CLOSE)
    assert states(street, shift_id) == {
        "volunteer": "checked_out",
        "peer": "checked_out",
        "neighbour": "no_show",
        "elder": "cancelled",
    }
    with street.work() as uow:
        stayed, forgot = (
            uow.session.get_one(ServiceRecord, (street.community_id, records[who])) for who in ("volunteer", "peer")
        )
        # The planned end counts at most.
        assert (stayed.minutes, forgot.minutes, forgot.state) == (105, 105, "checked_out")
        assert forgot.checked_out_at == street.times(shift_id)[1]
        flags = flags_of_records(uow, street.community_id, records.values())
        assert [(id_, flag["code"]) for id_, of in flags.items() for flag in of] == [(forgot.id, "missing_check_out")]
    assert street.as_("staff").get(f"…/shifts/{shift_id}").get_json()["state"] == "ended"
    told = street.events("volunteering.record_moved")
    assert [(event["record_id"], event["to_state"]) for event in told] == [(str(records["peer"]), "checked_out")]


def test_while_codes_open_nothing_is_closed(street: Street) -> None:
    shift_id, _ = a_shift_that_is_over(street)
    street.clock.advance(timedelta(seconds=-1))
    with street.app.app_context(), unit_of_work() as uow:
        assert street.community_id not in closing.communities_with_shifts_to_close(uow)
        assert closing.close_shifts(uow, street.community_id) == 0
    assert states(street, shift_id)["neighbour"] == "signed_up"


def test_two_workers_close_once(street: Street) -> None:
    shift_id, _ = a_shift_that_is_over(street)

    def work(_: int) -> None:
        street.run_due(CLOSE)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    with street.work() as uow:
        lines = uow.session.execute(
            select(func.count()).where(MoveRow.community_id == street.community_id, MoveRow.subject_id == shift_id)
        ).scalar_one()
    assert lines == 1


def test_who_checked_in_after_the_end_served_nothing(street: Street) -> None:
    shift_id = street.shift()
    street.sign_up("volunteer", shift_id)
    end = street.times(shift_id)[1]
    street.clock.at = end + timedelta(minutes=30)
    with street.work() as uow:
        record_id = check_in(uow, street["volunteer"], shift_id)
    street.clock.at = end + timedelta(minutes=61)
    street.run_due(CLOSE)
    with street.work() as uow:
        record = uow.session.get_one(ServiceRecord, (street.community_id, record_id))
        assert (record.minutes, record.checked_out_at) == (0, end + timedelta(minutes=30))
