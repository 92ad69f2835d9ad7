"""Messages to other communities, delivered in a transaction of the other's own; and the days that are to be closed."""

from collections.abc import Mapping

from backend.clearing import events, service
from backend.infra.between import Hear, messages
from backend.infra.due import DueSource

HEARD: Mapping[str, Hear] = {
    events.TERMS_SET: service.hear_terms,
    events.SENT: service.hear_transfer,
    events.ANSWERED: service.hear_answer,
    events.DAY_CLOSED: service.hear_day,
}
SUBSCRIPTIONS = messages(HEARD)
DAYS_DUE = DueSource("clearing.days", scan=service.communities_to_net, work=service.close_due_day)
