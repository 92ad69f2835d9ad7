"""Who may do what with pledges, offers and vouchers."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_PLEDGES = "read_pledges"
    PLEDGE = "pledge"
    READ_OFFERS = "read_offers"
    OFFER = "offer"
    MOVE_OFFER = "move_offer"
    BUY = "buy"
    READ_OWN_VOUCHERS = "read_own_vouchers"
    READ_VOUCHER = "read_voucher"
    CANCEL_VOUCHER = "cancel_voucher"
    REDEEM = "redeem"
    READ_STATEMENT = "read_statement"


# At a till stand its contact and the clerks the contact has confirmed.
TILL = frozenset({R.UNIT_CONTACT, R.UNIT_CLERK})

POLICY = Policy(
    "redemption",
    {
        A.READ_PLEDGES: frozenset({R.MEMBER}),
        A.PLEDGE: frozenset({R.UNIT_CONTACT}),
        # Somebody who thinks of joining may see what giving earns.
        A.READ_OFFERS: frozenset({R.ANYONE}),
        A.OFFER: frozenset({R.UNIT_CONTACT}),
        A.MOVE_OFFER: frozenset({R.UNIT_CONTACT}),
        A.BUY: frozenset({R.MEMBER}),
        A.READ_OWN_VOUCHERS: frozenset({R.MEMBER}),
        A.READ_VOUCHER: frozenset({R.SELF, R.STAFF, R.SUPERVISOR}),
        A.CANCEL_VOUCHER: frozenset({R.SELF}),
        A.REDEEM: TILL,
        A.READ_STATEMENT: TILL | {R.STAFF, R.LEAD, R.SUPERVISOR},
    },
)
