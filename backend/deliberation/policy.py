"""Who may do what with topics."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_TOPICS = "read_topics"
    READ_ALL_TOPICS = "read_all_topics"
    SUGGEST_TOPIC = "suggest_topic"
    OPEN_TOPIC = "open_topic"
    MOVE_TOPIC = "move_topic"


POLICY = Policy(
    "deliberation",
    {
        A.READ_TOPICS: frozenset({R.ANYONE}),
        # What is only suggested is its proposer's and the desk's.
        A.READ_ALL_TOPICS: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.SUGGEST_TOPIC: frozenset({R.MEMBER}),
        A.OPEN_TOPIC: frozenset({R.STAFF, R.LEAD}),
        A.MOVE_TOPIC: frozenset({R.STAFF, R.LEAD}),
    },
)
