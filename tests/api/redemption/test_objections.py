"""What shops object to their statements comes to the desk as a list, with what became of it."""

from datetime import timedelta

import pytest

from backend.core.clock import FixedClock
from backend.infra.due import run_due
from tests.client import refused
from tests.factories.counter import Counter

DAYS = ("2026-11-23", "2026-11-24", "2026-11-25")


@pytest.fixture
def objected(counter: Counter, clock: FixedClock) -> Counter:
    """A shop that objected to three of its days, each the morning after."""
    clock.advance(timedelta(hours=15, minutes=10) - timedelta(days=1))  # ten past midnight in Shanghai
    for day in DAYS:
        clock.advance(timedelta(days=1) - timedelta(hours=16))
        counter.use()
        clock.advance(timedelta(hours=16))
        with counter.app.app_context():
            run_due("redemption.statements", counter.shop.community_id)
        say(counter, "contact", day, "object", f"{day}少了一笔")
    return counter


def say(counter: Counter, who: str, day: str, move: str, text: str = "") -> None:
    path = f"…/merchants/{counter.shop.unit_id}/statements/{day}/moves"
    assert counter[who].post(path, {"move": move, "text": text}).status_code == 200


def test_the_desk_lists_objections_and_what_became_of_them(objected: Counter) -> None:
    say(objected, "staff", DAYS[0], "reply", "已补一笔更正")
    say(objected, "contact", DAYS[1], "confirm")
    for who in ("staff", "lead", "supervisor"):
        rows = objected[who].get("…/statement-objections").get_json()["items"]
        assert [(row["date"], row["text"], row["state"], row["answer"]) for row in rows] == [
            (DAYS[2], f"{DAYS[2]}少了一笔", "objected", None),
            (DAYS[1], f"{DAYS[1]}少了一笔", "confirmed", None),
            (DAYS[0], f"{DAYS[0]}少了一笔", "replied", "已补一笔更正"),
        ]
    assert (rows[2]["merchant"]["id"], rows[2]["number"], rows[2]["by"]) == (
        str(objected.shop.unit_id),
        "结-000001",
        "陈掌柜",
    )
    for who in ("contact", "clerk", "buyer"):
        refused(objected[who].get("…/statement-objections"), 403, "forbidden")


def test_what_still_waits_for_an_answer_is_asked_for_alone(objected: Counter, clock: FixedClock) -> None:
    say(objected, "staff", DAYS[0], "reply", "已补一笔更正")
    clock.advance(timedelta(minutes=1))
    say(objected, "contact", DAYS[0], "object", "还差两分")
    say(objected, "contact", DAYS[1], "confirm")
    rows = objected["staff"].get("…/statement-objections", open="true").get_json()["items"]
    assert [row["text"] for row in rows] == ["还差两分", f"{DAYS[2]}少了一笔"]


def test_a_page_goes_on_where_it_ended_in_bounded_statements(objected: Counter, statements: list[str]) -> None:
    objected["staff"].get("…/statement-objections", limit=1)
    del statements[:]
    page = objected["staff"].get("…/statement-objections", limit=1).get_json()
    of_one = len(statements)
    rest = objected["staff"].get("…/statement-objections", limit=2, cursor=page["next_cursor"]).get_json()
    assert [row["date"] for row in page["items"] + rest["items"]] == [*reversed(DAYS)]
    assert len(statements) == 2 * of_one
