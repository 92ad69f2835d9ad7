"""Who may do what with orders. SELF is the asker, or the staff member who asks for one; HELPER is the chosen one."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_ORDERS = "read_orders"
    READ_DESK = "read_desk"
    ASK = "ask"
    ASK_FOR = "ask_for"
    ANSWER = "answer"
    WITHDRAW_ANSWER = "withdraw_answer"
    MOVE_ORDER = "move_order"
    ACT_AS_ASKER = "act_as_asker"
    ACT_AS_HELPER = "act_as_helper"
    TAKE_PART = "take_part"
    RULE = "rule"


POLICY = Policy(
    "exchange",
    {
        A.READ_ORDERS: frozenset({R.MEMBER}),
        A.READ_DESK: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.ASK: frozenset({R.MEMBER}),
        # For a member without a phone who agreed; how is kept with the order.
        A.ASK_FOR: frozenset({R.STAFF, R.LEAD}),
        A.ANSWER: frozenset({R.MEMBER}),
        A.WITHDRAW_ANSWER: frozenset({R.SELF}),
        A.MOVE_ORDER: frozenset({R.MEMBER}),
        A.ACT_AS_ASKER: frozenset({R.SELF}),
        A.ACT_AS_HELPER: frozenset({R.HELPER}),
        A.TAKE_PART: frozenset({R.SELF, R.HELPER}),
        # Never who is party to it (service.dispute).
        A.RULE: frozenset({R.STAFF, R.SUPERVISOR}),
    },
)
