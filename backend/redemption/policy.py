"""Who may do what with merchants, pledges, offers, vouchers, refunds and statements."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy
from backend.redemption.moves import MerchantMove


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
    READ_STATEMENTS = "read_statements"
    SETTLE_STATEMENT = "settle_statement"
    REPLY_STATEMENT = "reply_statement"
    APPLY = "apply"
    READ_MERCHANTS = "read_merchants"
    READ_PAPERS = "read_papers"
    MOVE_MERCHANT = "move_merchant"
    CHECK_MERCHANT = "check_merchant"
    DECIDE_MERCHANT = "decide_merchant"
    READ_REDEMPTION = "read_redemption"
    REFUND = "refund"
    ASK_REFUND = "ask_refund"
    MOVE_REFUND = "move_refund"
    DECIDE_OVERDUE_REFUND = "decide_overdue_refund"
    READ_REFUNDS = "read_refunds"


# At a till stand its contact and the clerks the contact has confirmed.
TILL = frozenset({R.UNIT_CONTACT, R.UNIT_CLERK})
DESK = frozenset({R.STAFF, R.LEAD, R.SUPERVISOR})

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
        # A clerk sees today's alone: the service asks for READ_STATEMENTS for any other day.
        A.READ_STATEMENT: TILL | DESK,
        A.READ_STATEMENTS: DESK | {R.UNIT_CONTACT},
        A.SETTLE_STATEMENT: frozenset({R.UNIT_CONTACT}),
        A.REPLY_STATEMENT: frozenset({R.STAFF, R.LEAD}),
        A.APPLY: frozenset({R.UNIT_CONTACT, R.STAFF, R.LEAD}),
        A.READ_MERCHANTS: frozenset({R.MEMBER}),
        A.READ_PAPERS: DESK | {R.UNIT_CONTACT},
        A.MOVE_MERCHANT: frozenset({R.UNIT_CONTACT, R.STAFF, R.LEAD}),
        A.CHECK_MERCHANT: frozenset({R.STAFF}),
        A.DECIDE_MERCHANT: frozenset({R.LEAD}),
        A.READ_REDEMPTION: DESK | {R.SELF, R.UNIT_CONTACT},
        A.REFUND: frozenset({R.UNIT_CONTACT}),
        A.ASK_REFUND: frozenset({R.SELF}),
        A.MOVE_REFUND: frozenset({R.SELF, R.UNIT_CONTACT, R.STAFF, R.LEAD}),
        A.DECIDE_OVERDUE_REFUND: frozenset({R.STAFF, R.LEAD}),
        A.READ_REFUNDS: DESK | {R.UNIT_CONTACT},
    },
)

ACTION_OF_MERCHANT_MOVE = {
    MerchantMove.CHECK: A.CHECK_MERCHANT,
    MerchantMove.APPROVE: A.DECIDE_MERCHANT,
    MerchantMove.DECLINE: A.DECIDE_MERCHANT,
    MerchantMove.PAUSE: A.MOVE_MERCHANT,
    MerchantMove.RESUME: A.MOVE_MERCHANT,
    MerchantMove.CLOSE: A.MOVE_MERCHANT,
}
# The shop's own contact does not say whether it may be one, whatever else they are.
OTHERS_DECIDE = frozenset({MerchantMove.CHECK, MerchantMove.APPROVE, MerchantMove.DECLINE})
