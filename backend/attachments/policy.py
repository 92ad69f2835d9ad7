"""Who may do what with photos."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    UPLOAD = "upload"
    USE_ANY = "use_any"


POLICY = Policy(
    "attachments",
    {
        A.UPLOAD: frozenset({R.MEMBER}),
        # Everybody else shows what they took in themselves.
        A.USE_ANY: frozenset({R.STAFF, R.LEAD}),
    },
)
