"""Who may follow a thing. What each stop shows is asked of the feature that owns it."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_TRACE = "read_trace"


POLICY = Policy("trace", {A.READ_TRACE: frozenset({R.MEMBER})})
