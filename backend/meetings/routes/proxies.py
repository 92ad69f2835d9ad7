"""Routes of proxies."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, PageQuery, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.meetings import service
from backend.meetings.policy import A
from backend.meetings.schemas.proxies import HoldersSchema, NewProxySchema, ProxyMoveSchema, ProxySchema
from backend.meetings.types.proxies import NewProxy

POLICY = "meetings"

blp = Blueprint(
    "meeting-proxies",
    __name__,
    url_prefix="/api/v1/communities/<int:community_id>",
    description="Voices given in writing to one of the same household",
)


@blp.route("/meetings/<uuid:meeting_id>/proxies")
@asks(A.GIVE_PROXY, policy=POLICY)
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_schema(ProxySchema))
def list_proxies(query: dict[str, Any], community_id: int, meeting_id: UUID) -> Page[dict[str, Any]]:
    """Page through the proxies the caller gave or holds; the desk sees all."""
    with unit_of_work() as uow:
        return service.list_proxies(uow, current_actor(), community_id, meeting_id, page_request(query))


@blp.route("/meetings/<uuid:meeting_id>/proxy-holders")
@asks(A.GIVE_PROXY, policy=POLICY)
@blp.response(200, HoldersSchema)
def list_holders(community_id: int, meeting_id: UUID) -> dict[str, Any]:
    """Show those of the caller's household who could take their voice along."""
    with unit_of_work() as uow:
        return {"items": service.list_holders(uow, current_actor(), community_id, meeting_id)}


@blp.route("/meetings/<uuid:meeting_id>/proxies", methods=["POST"])
@idempotent
@asks(A.GIVE_PROXY, policy=POLICY)
@blp.arguments(NewProxySchema)
@blp.response(201, ProxySchema)
def give_proxy(body: NewProxy, community_id: int, meeting_id: UUID) -> dict[str, Any]:
    """Give one's voice to one of one's household; the desk takes in a signed paper."""
    with unit_of_work() as uow:
        return service.give_proxy(uow, current_actor(), community_id, meeting_id, body)


@blp.route("/meeting-proxies/<uuid:proxy_id>/moves", methods=["POST"])
@idempotent
@asks(A.GIVE_PROXY, policy=POLICY)
@blp.arguments(ProxyMoveSchema)
@blp.response(200, ProxySchema)
def move_proxy(body: dict[str, Any], community_id: int, proxy_id: UUID) -> dict[str, Any]:
    """Take a proxy back before it was brought."""
    with unit_of_work() as uow:
        return service.take_back_proxy(uow, current_actor(), community_id, proxy_id)
