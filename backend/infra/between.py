"""Messages between communities: delivered in a transaction of the receiver's own, on a connection of its own.

The sender's event is marked done after the receiver has committed. Whatever dies in between, the message comes again,
and the receiver must know it. The sender is the community whose outbox it lies in, never what the message says.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from backend.infra.outbox import Event, RetryLater, Subscription
from backend.infra.uow import UnitOfWork, separate_unit_of_work

# What says nothing of the message itself; XX000 at COMMIT leaves the outcome open, and a repetition settles it.
WAITED_FOR = (OperationalError, InterfaceError, InternalError, NoConnectionError)

# Gets the receiver's unit of work, its community, the sender's, and the message; ``to`` in it names the receiver.
Hear = Callable[[UnitOfWork, int, int, dict[str, Any]], None]


def messages(heard: Mapping[str, Hear]) -> list[Subscription]:
    """Return the subscriptions that have the other community hear each topic.

    One message a transaction: a batch that fails would hold up messages of others.
    """
    return [Subscription(topic, to_the_other(hear), batch=1) for topic, hear in heard.items()]


def to_the_other(hear: Hear) -> Callable[[UnitOfWork, Sequence[Event]], None]:
    """Return what delivers a message by having the other community hear it."""

    def deliver(uow: UnitOfWork, batch: Sequence[Event]) -> None:
        """Have the other community hear one message; while its database is away or busy, the message waits."""
        event = batch[0]
        try:
            with separate_unit_of_work() as theirs:
                hear(theirs, event.payload["to"], event.community_id, event.payload)
        except WAITED_FOR as error:
            raise RetryLater(type(error).__name__) from error

    return deliver
