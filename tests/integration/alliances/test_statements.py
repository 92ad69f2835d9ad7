"""Statements of a quarter are made once, whoever makes them; the tables refuse what they must not hold."""

from datetime import date

import flask
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError, ProgrammingError

from backend.alliances import service
from backend.alliances.models import ReciprocityQuarter, ReciprocityStatement
from backend.books import service as books
from backend.core.clock import FixedClock
from backend.infra.due import run_due
from backend.infra.uow import unit_of_work
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.alliances import accept, found, local, make_alley
from tests.factories.duties import make_pact
from tests.factories.races import race

QUARTER = date(2026, 10, 1)


@pytest.fixture
def hood(context: flask.Flask, clock: FixedClock) -> Neighbourhood:
    clock.at = local(date(2026, 11, 23))
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        accept(uow, hood, make_pact(uow, hood), 1, 4)
    clock.at = local(date(2027, 1, 10))
    return hood


def statements(hood: Neighbourhood) -> int:
    with unit_of_work() as uow:
        mine = select(func.count()).where(ReciprocityStatement.community_id == hood.community_id)
        return uow.session.scalar(mine) or 0


def test_a_quarter_is_stated_once(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        assert hood.community_id in service.communities_to_state(uow)
    assert run_due("alliances.statements", hood.community_id) == 1
    assert run_due("alliances.statements", hood.community_id) == 0
    assert statements(hood) == 1
    with unit_of_work() as uow:
        assert hood.community_id not in service.communities_to_state(uow)
        assert books.ask_checks(uow, hood.community_id, service.CHECKS) == []


def test_a_quarter_that_was_skipped_is_stated_before_the_next(hood: Neighbourhood, clock: FixedClock) -> None:
    clock.at = local(date(2027, 4, 10))
    assert run_due("alliances.statements", hood.community_id) == 2
    with unit_of_work() as uow:
        stated = select(ReciprocityQuarter.quarter).where(ReciprocityQuarter.community_id == hood.community_id)
        assert list(uow.session.scalars(stated.order_by(ReciprocityQuarter.quarter))) == [QUARTER, date(2027, 1, 1)]
        assert hood.community_id not in service.communities_to_state(uow)


def test_two_workers_at_once_make_one_statement(hood: Neighbourhood, app: flask.Flask) -> None:
    made = race(app, [lambda uow: service.make_due_statements(uow, hood.community_id)] * 2)
    assert made == [None, None]
    assert statements(hood) == 1


def test_a_community_founded_after_the_quarter_has_none(context: flask.Flask, clock: FixedClock) -> None:
    clock.at = local(date(2027, 1, 10))
    with unit_of_work() as uow:
        hood = make_neighbourhood(uow)
        assert hood.community_id not in service.communities_to_state(uow)


def test_statements_are_never_changed(hood: Neighbourhood) -> None:
    run_due("alliances.statements", hood.community_id)
    for table in ("reciprocity_statements", "reciprocity_quarters", "ranking_consents"):
        with pytest.raises(ProgrammingError, match="permission denied"), unit_of_work() as uow:
            uow.session.execute(
                text(f"DELETE FROM {table} WHERE community_id = :cid"),  # the test's own names
                {"cid": hood.community_id},
            )


def test_a_unit_has_one_statement_a_quarter(hood: Neighbourhood) -> None:
    run_due("alliances.statements", hood.community_id)
    with pytest.raises(IntegrityError), unit_of_work() as uow:
        uow.session.add(
            ReciprocityStatement(
                community_id=hood.community_id,
                id=uow.new_id(),
                number="互-2026-999999",
                unit_id=hood.unit_id,
                quarter=QUARTER,
                due=0,
                kept=0,
                content=b"{}",
                seal="0" * 64,
                made_at=uow.now,
            )
        )


def test_the_self_check_finds_a_statement_that_is_not_what_was_sealed(hood: Neighbourhood) -> None:
    with unit_of_work() as uow:
        uow.session.add(ReciprocityQuarter(community_id=hood.community_id, quarter=QUARTER, made_at=uow.now))
        uow.session.flush()
        uow.session.add(
            ReciprocityStatement(
                community_id=hood.community_id,
                id=uow.new_id(),
                number="互-2026-000001",
                unit_id=hood.unit_id,
                quarter=QUARTER,
                due=0,
                kept=0,
                content=b"{}",
                seal="0" * 64,
                made_at=uow.now,
            )
        )
    with unit_of_work() as uow:
        assert books.ask_checks(uow, hood.community_id, service.CHECKS) != []


def test_the_self_check_finds_a_month_left_out_and_a_board_that_lacks_an_item(
    app: flask.Flask, context: flask.Flask, clock: FixedClock
) -> None:
    clock.at = local(date(2026, 12, 1))
    alley = make_alley(app)
    alliance_id = found(alley)
    cid = alley.chair.community_id
    with unit_of_work() as uow:
        uow.session.execute(
            text(
                "INSERT INTO alliance_rounds (community_id, alliance_id, month, state)"
                " VALUES (:cid, :id, '2027-02-01', 'drafting')"
            ),
            {"cid": cid, "id": alliance_id},
        )
        uow.session.execute(
            text(
                "INSERT INTO alliance_boards (community_id, alliance_id, month, version, content, updated_at)"
                """ VALUES (:cid, :id, '2026-12-01', 1, '{"items": [{}]}', :now)"""
            ),
            {"cid": cid, "id": alliance_id, "now": uow.now},
        )
    with unit_of_work() as uow:
        assert len(books.ask_checks(uow, cid, service.CHECKS)) == 2
