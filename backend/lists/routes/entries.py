"""Routes of lists, categories and entries."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent, page_request, page_schema
from backend.infra.paging import Page
from backend.infra.uow import unit_of_work
from backend.lists import service
from backend.lists.policy import A
from backend.lists.schemas.entries import (
    AddressSchema,
    CategoriesSchema,
    EntryFieldsSchema,
    EntryMoveSchema,
    EntryQuery,
    EntrySchema,
    HistorySchema,
    ListsSchema,
    NewEntrySchema,
    NewSupportSchema,
)
from backend.lists.types import EntryFilter, NewEntry

POLICY = "lists"

blp = Blueprint("lists", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="The nine lists")


@blp.route("/lists")
@asks(A.READ_LISTS, policy=POLICY)
@blp.response(200, ListsSchema)
def list_lists(community_id: int) -> dict[str, Any]:
    """Show the nine lists with how many entries are open."""
    with unit_of_work() as uow:
        return {"items": service.list_lists(uow, current_actor(), community_id)}


@blp.route("/categories")
@blp.etag
@asks(A.READ_LISTS, policy=POLICY)
@blp.response(200, CategoriesSchema)
def list_categories(community_id: int) -> dict[str, Any]:
    """Show the two-level taxonomy all lists share; it changes hardly ever, and its ETag says whether it did."""
    with unit_of_work() as uow:
        shown = {"items": service.list_categories(uow, current_actor(), community_id)}
    blp.set_etag(shown, CategoriesSchema)
    return shown


@blp.route("/lists/<string:kind>/entries")
@asks(A.READ_LISTS, policy=POLICY)
@blp.arguments(EntryQuery, location="query")
@blp.response(200, page_schema(EntrySchema))
def list_entries(query: dict[str, Any], community_id: int, kind: str) -> Page[dict[str, Any]]:
    """Page through a list, newest first; texts are shortened to 120 characters."""
    wanted = EntryFilter(state=query["state"], category=query["category"], unit_id=query["unit_id"], mine=query["mine"])
    with unit_of_work() as uow:
        return service.list_entries(uow, current_actor(), community_id, kind, wanted, page_request(query))


@blp.route("/entries", methods=["POST"])
@idempotent
@asks(A.PROPOSE, policy=POLICY)
@blp.arguments(NewEntrySchema)
@blp.response(201, EntrySchema)
def propose_entry(body: NewEntry, community_id: int) -> dict[str, Any]:
    """Propose an entry, for oneself or as a unit's contact."""
    with unit_of_work() as uow:
        return service.propose_entry(uow, current_actor(), community_id, body)


@blp.route("/entries/<uuid:entry_id>")
@blp.etag
@asks(A.READ_LISTS, policy=POLICY)
@blp.response(200, EntrySchema)
def get_entry(community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Show one entry; its ETag is what PATCH wants as If-Match."""
    with unit_of_work() as uow:
        entry = service.show_entry(uow, current_actor(), community_id, entry_id)
    # Of what this caller sees: one phone may hold several people's answers, and moves and masks differ between them.
    blp.set_etag(entry, EntrySchema)
    return entry


@blp.route("/entries/<uuid:entry_id>", methods=["PATCH"])
@blp.etag
@asks(A.EDIT, policy=POLICY)
@blp.arguments(EntryFieldsSchema)
@blp.response(200, EntrySchema)
def edit_entry(body: dict[str, Any], community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Edit an entry that nobody else has changed since it was read."""
    with unit_of_work() as uow:
        entry = service.edit_entry(
            uow,
            current_actor(),
            community_id,
            entry_id,
            body,
            check_seen=lambda seen: blp.check_etag(seen, EntrySchema),
        )
    blp.set_etag(entry, EntrySchema)
    return entry


@blp.route("/entries/<uuid:entry_id>/moves", methods=["POST"])
@idempotent
@asks(A.MOVE, policy=POLICY)
@blp.arguments(EntryMoveSchema)
@blp.response(200, EntrySchema)
def move_entry(body: dict[str, Any], community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Make one of the moves the entry offers."""
    with unit_of_work() as uow:
        return service.move_entry(uow, current_actor(), community_id, entry_id, body["move"], body["note"])


@blp.route("/entries/<uuid:entry_id>/support", methods=["POST"])
@idempotent
@asks(A.SUPPORT, policy=POLICY)
@blp.arguments(NewSupportSchema)
@blp.response(200, EntrySchema)
def support_entry(body: dict[str, Any], community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Say that an entry concerns oneself too, or take it back."""
    with unit_of_work() as uow:
        return service.support_entry(uow, current_actor(), community_id, entry_id, supports=body["supports"])


@blp.route("/entries/<uuid:entry_id>/project", methods=["POST"])
@idempotent
@asks(A.LIST_PROJECT, policy=POLICY)
@blp.arguments(NewEntrySchema)
@blp.response(201, EntrySchema)
def list_as_project(body: NewEntry, community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Propose a service project or welfare work made of a need or problem."""
    with unit_of_work() as uow:
        return service.list_as_project(uow, current_actor(), community_id, entry_id, body)


@blp.route("/entries/<uuid:entry_id>/address", methods=["POST"])
@idempotent
@asks(A.ADDRESS, policy=POLICY)
@blp.arguments(AddressSchema)
@blp.response(200, EntrySchema)
def address_entry(body: dict[str, Any], community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Give named units the first word on an entry for a while, or open it to all."""
    with unit_of_work() as uow:
        return service.address_entry(uow, current_actor(), community_id, entry_id, **body)


@blp.route("/entries/<uuid:entry_id>/history")
@asks(A.READ_LISTS, policy=POLICY)
@blp.response(200, HistorySchema)
def list_history(community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Show what happened to an entry, oldest first."""
    with unit_of_work() as uow:
        return {"items": service.list_history(uow, current_actor(), community_id, entry_id)}
