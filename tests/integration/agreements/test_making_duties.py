"""Duties follow the text in force: made, kept and changed by the next text, ended with the agreement."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from backend.agreements import service
from backend.agreements.errors import ClauseSidesChangedError
from backend.infra import links
from backend.infra.uow import UnitOfWork
from tests.factories.agreements import Neighbourhood, make_neighbourhood
from tests.factories.duties import Pact, clause, make_pact
from tests.statements import counted_statements

WEEKLY = {"schedule": "weekly", "until_on": date(2026, 12, 15)}


@pytest.fixture
def hood(uow: UnitOfWork) -> Neighbourhood:
    return make_neighbourhood(uow)


def days_and_states(uow: UnitOfWork, pact: Pact, no: int = 1) -> list[tuple[str, str]]:
    return [(term.due_on.isoformat()[5:], term.state) for term in pact.terms(uow, no)]


def test_each_clause_becomes_a_duty_with_its_terms(uow: UnitOfWork, hood: Neighbourhood) -> None:
    back = clause(2, giver_no=0, receiver_no=1, accepter_no=1, text="开放活动室", after_no=1)
    pact = make_pact(uow, hood, clause(**WEEKLY), back)
    first, second = pact.duty(uow), pact.duty(uow, 2)
    assert (first.giver_unit_id, first.receiver_unit_id, first.accepter_unit_id) == (hood.unit_id, None, None)
    assert (second.giver_unit_id, second.accepter_unit_id, second.after_duty_id) == (None, hood.unit_id, first.id)
    assert days_and_states(uow, pact) == [("12-01", "open"), ("12-08", "open"), ("12-15", "open")]
    became = links.find_to(uow, pact.community_id, ("agreement", pact.id), relation="duty")
    assert {id_ for _, id_ in became} == {first.id, second.id}


def test_days_before_the_text_came_into_force_are_not_asked_again(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(uow, hood, clause(due_on=date(2026, 11, 10), **WEEKLY))
    assert [day for day, _ in days_and_states(uow, pact)] == ["11-24", "12-01", "12-08", "12-15"]


def test_an_amendment_keeps_what_was_begun_and_changes_what_is_to_come(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(uow, hood, clause(**WEEKLY))
    begun = pact.terms(uow)[0]
    begun.accepted_amount, begun.state, begun.next_at = 4, "accepted", None
    uow.session.flush()
    duty_id = pact.duty(uow).id
    later = replace(uow, now=uow.now + timedelta(days=9))
    pact.bring_into_force(later, clause(amount=2, **(WEEKLY | {"until_on": date(2026, 12, 10)})))
    assert pact.duty(uow).id == duty_id
    assert days_and_states(uow, pact) == [("12-01", "accepted"), ("12-08", "open"), ("12-15", "cancelled")]
    assert [term.amount for term in pact.terms(uow)] == [4, 2, 4]


def test_an_amendment_gives_what_is_overdue_another_day(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(uow, hood)
    pact.terms(uow)[0].state = "overdue"
    later = replace(uow, now=uow.now + timedelta(days=9))
    pact.bring_into_force(later, clause(due_on=date(2026, 12, 20)))
    assert days_and_states(uow, pact) == [("12-20", "open")]


def test_what_was_done_once_is_asked_again_only_by_a_renewal(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(uow, hood)
    done = pact.terms(uow)[0]
    done.accepted_amount, done.state, done.next_at = 4, "accepted", None
    uow.session.flush()
    again = clause(due_on=date(2027, 3, 1))
    pact.bring_into_force(uow, again)
    assert (len(pact.terms(uow)), pact.duty(uow).state) == (1, "done")
    pact.bring_into_force(uow, again, purpose="renewal", version=3)
    assert (len(pact.terms(uow)), pact.duty(uow).state) == (2, "in_force")


def test_a_clause_that_is_left_out_ends(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(uow, hood, clause(1), clause(2))
    pact.bring_into_force(uow, clause(2))
    assert (pact.duty(uow).state, days_and_states(uow, pact)) == ("ended", [("12-01", "cancelled")])
    assert pact.duty(uow, 2).state == "in_force"


def test_a_clause_number_stays_with_its_debtor(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(uow, hood)
    version_id = pact.text(uow, clause(giver_no=2))
    with pytest.raises(ClauseSidesChangedError):
        service.check_duty_sides(uow, pact.community_id, pact.id, version_id)
    with pytest.raises(ClauseSidesChangedError):
        service.make_duties(uow, pact.community_id, pact.id, version_id)


def test_at_the_end_what_was_due_stays_owed(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(uow, hood, clause(**WEEKLY))
    pact.terms(uow)[0].state = "overdue"
    later = replace(uow, now=uow.now + timedelta(days=9))
    service.end_duties(later, pact.community_id, pact.id, reason="双方同意终止")
    assert pact.duty(uow).state == "ended"
    assert days_and_states(uow, pact) == [("12-01", "overdue"), ("12-08", "cancelled"), ("12-15", "cancelled")]


def test_a_party_that_leaves_owes_and_accepts_nothing_more(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(
        uow,
        hood,
        clause(1),
        clause(2, accepter_no=2),
        clause(3, giver_no=2),
        clause(4, giver_no=0, receiver_no=1, accepter_no=2),
    )
    service.end_duties(uow, pact.community_id, pact.id, reason="退出", unit_id=hood.other_unit_id)
    assert [pact.duty(uow, no).state for no in (1, 2, 3, 4)] == ["in_force", "in_force", "ended", "in_force"]
    assert pact.duty(uow, 2).accepter_unit_id is None
    assert pact.duty(uow, 4).accepter_unit_id == hood.unit_id


def test_statements_do_not_grow_with_the_terms(uow: UnitOfWork, hood: Neighbourhood) -> None:
    pact = make_pact(uow, hood)
    counts = []
    for version, clauses in ((2, 3), (3, 12)):
        version_id = pact.text(uow, *(clause(no, **WEEKLY) for no in range(2, 2 + clauses)), version=version)
        with counted_statements() as seen:
            service.make_duties(uow, pact.community_id, pact.id, version_id)
        counts.append(len(seen))
    assert counts[1] <= counts[0] + 2
