"""Who may read the books. Who may move value is asked by the feature that moves it."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_PASSBOOK = "read_passbook"
    READ_COVERAGE = "read_coverage"
    READ_TRANSFER = "read_transfer"
    READ_SEALS = "read_seals"
    READ_STATEMENT = "read_statement"
    READ_PACKS = "read_packs"
    ADOPT_PACK = "adopt_pack"
    SET_EXPIRY = "set_expiry"


POLICY = Policy(
    "books",
    {
        A.READ_PASSBOOK: frozenset({R.MEMBER}),  # one's own: the service takes the member from the actor
        A.READ_COVERAGE: frozenset({R.MEMBER}),
        # Whoever sees every record sees what each earned.
        A.READ_TRANSFER: frozenset({R.SELF, R.STAFF, R.LEAD, R.SUPERVISOR}),
        # Hashes tell nobody anything but that nothing was changed.
        A.READ_SEALS: frozenset({R.ANYONE}),
        A.READ_PACKS: frozenset({R.MEMBER}),
        A.ADOPT_PACK: frozenset({R.LEAD}),
        A.SET_EXPIRY: frozenset({R.LEAD}),
        A.READ_STATEMENT: frozenset({R.UNIT_CONTACT, R.STAFF, R.LEAD, R.SUPERVISOR}),
    },
)
