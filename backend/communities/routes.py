"""Routes of communities, members, units and employments."""

from typing import Any
from uuid import UUID

from backend.communities import service
from backend.communities.policy import A
from backend.communities.privacy import PRIVACY_TEXT, PRIVACY_VERSION
from backend.communities.schemas import (
    ApplicationSchema,
    CommunityItemSchema,
    CommunitySchema,
    EmploymentMoveSchema,
    EmploymentSchema,
    EmploymentsSchema,
    MemberMoveSchema,
    MemberQuery,
    MemberSchema,
    NameConsentSchema,
    NewEmploymentSchema,
    NewNameConsentSchema,
    NewUnitSchema,
    RoleGrantSchema,
    UnitQuery,
    UnitSchema,
)
from backend.communities.types import Application, NewUnit
from backend.infra.http import (
    Blueprint,
    PageQuery,
    asks,
    current_actor,
    idempotent,
    page_request,
    page_schema,
    signed_in,
)
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work

POLICY = "communities"

blp = Blueprint("communities", __name__, url_prefix="/api/v1/communities", description="Communities and members")


@blp.route("")
@signed_in
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(CommunityItemSchema))
def list_communities(query: dict[str, Any]) -> Page[dict[str, Any]]:
    """List the communities one can join."""
    current_actor()
    with unit_of_work() as uow:
        found = service.list_communities(uow, page_request(query))
        streets = service.street_of(uow, found.items)
        items = [{"id": c.community_id, "name": c.name, "street_name": streets[c.community_id]} for c in found.items]
        return Page(items, found.next_cursor)


@blp.route("/<int:community_id>")
@signed_in
@blp.response(200, CommunitySchema)
def get_community(community_id: int) -> dict[str, Any]:
    """Show one community and its privacy text."""
    current_actor()
    with unit_of_work() as uow:
        community = service.get_community(uow, community_id)
        return {
            "id": community.community_id,
            "name": community.name,
            "street_name": service.street_of(uow, [community])[community_id],
            "notice_days": community.notice_days,
            "privacy": {"version": PRIVACY_VERSION, "text": PRIVACY_TEXT},
            "counts": service.count_in_community(uow, community_id),
        }


@blp.route("/<int:community_id>/members", methods=["POST"])
@idempotent
@asks(A.JOIN, policy=POLICY)
@blp.arguments(ApplicationSchema)
@blp.response(201, MemberSchema)
def join(body: Application, community_id: int) -> dict[str, Any]:
    """Join a community."""
    with unit_of_work() as uow:
        return service.join(uow, current_actor(), community_id, body)


@blp.route("/<int:community_id>/members")
@asks(A.READ_MEMBERS, policy=POLICY)
@blp.arguments(MemberQuery, location="query")
@blp.response(200, page_schema(MemberSchema))
def list_members(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List members (desk)."""
    asked = {"state": query["state"], "find": query["find"]}
    with unit_of_work() as uow:
        return service.list_members(uow, current_actor(), community_id, **asked, page=page_request(query))


@blp.route("/<int:community_id>/members/me")
@asks(A.READ, policy=POLICY)
@blp.response(200, MemberSchema)
def get_own_membership(community_id: int) -> dict[str, Any]:
    """Show one's own membership."""
    with unit_of_work() as uow:
        return service.get_own_membership(uow, current_actor(), community_id)


@blp.route("/<int:community_id>/members/me/name-consent")
@asks(A.CHOOSE_NAME, policy=POLICY)
@blp.response(200, NameConsentSchema)
def get_name_consent(community_id: int) -> dict[str, Any]:
    """Show whether one's name stands on the public notice, and what that means."""
    with unit_of_work() as uow:
        return service.get_name_consent(uow, current_actor(), community_id)


@blp.route("/<int:community_id>/members/me/name-consent", methods=["POST"])
@idempotent
@asks(A.CHOOSE_NAME, policy=POLICY)
@blp.arguments(NewNameConsentSchema)
@blp.response(200, NameConsentSchema)
def set_name_consent(body: dict[str, Any], community_id: int) -> dict[str, Any]:
    """Let one's name stand on the public notice, or take that back."""
    with unit_of_work() as uow:
        return service.set_name_consent(uow, current_actor(), community_id, **body)


@blp.route("/<int:community_id>/members/<uuid:member_id>/moves", methods=["POST"])
@idempotent
@asks(A.VERIFY, policy=POLICY)
@blp.arguments(MemberMoveSchema)
@blp.response(200, MemberSchema)
def move_member(body: dict[str, Any], community_id: int, member_id: UUID) -> dict[str, Any]:
    """Consent as guardian, verify, reject or leave."""
    with unit_of_work() as uow:
        return service.move_member(uow, current_actor(), community_id, member_id, body["move"], body["note"])


@blp.route("/<int:community_id>/members/<uuid:member_id>/roles", methods=["POST"])
@idempotent
@asks(A.GRANT_ROLE, policy=POLICY)
@blp.arguments(RoleGrantSchema)
@blp.response(200, MemberSchema)
def grant_role(body: dict[str, Any], community_id: int, member_id: UUID) -> dict[str, Any]:
    """Give or take a role (lead)."""
    with unit_of_work() as uow:
        return service.grant_role(uow, current_actor(), community_id, member_id, body["role"], grant=body["grant"])


@blp.route("/<int:community_id>/units")
@asks(A.READ, policy=POLICY)
@blp.arguments(UnitQuery, location="query")
@blp.response(200, page_schema(UnitSchema))
def list_units(query: dict[str, Any], community_id: int) -> Page[dict[str, Any]]:
    """List units."""
    with unit_of_work() as uow:
        return service.list_units(uow, current_actor(), community_id, kind=query["kind"], page=page_request(query))


@blp.route("/<int:community_id>/units", methods=["POST"])
@idempotent
@asks(A.CREATE_UNIT, policy=POLICY)
@blp.arguments(NewUnitSchema)
@blp.response(201, UnitSchema)
def create_unit(body: NewUnit, community_id: int) -> dict[str, Any]:
    """Enter a unit (staff)."""
    with unit_of_work() as uow:
        return service.create_unit(uow, current_actor(), community_id, body)


@blp.route("/<int:community_id>/units/<uuid:unit_id>/employees")
@asks(A.READ_EMPLOYEES, policy=POLICY)
@blp.response(200, EmploymentsSchema)
def list_employees(community_id: int, unit_id: UUID) -> dict[str, Any]:
    """List a unit's people (contact, staff)."""
    with unit_of_work() as uow:
        return {"items": service.list_employees(uow, current_actor(), community_id, unit_id)}


@blp.route("/<int:community_id>/units/<uuid:unit_id>/employees", methods=["POST"])
@idempotent
@asks(A.APPLY, policy=POLICY)
@blp.arguments(NewEmploymentSchema)
@blp.response(201, EmploymentSchema)
def add_employee(body: dict[str, Any], community_id: int, unit_id: UUID) -> dict[str, Any]:
    """Apply to a unit oneself, or add a member as its contact."""
    with unit_of_work() as uow:
        actor = current_actor()
        if body["member_id"] in (None, actor.member_id):
            return service.apply_to_unit(uow, actor, community_id, unit_id, body["role"])
        return service.add_employee(uow, actor, community_id, unit_id, body["member_id"], body["role"])


@blp.route("/<int:community_id>/employments/<uuid:employment_id>/moves", methods=["POST"])
@idempotent
@asks(A.DECIDE_EMPLOYMENT, policy=POLICY)
@blp.arguments(EmploymentMoveSchema)
@blp.response(200, EmploymentSchema)
def move_employment(body: dict[str, Any], community_id: int, employment_id: UUID) -> dict[str, Any]:
    """Confirm, decline, remove (contact) or leave (oneself)."""
    with unit_of_work() as uow:
        return service.move_employment(uow, current_actor(), community_id, employment_id, body["move"])
