"""Who may do what with opinions."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_OPINIONS = "read_opinions"
    READ_ALL_STATEMENTS = "read_all_statements"
    SAY = "say"
    VOTE = "vote"
    MOVE_STATEMENT = "move_statement"
    SORT_STATEMENTS = "sort_statements"
    SET_OPINIONS = "set_opinions"
    READ_MAP = "read_map"
    WATCH_TOPIC = "watch_topic"


POLICY = Policy(
    "opinions",
    {
        # As topics themselves: what is talked about is everybody's to read.
        A.READ_OPINIONS: frozenset({R.ANYONE}),
        # What waits, was refused or taken down is the desk's, and its author's own.
        A.READ_ALL_STATEMENTS: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.SAY: frozenset({R.MEMBER}),
        A.VOTE: frozenset({R.MEMBER}),
        # Taken back by whoever said it (SELF), merged and taken down by the desk.
        A.MOVE_STATEMENT: frozenset({R.SELF, R.STAFF, R.LEAD}),
        A.SORT_STATEMENTS: frozenset({R.STAFF, R.LEAD}),
        A.SET_OPINIONS: frozenset({R.STAFF, R.LEAD}),
        A.READ_MAP: frozenset({R.ANYONE}),
        A.WATCH_TOPIC: frozenset({R.ANYONE}),
    },
)
