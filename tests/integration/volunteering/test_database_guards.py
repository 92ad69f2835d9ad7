"""The database is the last witness: one pair of hands, states without their grounds, history and record are refused."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, update
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from backend.volunteering.models import EnteredRecord, MoveRow, ServiceRecord, Shift
from tests.factories.volunteering import CONFIRMED, Street

CHECK_VIOLATION, EXCLUSION_VIOLATION, NO_PRIVILEGE = "23514", "23P01", "42501"


def set_values(street: Street, model: type, id_: UUID, **values: Any) -> None:
    """Write as somebody with the application's rights would who goes round the service."""
    with street.work() as uow:
        uow.session.execute(
            update(model).where(model.community_id == street.community_id, model.id == id_).values(**values)
        )


def sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


@pytest.mark.parametrize(
    ("column", "who"),
    [
        ("witnessed_by", "volunteer"),  # the performer as their own witness
        ("confirmed_by", "volunteer"),  # the performer confirms
        ("confirmed_by", "peer"),  # the witness confirms
        ("witnessed_by", "leader"),  # the confirmer witnesses
        ("performed_by", "leader"),  # the hours go to who confirmed them
        ("performed_by", "peer"),  # … or witnessed them
        ("recorded_by", "staff"),  # a recorder where the code recorded
    ],
)
def test_one_pair_of_hands_is_refused_by_the_database(street: Street, column: str, who: str) -> None:
    record_id = street.served(*CONFIRMED)
    with pytest.raises(IntegrityError) as refusal:
        set_values(street, ServiceRecord, record_id, **{column: street[who].member_id})
    assert sqlstate(refusal.value) == CHECK_VIOLATION


@pytest.mark.parametrize(
    ("reached", "values"),
    [
        (0, {"state": "witnessed"}),
        (0, {"state": "on_notice"}),
        (0, {"state": "entered"}),
        (1, {"state": "confirmed"}),
        (2, {"state": "entered"}),
        (2, {"notice_until": None}),
        (2, {"minutes": None}),
        (2, {"minutes": 0}),
        (2, {"minutes": 1441}),
        (2, {"state": "no_such_state"}),
        (2, {"fence": "31.2,121.4"}),
        (2, {"source": "office"}),
    ],
)
def test_no_state_is_reached_without_what_it_stands_for(street: Street, reached: int, values: dict[str, Any]) -> None:
    record_id = street.served(*CONFIRMED[:reached])
    with pytest.raises(IntegrityError) as refusal:
        set_values(street, ServiceRecord, record_id, **values)
    assert sqlstate(refusal.value) == CHECK_VIOLATION


@pytest.mark.parametrize(
    "values",
    [
        {"places": 0},
        {"places_taken": 11},
        {"places_taken": -1},
        {"dangerous": True},
        {"state": "x"},
    ],
)
def test_a_shift_keeps_its_bounds(street: Street, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError) as refusal:
        set_values(street, Shift, street.shift(), **values)
    assert sqlstate(refusal.value) == CHECK_VIOLATION


@pytest.mark.parametrize("model", [EnteredRecord, MoveRow])
def test_what_was_entered_and_history_stay(street: Street, model: type) -> None:
    record_id = street.served(*CONFIRMED)
    street.clock.at = street.clock.at.replace(day=30)
    street.run_due("volunteering.enter")
    attempts = [
        update(model).where(model.community_id == street.community_id).values(community_id=1),
        delete(model).where(model.community_id == street.community_id),
    ]
    for attempt in attempts:
        with pytest.raises(ProgrammingError) as refusal, street.work() as uow:
            uow.session.execute(attempt)
        assert sqlstate(refusal.value) == NO_PRIVILEGE
    assert street.as_("volunteer").get(f"…/records/{record_id}").get_json()["state"] == "entered"


def test_hours_are_not_entered_beside_the_way(street: Street) -> None:
    """A row for a record that is not there, and one with the performer's own hands."""
    record_id = street.served(*CONFIRMED)
    with street.work() as uow:
        record = uow.session.get_one(ServiceRecord, (street.community_id, record_id))
        shift = uow.session.get_one(Shift, (street.community_id, record.shift_id))
        row = {
            "community_id": street.community_id,
            "id": record_id,
            "number": record.number,
            "performed_by": record.performed_by,
            "shift_id": shift.id,
            "entry_id": shift.entry_id,
            "category": shift.category,
            "title": shift.title,
            "served_on": record.served_on,
            "minutes": record.minutes,
            "witnessed_by": record.witnessed_by,
            "confirmed_by": record.confirmed_by,
            "source": record.source,
            "entered_at": uow.now,
        }
    wrongs = [
        ({"id": UUID(int=7)}, "23503"),
        ({"confirmed_by": row["performed_by"]}, CHECK_VIOLATION),
        ({"confirmed_by": row["witnessed_by"]}, CHECK_VIOLATION),
        ({"minutes": 0}, CHECK_VIOLATION),
        ({"minutes": 1441}, CHECK_VIOLATION),
    ]
    for wrong, state in wrongs:
        with pytest.raises(IntegrityError) as refusal, street.work() as uow:
            uow.session.execute(insert(EnteredRecord), [{**row, **wrong}])
        assert sqlstate(refusal.value) == state
