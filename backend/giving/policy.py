"""Who may do what with relations, gifts, the pool, entitlements and funds."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    KEEP_TIES = "keep_ties"
    MOVE_TIE = "move_tie"
    GIVE = "give"
    READ_GIFT = "read_gift"
    READ_POOL = "read_pool"
    DONATE = "donate"
    READ_ENTITLEMENTS = "read_entitlements"
    READ_OWN_ENTITLEMENT = "read_own_entitlement"
    PROPOSE_ENTITLEMENT = "propose_entitlement"
    MOVE_ENTITLEMENT = "move_entitlement"
    DECIDE_ENTITLEMENT = "decide_entitlement"
    GRANT = "grant"
    READ_GRANT = "read_grant"
    OPEN_FUND = "open_fund"
    READ_FUNDS = "read_funds"
    RECORD_DONATION = "record_donation"
    MOVE_DONATION = "move_donation"
    READ_DONATION = "read_donation"
    READ_OWN_DONATIONS = "read_own_donations"
    RECORD_USE = "record_use"


DESK = frozenset({R.STAFF, R.LEAD})

POLICY = Policy(
    "giving",
    {
        A.KEEP_TIES: frozenset({R.MEMBER}),
        A.MOVE_TIE: frozenset({R.SELF}),
        A.GIVE: frozenset({R.MEMBER}),
        A.READ_GIFT: frozenset({R.SELF, R.SUPERVISOR}),
        A.READ_POOL: frozenset({R.MEMBER}),
        A.DONATE: frozenset({R.MEMBER}),
        A.READ_ENTITLEMENTS: DESK | {R.SUPERVISOR},
        A.READ_OWN_ENTITLEMENT: frozenset({R.MEMBER}),
        A.PROPOSE_ENTITLEMENT: DESK,
        A.MOVE_ENTITLEMENT: DESK,
        A.DECIDE_ENTITLEMENT: frozenset({R.LEAD}),
        A.GRANT: DESK,
        A.READ_GRANT: DESK | {R.SELF, R.SUPERVISOR},
        A.OPEN_FUND: frozenset({R.LEAD}),
        A.READ_FUNDS: frozenset({R.MEMBER}),
        A.RECORD_DONATION: DESK | {R.UNIT_CONTACT},
        A.MOVE_DONATION: DESK | {R.UNIT_CONTACT},
        A.READ_DONATION: DESK | {R.SELF, R.SUPERVISOR, R.UNIT_CONTACT},
        A.READ_OWN_DONATIONS: frozenset({R.MEMBER}),
        A.RECORD_USE: DESK | {R.UNIT_CONTACT},
    },
)
