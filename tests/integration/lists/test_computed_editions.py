"""Computed lists recompute to the published bytes, whatever was served after they were compiled."""

from datetime import timedelta

import flask
import psycopg
import pytest

from backend.books import service as books
from backend.core.amounts import Points
from backend.core.clock import FixedClock
from backend.core.ids import new_id
from backend.infra.paging import PageRequest
from backend.lists.service import editions
from tests.factories.editions import pass_notice, publish, put_on_notice
from tests.factories.lists import make_tariff
from tests.factories.volunteering import CONFIRMED, Street, make_street

ENTER, SETTLE = "volunteering.enter", "volunteering.settle"


@pytest.fixture
def street(app: flask.Flask, clock: FixedClock) -> Street:
    """A street where hours earn points, and points are pledged."""
    street = make_street(app, clock)
    with street.work() as uow:
        make_tariff(uow, street["staff"], amount=10)
        books.pledge_points(
            uow,
            street.community_id,
            unit_id=street.unit_id,
            pledge_id=new_id(),
            points=Points(1000),
            title="商户承诺",
        )
    return street


def serve_and_settle(street: Street, clock: FixedClock) -> None:
    """Let two hours be served, entered and settled, and the day after begin."""
    street.served(*CONFIRMED)
    clock.advance(timedelta(days=7))
    street.run_due(ENTER, SETTLE)
    clock.advance(timedelta(days=1))


def published(street: Street, clock: FixedClock, kind: str) -> None:
    with street.work() as uow:
        draft_id = put_on_notice(uow, street["staff"], kind)
    pass_notice(clock)
    with street.work() as uow:
        publish(uow, street["lead"], draft_id)


def facts(street: Street, kind: str, number: int) -> dict[str, str]:
    with street.work() as uow:
        page = editions.list_edition_entries(
            uow, street["staff"].actor, street.community_id, kind, number, PageRequest()
        )
    return {fact["name"]: fact["value"] for item in page.items for fact in item["facts"]}


def findings(street: Street, kind: str) -> list[str]:
    with street.work() as uow:
        found = editions.verify_editions(uow, street["staff"].actor, street.community_id, kind)
    return [finding["text"] for finding in found["findings"]]


def test_list_8_counts_what_was_entered_and_recomputes(street: Street, clock: FixedClock) -> None:
    serve_and_settle(street, clock)
    published(street, clock, "action")
    told = facts(street, "action", 1)
    assert (told["已开展场次"], told["参加人数"], told["服务分钟"]) == ("1", "1", "120")
    serve_and_settle(street, clock)
    assert findings(street, "action") == []
    published(street, clock, "action")
    assert sum(int(value) for name, value in facts(street, "action", 2).items() if name == "服务分钟") == 120
    assert findings(street, "action") == []


def test_the_shares_of_list_6_are_what_the_ledger_paid_and_recompute(
    street: Street, clock: FixedClock, owner_url: str
) -> None:
    serve_and_settle(street, clock)
    published(street, clock, "benefit")
    told = facts(street, "benefit", 1)
    assert (told["已发放记录"], told["服务分钟"], told["已发放数额"]) == ("1", "120", "20")
    serve_and_settle(street, clock)
    assert findings(street, "benefit") == []
    change = "UPDATE transfers SET amount = %s WHERE community_id = %s AND amount = %s"
    with psycopg.connect(owner_url, autocommit=True) as owner:
        owner.execute(change, [19, street.community_id, 20])
        found = findings(street, "benefit")
        owner.execute(change, [20, street.community_id, 19])  # other tests let the books of all communities be checked
    assert found == ["第1期 益-0001的统计数与原始记录不符"]


def test_todays_hours_wait_for_the_day_to_be_over(street: Street, clock: FixedClock) -> None:
    street.served(*CONFIRMED)
    clock.advance(timedelta(days=7))
    street.run_due(ENTER, SETTLE)
    published(street, clock, "action")
    assert "服务分钟" not in facts(street, "action", 1)
