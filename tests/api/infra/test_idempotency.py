"""The same Idempotency-Key is one effect and one answer, whoever is how fast and whatever was refused before."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import flask
import pytest
from sqlalchemy import func, select

from backend.communities.models import Unit
from backend.core.actor import Role
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.http import idempotency
from backend.infra.http.idempotency import FORGET_BATCH, IdempotencyKey
from backend.infra.uow import UnitOfWork, unit_of_work
from tests.api.infra.conftest import Desk
from tests.client import Caller, refused
from tests.factories.communities import make_community, make_member

UNITS = "…/units"
THREADS = 8


def unit(name: str = "惠民粮油店") -> dict[str, str]:
    return {"name": name, "kind": "merchant"}


def units(app: flask.Flask, community_id: int) -> int:
    with app.app_context(), unit_of_work() as uow:
        return uow.session.scalar(select(func.count()).where(Unit.community_id == community_id)) or 0


def keys(app: flask.Flask, community_id: int) -> int:
    with app.app_context(), unit_of_work() as uow:
        of_community = select(func.count()).where(IdempotencyKey.community_id == community_id)
        return uow.session.scalar(of_community) or 0


def test_the_same_key_at_once_is_one_effect_and_one_answer(desk: Desk, app: flask.Flask) -> None:
    key = str(uuid4())
    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(lambda _: desk.caller.post(UNITS, unit(), key=key), range(THREADS)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.get_data() for answer in answers}) == 1
    assert {answer.content_type for answer in answers} == {"application/json"}
    assert sum("Idempotent-Replay" in answer.headers for answer in answers) == THREADS - 1
    assert units(app, desk.community_id) == 1


def test_another_body_under_the_same_key_is_refused(desk: Desk, app: flask.Flask) -> None:
    key = str(uuid4())
    assert desk.caller.post(UNITS, unit(), key=key).status_code == 201
    refused(desk.caller.post(UNITS, unit("另一家"), key=key), 409, "idempotency_key_reused")
    assert units(app, desk.community_id) == 1


def test_another_path_under_the_same_key_is_refused(desk: Desk) -> None:
    key = str(uuid4())
    made = desk.caller.post(UNITS, unit(), key=key).get_json()
    again = desk.caller.post(f"…/units/{made['id']}/employees", unit(), key=key)
    refused(again, 409, "idempotency_key_reused")


def test_refused_work_is_done_anew(desk: Desk, app: flask.Flask) -> None:
    key = str(uuid4())
    refused(desk.caller.post(UNITS, unit() | {"kind": "castle"}, key=key), 422, "invalid")
    assert keys(app, desk.community_id) == 0
    assert desk.caller.post(UNITS, unit(), key=key).status_code == 201


def test_a_refusal_by_permission_stores_nothing(desk: Desk, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        resident = make_member(uow, desk.community_id)
    caller = desk.caller.as_person(resident.person_id)
    refused(caller.post(UNITS, unit(), key="the-same-key"), 403, "forbidden")
    assert keys(app, desk.community_id) == 0


def test_a_key_belongs_to_one_person_in_one_community(desk: Desk, app: flask.Flask) -> None:
    with app.app_context(), unit_of_work() as uow:
        colleague = make_member(uow, desk.community_id, Role.STAFF)
        elsewhere = make_community(uow)
        other = make_member(uow, elsewhere, Role.STAFF)
    key = str(uuid4())
    answers = [
        desk.caller.post(UNITS, unit("甲店"), key=key),
        desk.caller.as_person(colleague.person_id).post(UNITS, unit("乙店"), key=key),
        desk.caller.as_person(other.person_id, elsewhere).post(UNITS, unit("丙店"), key=key),
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert (units(app, desk.community_id), units(app, elsewhere)) == (2, 1)


def test_a_key_is_required(desk: Desk, caller: Caller) -> None:
    refused(desk.caller.call("POST", UNITS, json=unit()), 428, "idempotency_key_required")
    path = f"/communities/{desk.community_id}/units"
    refused(caller.call("POST", path, json=unit()), 401, "not_signed_in")


@pytest.mark.parametrize("key", ["", "short", "k" * 65, "tab\tin the key", "é" * 10, "k" * 100_000])
def test_a_malformed_key_is_refused(desk: Desk, key: str) -> None:
    answer = desk.caller.call("POST", UNITS, json=unit(), headers={"Idempotency-Key": key})
    refused(answer, 400, "idempotency_key_invalid")


def test_keys_are_forgotten_after_a_week(desk: Desk, app: flask.Flask, clock: FixedClock) -> None:
    with app.app_context(), unit_of_work() as uow:
        elsewhere = make_community(uow)
        for community_id in (desk.community_id, elsewhere):
            _add_keys(uow, community_id, FORGET_BATCH + 5)
    clock.advance(timedelta(days=1))
    desk.caller.post(UNITS, unit())
    clock.advance(timedelta(days=6, seconds=1))
    with app.app_context():
        with unit_of_work() as uow:
            assert {desk.community_id, elsewhere} <= set(idempotency.communities_with_old_keys(uow))
            assert idempotency.forget_old_keys(uow, desk.community_id) == FORGET_BATCH
        assert run_due("idempotency_keys", desk.community_id) == 5
        with unit_of_work() as uow:
            assert desk.community_id not in idempotency.communities_with_old_keys(uow)
    assert (keys(app, desk.community_id), keys(app, elsewhere)) == (1, FORGET_BATCH + 5)


def _add_keys(uow: UnitOfWork, community_id: int, count: int) -> None:
    uow.session.add_all(
        IdempotencyKey(
            community_id=community_id,
            person_id=uow.new_id(),
            key=f"old-key-{n}",
            request_hash=b"",
            status=200,
            body=b"",
            created_at=uow.now,
        )
        for n in range(count)
    )
