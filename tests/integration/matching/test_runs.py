"""Runs on the real database: who is suggested for what, what stands, what is taken back, what is told of the rest."""

from datetime import timedelta

from backend.volunteering import service as volunteering
from backend.volunteering.moves import SignUpMove
from tests.factories.matching_runs import (
    ask_for,
    last_run,
    opt_out,
    run,
    run_what_is_due,
    state_all,
    suggestions,
    unmet,
    windows,
)
from tests.factories.volunteering import Street


def test_a_small_wish_is_suggested_to_who_said_they_can(street: Street) -> None:
    entry_id = ask_for(street)
    state_all(street, "volunteer")
    done = run(street)
    (found,) = suggestions(street)
    assert (found.entry_id, found.member_id, found.state) == (entry_id, street["volunteer"].member_id, "offered")
    assert (done.state, done.needs, done.offers, done.served, done.places) == ("done", 1, 1, 1, 1)
    assert done.value is not None
    assert done.bound is not None
    assert found.weight == sum(part["points"] for part in found.parts.values())


def test_a_shift_is_suggested_at_its_time_to_who_has_time(street: Street) -> None:
    shift_id = street.shift()
    starts_at, ends_at = street.times(shift_id)
    state_all(street, "volunteer", windows=windows((2, "00:00", "24:00")))
    state_all(street, "peer", windows=windows((6, "08:00", "20:00")))
    run(street)
    assert [(each.shift_id, each.member_id, each.starts_at, each.ends_at) for each in suggestions(street)] == [
        (shift_id, street["volunteer"].member_id, starts_at, ends_at)
    ]


def test_nobody_is_suggested_who_did_not_say_so(street: Street) -> None:
    ask_for(street)
    done = run(street)
    assert suggestions(street, None) == []
    assert (done.offers, done.pairs, done.served) == (0, 0, 0)


def test_without_needs_a_run_is_done_at_once(street: Street) -> None:
    state_all(street, "volunteer")
    assert (run(street).state, suggestions(street, None)) == ("done", [])


def test_everybody_who_opts_out_is_withdrawn_at_once_and_not_found_again(street: Street) -> None:
    ask_for(street)
    state_all(street, "volunteer", "peer")
    run(street)
    for who in ("volunteer", "peer"):
        opt_out(street, who)
    assert [each.reason for each in suggestions(street, "withdrawn")] == ["opted_out"]
    done = run(street)
    assert (done.offers, suggestions(street)) == (0, [])


def test_a_suggestion_stands_over_the_next_run(street: Street) -> None:
    ask_for(street)
    state_all(street, "volunteer")
    run(street)
    state_all(street, "peer", categories=("elder.companion", "elder"))
    before = [each.id for each in suggestions(street, None)]
    run(street)
    assert [each.id for each in suggestions(street, None)] == before


def test_what_was_filled_is_withdrawn(street: Street) -> None:
    shift_id = street.shift(places=1)
    state_all(street, "volunteer")
    run(street)
    street.sign_up("peer", shift_id)
    run(street)
    assert [each.reason for each in suggestions(street, None)] == ["need_gone"]


def test_who_has_taken_on_something_at_that_time_is_withdrawn(street: Street) -> None:
    street.shift()
    state_all(street, "volunteer")
    run(street)
    street.sign_up("volunteer", street.shift())
    run(street)
    assert [each.reason for each in suggestions(street, None)] == ["offer_gone"]


def test_two_things_at_one_time_are_not_suggested_to_one_person(street: Street) -> None:
    street.shift()
    street.shift()
    state_all(street, "volunteer")
    run(street)
    run(street)
    assert len(suggestions(street, None)) == 1


def test_what_nobody_can_tells_why(street: Street) -> None:
    shift_id = street.shift()
    state_all(street, "volunteer", windows=windows((7, "08:00", "09:00")))
    run(street)
    (row,) = unmet(street)
    assert (row.shift_id, row.state, row.candidates, row.failed) == (shift_id, "open", 1, {"window": 1})


def test_what_nobody_can_names_the_smallest_change(street: Street) -> None:
    street.shift()
    state_all(street, "volunteer", "peer", windows=windows((6, "08:00", "12:00")))
    run(street)
    (row,) = unmet(street)
    assert row.change is not None
    assert {name: row.change[name] for name in ("kind", "weekday", "part", "offers")} == {
        "kind": "time",
        "weekday": 5,
        "part": "morning",
        "offers": 2,
    }


def test_an_unmet_need_is_met_by_a_later_run_and_gone_when_nobody_asks(street: Street) -> None:
    ask_for(street)
    run(street)
    assert [each.state for each in unmet(street)] == ["open"]
    state_all(street, "volunteer")
    run(street)
    assert [each.state for each in unmet(street)] == ["met"]


def test_an_incremental_run_looks_at_what_is_new_alone(street: Street) -> None:
    ask_for(street)
    state_all(street, "volunteer")
    street.clock.advance(timedelta(minutes=2))
    run(street)
    street.clock.advance(timedelta(minutes=20))
    run_what_is_due(street)
    assert last_run(street).kind == "full", "nothing is new"
    ask_for(street, "neighbour")
    street.clock.advance(timedelta(minutes=20))
    run_what_is_due(street)
    newest = last_run(street)
    assert (newest.kind, newest.needs, newest.served) == ("incremental", 1, 1)


def test_a_place_that_becomes_free_is_looked_at_before_the_night(street: Street) -> None:
    shift_id = street.shift(places=1)
    signed_up = street.sign_up("peer", shift_id)
    state_all(street, "volunteer")
    street.clock.advance(timedelta(minutes=2))
    run(street)
    assert suggestions(street) == []
    street.clock.advance(timedelta(minutes=20))
    with street.work() as uow:
        peer = street["peer"].actor
        volunteering.move_sign_up(uow, peer, street.community_id, signed_up, SignUpMove.CANCEL)
    street.clock.advance(timedelta(minutes=20))
    run_what_is_due(street)
    assert last_run(street).kind == "incremental"
    assert [each.shift_id for each in suggestions(street)] == [shift_id]


def test_a_new_profile_is_looked_at_within_minutes(street: Street) -> None:
    ask_for(street)
    run(street)
    state_all(street, "volunteer")
    street.clock.advance(timedelta(minutes=3))
    run_what_is_due(street)
    assert (last_run(street).kind, len(suggestions(street))) == ("incremental", 1)


def test_the_night_makes_a_full_run(street: Street) -> None:
    run(street)
    street.clock.advance(timedelta(hours=24))
    run_what_is_due(street)
    assert last_run(street).kind == "full"
