"""Two at once, death in the middle, time that passes: what the database settles."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import select

from backend.books.service import ask_checks
from backend.infra import links
from backend.lists import service as lists
from backend.matching import service
from backend.matching.models import Offer, ProfileWord
from backend.matching.service import runs
from backend.matching.service.check import CHECKS
from backend.matching.service.input import read_input
from backend.matching.service.planning import make_plan
from tests.factories.lists import make_open_entry
from tests.factories.matching_runs import (
    all_runs,
    ask_for,
    opt_out,
    run,
    run_what_is_due,
    state_all,
    suggestions,
    unmet,
)
from tests.factories.volunteering import Street


def test_of_two_runs_at_once_one_is_made(street: Street) -> None:
    ask_for(street)
    state_all(street, "volunteer", "peer")
    barrier = Barrier(2)

    def make() -> bool:
        with street.app.app_context():
            barrier.wait(timeout=20)
            return service.run_now(street.community_id)

    with ThreadPoolExecutor(2) as pool:
        made = [future.result() for future in [pool.submit(make), pool.submit(make)]]
    done = [each for each in all_runs(street) if each.state == "done"]
    assert (len(done), len(suggestions(street, None))) == (sum(made), 1)


def test_a_run_that_died_is_taken_up_again_when_its_lease_is_over(street: Street) -> None:
    ask_for(street)
    state_all(street, "volunteer")
    street.clock.advance(timedelta(hours=24))
    with street.work() as uow:
        assert runs.begin(uow, street.community_id) is not None
    run_what_is_due(street)
    assert [each.state for each in all_runs(street)] == ["running"]
    street.clock.advance(timedelta(minutes=5))
    run_what_is_due(street)
    assert [each.state for each in all_runs(street)] == ["died", "done"]
    assert len(suggestions(street)) == 1


def test_a_run_taken_for_dead_stores_nothing(street: Street) -> None:
    ask_for(street)
    state_all(street, "volunteer")
    street.clock.advance(timedelta(hours=24))
    with street.work() as uow:
        slow = runs.begin(uow, street.community_id)
    assert slow is not None
    street.clock.advance(timedelta(minutes=5))
    run_what_is_due(street)
    before = [each.id for each in suggestions(street, None)]
    with street.app.app_context():
        runs.carry_out(street.community_id, slow)
    assert [each.id for each in suggestions(street, None)] == before
    assert [each.state for each in all_runs(street)] == ["died", "done"]


def test_who_opts_out_while_a_run_searches_is_not_suggested(street: Street) -> None:
    ask_for(street)
    state_all(street, "volunteer", "peer")
    street.clock.advance(timedelta(hours=24))
    with street.work() as uow:
        begun = runs.begin(uow, street.community_id)
    assert begun is not None
    with street.work() as uow:
        read = read_input(uow, street.community_id, since=None)
    plan = make_plan(read)
    assert len(plan.matches) == 1
    for who in ("volunteer", "peer"):
        opt_out(street, who)
    with street.work() as uow:
        runs._finish(uow, street.community_id, begun, read, plan, [0.0] * 4)
    assert suggestions(street, None) == []
    with street.work() as uow:
        assert uow.session.scalars(select(Offer.id).where(Offer.community_id == street.community_id)).all() == []


def test_every_word_is_kept(street: Street) -> None:
    state_all(street, "volunteer")
    state_all(street, "volunteer", skills=("修灯",))
    state_all(street, "volunteer", skills=("修灯",))
    opt_out(street, "volunteer")
    with street.work() as uow:
        words = uow.session.scalars(
            select(ProfileWord).where(ProfileWord.community_id == street.community_id).order_by(ProfileWord.version)
        ).all()
        assert [(each.version, each.is_on, each.content["skills"]) for each in words] == [
            (1, True, ["聊天"]),
            (2, True, ["修灯"]),
            (3, False, ["修灯"]),
        ]


def test_the_same_input_has_the_same_hash_and_plan(street: Street) -> None:
    for _ in range(3):
        ask_for(street)
    state_all(street, "volunteer", "peer", "neighbour")
    with street.work() as uow:
        runs.clocks.wind(uow, street.community_id)
        first = read_input(uow, street.community_id, since=None)
    with street.work() as uow:
        second = read_input(uow, street.community_id, since=None)
    one, two = make_plan(first), make_plan(second)
    assert (one.input_hash, one.matches) == (two.input_hash, two.matches)


def test_nobody_answering_in_three_working_days_lets_it_lapse_and_it_is_not_asked_again_soon(street: Street) -> None:
    ask_for(street)
    state_all(street, "volunteer")
    run(street)
    street.clock.advance(timedelta(days=2))
    street.run_due("matching.lapses")
    assert len(suggestions(street)) == 1
    street.clock.advance(timedelta(days=2))
    street.run_due("matching.lapses")
    assert [each.state for each in suggestions(street, None)] == ["lapsed"]
    street.clock.advance(timedelta(minutes=3))
    run_what_is_due(street)
    assert len(suggestions(street, None)) == 1
    assert unmet(street)[-1].failed == {"declined": 1}


def test_a_public_need_that_nobody_serves_becomes_a_problem_after_two_weeks(street: Street) -> None:
    with street.work() as uow:
        details = {"beneficiary": "public", "urgency": "normal"}
        entry_id = make_open_entry(uow, street["elder"], details=details, title="楼道扶手松动")
    run(street)
    street.clock.advance(timedelta(days=13))
    street.run_due("matching.unmet")
    assert unmet(street)[0].state == "open"
    street.clock.advance(timedelta(days=1))
    street.run_due("matching.unmet")
    (row,) = unmet(street)
    with street.work() as uow:
        assert row.became_id is not None
        problem = lists.get_entry(uow, street.community_id, row.became_id)
        linked = links.find_to(uow, street.community_id, ("entry", entry_id), relation="unmatched")
    assert (row.state, problem.kind, problem.state, linked) == (
        "raised",
        "problem",
        "proposed",
        [("entry", row.became_id)],
    )


def test_a_personal_wish_that_nobody_serves_stays_private_and_goes_to_the_desk(street: Street) -> None:
    ask_for(street)
    run(street)
    street.clock.advance(timedelta(days=14))
    street.run_due("matching.unmet")
    (row,) = unmet(street)
    assert (row.state, row.became_id) == ("handed", None)


@pytest.mark.parametrize(
    ("sql", "constraint"),
    [
        ("UPDATE match_suggestions SET state = 'accepted'", "ck_match_suggestions"),
        ("UPDATE match_suggestions SET next_at = NULL", "ck_match_suggestions_next"),
        ("UPDATE match_suggestions SET made_by = member_id", "ck_match_suggestions_one_maker"),
        ("UPDATE match_profiles SET stated_by = %(other)s", "ck_match_profiles_own_word"),
        ("UPDATE match_runs SET value = bound + 1", "ck_match_runs_bound"),
    ],
)
def test_the_database_refuses_what_cannot_be(street: Street, owner_url: str, sql: str, constraint: str) -> None:
    ask_for(street)
    state_all(street, "volunteer")
    run(street)
    with psycopg.connect(owner_url) as connection, pytest.raises(psycopg.errors.CheckViolation) as caught:
        connection.execute(
            sql + " WHERE community_id = %(cid)s",  # type: ignore[arg-type] # a test's own words
            {"cid": street.community_id, "other": street["peer"].member_id},
        )
    assert constraint in str(caught.value)


def test_the_self_check_is_clean_after_runs_and_sees_who_is_suggested_without_a_word(
    street: Street, owner_url: str
) -> None:
    ask_for(street)
    street.shift()
    state_all(street, "volunteer", "peer")
    run(street)
    opt_out(street, "peer")
    run(street)

    def broken() -> list[str]:
        with street.work() as uow:
            return [finding.check for finding in ask_checks(uow, street.community_id, CHECKS)]

    assert broken() == []
    with psycopg.connect(owner_url) as owner:
        owner.execute(b"UPDATE match_profiles SET is_on = false WHERE community_id = %s", [street.community_id])
    assert broken() == [
        "nobody is suggested, or in the index of offers, who is not matched",
        "a profile's newest word is what stands in it",
    ]
