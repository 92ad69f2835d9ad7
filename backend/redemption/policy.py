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
    READ_KEYS = "read_keys"
    OPEN_TILL = "open_till"
    SYNC = "sync"
    READ_SYNCED = "read_synced"
    READ_SHOPS = "read_shops"
    INVITE_SHOP = "invite_shop"
    MOVE_SHOP = "move_shop"
    READ_FLAGS = "read_flags"
    READ_ALL_FLAGS = "read_all_flags"
    TELL_FLAG = "tell_flag"
    LIFT_FLAG = "lift_flag"
    READ_RESERVE = "read_reserve"
    SET_TERMS = "set_terms"
    FILL_RESERVE = "fill_reserve"
    CONFIRM_RESERVE = "confirm_reserve"


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
        A.READ_KEYS: frozenset({R.MEMBER}),
        A.OPEN_TILL: TILL,
        A.SYNC: TILL,
        A.READ_SYNCED: TILL | {R.STAFF, R.LEAD, R.SUPERVISOR},
        A.READ_SHOPS: frozenset({R.ANYONE}),
        A.INVITE_SHOP: frozenset({R.UNIT_CONTACT}),
        A.MOVE_SHOP: frozenset({R.UNIT_CONTACT}),
        # One's own; nobody else's are a resident's to see.
        A.READ_FLAGS: frozenset({R.MEMBER}),
        A.READ_ALL_FLAGS: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.TELL_FLAG: frozenset({R.SELF, R.STAFF, R.LEAD}),
        A.LIFT_FLAG: frozenset({R.STAFF, R.LEAD}),
        A.READ_RESERVE: frozenset({R.MEMBER}),
        A.SET_TERMS: frozenset({R.LEAD}),
        A.FILL_RESERVE: frozenset({R.LEAD}),
        # The second hand: whoever proposed it is refused.
        A.CONFIRM_RESERVE: frozenset({R.LEAD, R.SUPERVISOR}),
    },
)
