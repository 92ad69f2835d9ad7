"""Who may do what in moderation."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_QUEUE = "read_queue"
    DECIDE_TEXT = "decide_text"


POLICY = Policy(
    "moderation",
    {
        # The supervisor reads what was decided and why.
        A.READ_QUEUE: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.DECIDE_TEXT: frozenset({R.STAFF, R.LEAD}),
    },
)
