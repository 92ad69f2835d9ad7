"""Units: entered by staff, read by everybody."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from backend.communities.errors import NameTakenError
from backend.communities.models import Employment, Member, Unit
from backend.communities.policy import POLICY, A
from backend.communities.service.employment import name_contact
from backend.communities.types import UNIT_KIND_NAMES, EmploymentState, NewUnit, UnitKind
from backend.core.actor import Actor, Role
from backend.core.names import mask_name
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork


def create_unit(uow: UnitOfWork, actor: Actor, community_id: int, new: NewUnit) -> dict[str, Any]:
    """Enter a unit, with its contact if known; raises NameTakenError, NotFoundError."""
    POLICY.permit(actor, A.CREATE_UNIT)
    unit = Unit(
        community_id=community_id,
        id=uow.new_id(),
        kind=new.kind,
        name=new.name,
        credit_code=new.credit_code,
        industry=new.industry,
        party_lead=new.party_lead,
        created_at=uow.now,
    )
    add_or_refuse(uow, unit, refusal=NameTakenError)
    if new.contact_member_id is not None:
        name_contact(uow, community_id, unit.id, new.contact_member_id, by=actor.member_id)
    return view_units(uow, actor, [unit])[0]


def list_units(
    uow: UnitOfWork, actor: Actor, community_id: int, *, kind: UnitKind | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return the community's units, newest first."""
    POLICY.permit(actor, A.READ)
    wanted = select(Unit).where(Unit.community_id == community_id)
    if kind is not None:
        wanted = wanted.where(Unit.kind == kind)
    found = fetch_page(uow.session, wanted, page, keys=[Unit.id])
    return Page(view_units(uow, actor, found.items), found.next_cursor)


def view_units(uow: UnitOfWork, actor: Actor, units: Sequence[Unit]) -> list[dict[str, Any]]:
    """Return units as the API shows them, with their contact; strangers see that name masked."""
    if not units:
        return []
    rows = uow.session.execute(
        select(Employment.unit_id, Member.id, Member.name)
        .join(Member, (Member.community_id == Employment.community_id) & (Member.id == Employment.member_id))
        .where(
            Employment.community_id == units[0].community_id,
            Employment.unit_id.in_([unit.id for unit in units]),
            Employment.role == Role.UNIT_CONTACT,
            Employment.state == EmploymentState.CONFIRMED,
        )
    )
    show = str if Role.MEMBER in actor.roles else mask_name
    contacts = {unit_id: {"id": member_id, "name": show(name)} for unit_id, member_id, name in rows}
    return [
        {
            "id": unit.id,
            "name": unit.name,
            "kind": unit.kind,
            "kind_name": UNIT_KIND_NAMES[UnitKind(unit.kind)],
            "contact": contacts.get(unit.id),
            "party_lead": unit.party_lead,
        }
        for unit in units
    ]
