"""Messages to other communities, delivered in a transaction of the other's own; and the days that are to be closed.

The sender's event is marked done after the receiver has committed. Whatever dies in between, the message comes again,
and the receiver knows it by its id.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from backend.clearing import events, service
from backend.infra.due import DueSource
from backend.infra.outbox import Event, RetryLater, Subscription
from backend.infra.uow import UnitOfWork, separate_unit_of_work

# What says nothing of the message itself; XX000 at COMMIT leaves the outcome open, and a repetition settles it.
WAITED_FOR = (OperationalError, InterfaceError, InternalError, NoConnectionError)

Hear = Callable[[UnitOfWork, int, int, dict[str, Any]], None]


def _to_the_other(hear: Hear) -> Callable[[UnitOfWork, Sequence[Event]], None]:
    def deliver(uow: UnitOfWork, batch: Sequence[Event]) -> None:
        """Have the other community hear one message; while its database is away or busy, the message waits."""
        event = batch[0]
        try:
            with separate_unit_of_work() as theirs:
                hear(theirs, event.payload["to"], event.community_id, event.payload)
        except WAITED_FOR as error:
            raise RetryLater(type(error).__name__) from error

    return deliver


HEARD: Mapping[str, Hear] = {
    events.TERMS_SET: service.hear_terms,
    events.SENT: service.hear_transfer,
    events.ANSWERED: service.hear_answer,
    events.DAY_CLOSED: service.hear_day,
}
# One message a transaction: a batch that fails would hold up transfers of others.
SUBSCRIPTIONS = [Subscription(topic, _to_the_other(hear), batch=1) for topic, hear in HEARD.items()]
DAYS_DUE = DueSource("clearing.days", scan=service.communities_to_net, work=service.close_due_day)
