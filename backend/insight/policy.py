"""Who may look beyond their own community."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    SEARCH_STREET = "search_street"


POLICY = Policy("insight", {A.SEARCH_STREET: frozenset({R.MEMBER})})
