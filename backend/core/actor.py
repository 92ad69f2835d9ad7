"""Who asks: a person, as a member of one community with roles and ties to units. It holds no session."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """A ground on which something may be done."""

    ANYONE = "anyone"  # any signed-in person
    MEMBER = "member"  # a verified member of the community
    STAFF = "staff"  # 社区工作者
    LEAD = "lead"  # 党组织: publishes, grants roles
    SUPERVISOR = "supervisor"  # 监督员
    UNIT_CONTACT = "contact"  # 单位联络员 of the unit in question
    UNIT_CLERK = "clerk"  # shop clerk of the unit in question
    UNIT_EMPLOYEE = "employee"  # employee of the unit in question
    SELF = "self"  # the member whom the thing belongs to
    LEADER = "leader"  # leads the shift in question
    BENEFICIARY = "beneficiary"
    PEER = "peer"  # took part in the same shift
    HELPER = "helper"  # does the service in question
    GUARDIAN = "guardian"


@dataclass(frozen=True, slots=True)
class Actor:
    """The caller of a service.

    ``community_id``, ``member_id`` and ``name`` are None outside a community or before joining it; ``roles`` holds
    MEMBER only once verified.
    """

    person_id: UUID
    community_id: int | None = None
    member_id: UUID | None = None
    name: str | None = None
    roles: frozenset[Role] = frozenset()
    units: Mapping[UUID, Role] = field(default_factory=dict)

    def holds(self, *, unit_id: UUID | None = None, member_id: UUID | None = None) -> frozenset[Role]:
        """Return the grounds held here: own roles, the tie to ``unit_id``, SELF where ``member_id`` is one's own."""
        held = set(self.roles) | {Role.ANYONE}
        if unit_id is not None and unit_id in self.units and Role.MEMBER in self.roles:
            held.add(self.units[unit_id])
        if member_id is not None and member_id == self.member_id:
            held.add(Role.SELF)
        return frozenset(held)
