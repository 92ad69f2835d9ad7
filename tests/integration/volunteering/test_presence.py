"""Guessing the code with many threads at once gains nothing; reading a page costs the same however much is on it."""

from collections import Counter
from datetime import timedelta

from backend.core.rotating_code import TRIES
from backend.volunteering.models import SignUp
from tests.factories.volunteering import Street, make_records_on_notice, make_shift, sign_up
from tests.integration.volunteering.threads import at_once
from tests.statements import counted_statements


def test_guesses_at_once_are_counted_one_by_one(street: Street) -> None:
    shift_id = street.shift()
    sign_up_id = street.sign_up("volunteer", shift_id)
    street.clock.at = street.times(shift_id)[0]
    right = street.code(shift_id)
    wrong = next(code for code in ("000000", "111111") if code != right)
    phone = street.as_("volunteer")

    def guess() -> None:
        answers.append(phone.post(f"…/shifts/{shift_id}/check-ins", {"code": wrong}).get_json()["code"])

    answers: list[str] = []
    at_once([guess] * 16)
    assert Counter(answers) == {"code_wrong": TRIES.most, "too_many_tries": 16 - TRIES.most}
    with street.work() as uow:
        assert uow.session.get_one(SignUp, (street.community_id, sign_up_id)).code_tries == TRIES.most


def test_checking_in_twice_at_once_makes_one_record(street: Street) -> None:
    shift_id = street.shift()
    street.sign_up("volunteer", shift_id)
    street.clock.at = street.times(shift_id)[0]
    body, phone = {"code": street.code(shift_id)}, street.as_("volunteer")
    answers: list[int] = []
    at_once([lambda: answers.append(phone.post(f"…/shifts/{shift_id}/check-ins", body).status_code)] * 8)
    assert Counter(answers) == {201: 1, 409: 7}


def test_pages_cost_the_same_number_of_statements(street: Street) -> None:
    used: dict[str, list[int]] = {}
    for more in (2, 15):
        with street.work() as uow:
            for n in range(more):
                at = uow.now + timedelta(days=more, hours=n)
                shift_id = make_shift(uow, street["staff"], starts_at=at, ends_at=at + timedelta(minutes=30), places=1)
                sign_up(uow, street["peer"], shift_id)
                sign_up(uow, street["volunteer"], shift_id)
        make_records_on_notice(street, more)
        for path in ("…/shifts", "…/sign-ups/mine", "…/records", "…/notices"):
            who = street.as_("staff" if path == "…/records" else "volunteer")
            with counted_statements() as seen:
                assert len(who.get(path).get_json()["items"]) >= more
            used.setdefault(path, []).append(len(seen))
    assert {path: counts[0] for path, counts in used.items()} == {path: counts[1] for path, counts in used.items()}
