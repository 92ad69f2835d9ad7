"""Messages between an alliance's communities; and what time does: each 10th, and statements after a quarter."""

from collections.abc import Mapping

from backend.alliances import events, service
from backend.infra.between import Hear, messages
from backend.infra.due import DueSource

HEARD: Mapping[str, Hear] = {
    events.CALLED: service.hear_call,
    events.STOOD: service.hear_stand,
    events.BOARD_SENT: service.hear_board,
    events.ITEM_ANSWERED: service.hear_answer,
    events.FIGURES_SENT: service.hear_figures,
}
SUBSCRIPTIONS = messages(HEARD)
RHYTHM_DUE = DueSource("alliances", scan=service.communities_with_due_alliances, work=service.do_due_alliance)
STATEMENTS_DUE = DueSource("alliances.statements", scan=service.communities_to_state, work=service.make_due_statements)
