"""Who may do what with certificates. What one says of a person is printed for that person alone."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    ASK = "ask"
    ASK_FOR = "ask_for"
    READ_OWN = "read_own"
    READ_ONE = "read_one"
    PRINT = "print"
    PRINT_ASKED = "print_asked"
    READ_ISSUED = "read_issued"
    READ_NOTICE = "read_notice"
    VOID = "void"
    READ_ISSUER = "read_issuer"
    SET_ISSUER = "set_issuer"


POLICY = Policy(
    "certificates",
    {
        A.ASK: frozenset({R.MEMBER}),
        # For somebody without a phone, on their signed form.
        A.ASK_FOR: frozenset({R.STAFF, R.LEAD}),
        A.READ_OWN: frozenset({R.MEMBER}),
        A.READ_ONE: frozenset({R.SELF, R.STAFF, R.LEAD, R.SUPERVISOR}),
        # The identity number is on it: not even the desk opens somebody else's.
        A.PRINT: frozenset({R.SELF}),
        # But for what one asked for today: who has no phone takes the paper with them.
        A.PRINT_ASKED: frozenset({R.STAFF, R.LEAD}),
        A.READ_ISSUED: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.READ_NOTICE: frozenset({R.MEMBER}),
        A.VOID: frozenset({R.SELF, R.STAFF, R.LEAD}),
        A.READ_ISSUER: frozenset({R.STAFF, R.LEAD}),
        A.SET_ISSUER: frozenset({R.LEAD}),
    },
)
