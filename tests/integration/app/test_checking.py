"""`sangong check` tells what an operator should look at."""

import flask

from backend.app.checking import check_all
from backend.books.service import CHECK_NAMES
from backend.infra import outbox
from backend.infra.outbox import OutboxEvent
from backend.infra.uow import unit_of_work
from tests.factories.communities import make_community


def test_events_that_were_given_up_are_told(context: flask.Flask) -> None:
    with unit_of_work() as uow:
        well, ill = make_community(uow), make_community(uow)
        uow.session.add(
            OutboxEvent(
                community_id=ill,
                id=uow.new_id(),
                topic="test.happened",
                payload={},
                due_at=uow.now,
                attempts=outbox.ATTEMPTS_MAX,
                last_error="LookupError: no such thing",
                created_at=uow.now,
                done_at=uow.now,
            )
        )
    of_well = check_all(well).lines
    assert {line.removeprefix(f"{well} ok: ") for line in of_well} >= {*CHECK_NAMES}
    assert f"{ill} events given up: 1 (outbox_events.last_error)" in check_all(ill).lines
