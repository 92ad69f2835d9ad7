"""Doors of communities: what routes and other features call."""

from backend.communities.rules import age_on
from backend.communities.service.community import (
    count_in_community,
    found_community,
    get_community,
    list_communities,
    neighbours_of,
    street_of,
)
from backend.communities.service.directory import belongs_to
from backend.communities.service.employment import (
    add_employee,
    apply_to_unit,
    contacts_of,
    list_employees,
    move_employment,
    name_contact,
)
from backend.communities.service.lookup import (
    birth_dates,
    building_of_member,
    find_member_of,
    get_member,
    get_unit,
    load_actor,
    lock_member,
    member_age_on,
    members_by_ids,
    staff_of,
    units_by_ids,
    verified_of,
)
from backend.communities.service.membership import (
    appoint,
    get_own_membership,
    grant_role,
    join,
    list_members,
    move_member,
)
from backend.communities.service.ties import (
    UnitFacts,
    employees_of,
    employers_of,
    household_of,
    ties_of_members,
    units_with_employees,
)
from backend.communities.service.unit import create_unit, list_units

__all__ = [
    "UnitFacts",
    "add_employee",
    "age_on",
    "apply_to_unit",
    "appoint",
    "belongs_to",
    "birth_dates",
    "building_of_member",
    "contacts_of",
    "count_in_community",
    "create_unit",
    "employees_of",
    "employers_of",
    "find_member_of",
    "found_community",
    "get_community",
    "get_member",
    "get_own_membership",
    "get_unit",
    "grant_role",
    "household_of",
    "join",
    "list_communities",
    "list_employees",
    "list_members",
    "list_units",
    "load_actor",
    "lock_member",
    "member_age_on",
    "members_by_ids",
    "move_employment",
    "move_member",
    "name_contact",
    "neighbours_of",
    "staff_of",
    "street_of",
    "ties_of_members",
    "units_by_ids",
    "units_with_employees",
    "verified_of",
]
