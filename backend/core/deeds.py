"""What units and members did, told by the feature that knows it. What a deed is worth is not said here."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class DeedKind(StrEnum):
    """Kinds of deeds and of standing facts."""

    CLAIMED = "claimed"
    CLAIM_KEPT = "claim_kept"
    CLAIM_GIVEN_UP = "claim_given_up"  # withdrawn after it was accepted
    SIGNED_UP = "signed_up"
    SERVED = "served"  # a service record was entered
    EMPLOYEE_SERVED = "employee_served"
    NO_SHOW = "no_show"
    RESOURCE_OFFERED = "resource_offered"
    RESOURCE_OPEN = "resource_open"
    RESOURCE_WAS_OPEN = "resource_was_open"
    LENT = "lent"  # somebody booked the resource and came
    PLEDGED = "pledged"
    PLEDGE_OPEN = "pledge_open"
    REDEEMED = "redeemed"
    EMPLOYS = "employs"
    LIVES_HERE = "lives_here"
    WORKS_HERE = "works_here"


class Deed(NamedTuple):
    """``times`` deeds of one kind on one local day (None: it holds today), on a list's entry where there is one."""

    kind: DeedKind
    on: date | None
    times: int = 1
    entry_id: UUID | None = None
