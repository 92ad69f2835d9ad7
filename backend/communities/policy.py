"""Who may do what with memberships, units and employments."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ = "read"
    JOIN = "join"
    READ_MEMBERS = "read_members"
    READ_MEMBER = "read_member"
    CONSENT = "consent"
    VERIFY = "verify"
    LEAVE = "leave"
    CHOOSE_NAME = "choose_name"
    GRANT_ROLE = "grant_role"
    CREATE_UNIT = "create_unit"
    APPLY = "apply"
    ADD_EMPLOYEE = "add_employee"
    READ_EMPLOYEES = "read_employees"
    DECIDE_EMPLOYMENT = "decide_employment"
    END_EMPLOYMENT = "end_employment"


POLICY = Policy(
    "communities",
    {
        A.READ: frozenset({R.ANYONE}),
        A.JOIN: frozenset({R.ANYONE}),
        A.READ_MEMBERS: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.READ_MEMBER: frozenset({R.SELF, R.GUARDIAN, R.STAFF, R.LEAD}),
        A.CONSENT: frozenset({R.GUARDIAN}),
        A.VERIFY: frozenset({R.STAFF, R.LEAD}),
        A.LEAVE: frozenset({R.SELF}),
        # Each for themself: nobody at the desk puts a name on the notice.
        A.CHOOSE_NAME: frozenset({R.MEMBER}),
        A.GRANT_ROLE: frozenset({R.LEAD}),
        A.CREATE_UNIT: frozenset({R.STAFF, R.LEAD}),
        A.APPLY: frozenset({R.SELF}),
        A.ADD_EMPLOYEE: frozenset({R.UNIT_CONTACT, R.STAFF, R.LEAD}),
        A.READ_EMPLOYEES: frozenset({R.UNIT_CONTACT, R.STAFF, R.LEAD}),
        A.DECIDE_EMPLOYMENT: frozenset({R.UNIT_CONTACT, R.STAFF, R.LEAD}),
        A.END_EMPLOYMENT: frozenset({R.SELF}),
    },
)
