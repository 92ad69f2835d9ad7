"""Who may report by Open311. What everybody may see needs no sign-in, as the standard has it."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    REPORT = "report"


POLICY = Policy("open311", {A.REPORT: frozenset({R.MEMBER})})
