"""Routes of similar entries, merging and its undoing."""

from typing import Any
from uuid import UUID

from backend.infra.http import Blueprint, asks, current_actor, idempotent
from backend.infra.uow import unit_of_work
from backend.lists import service
from backend.lists.policy import A
from backend.lists.schemas.entries import EntrySchema
from backend.lists.schemas.merges import (
    BegunQuery,
    MergeSchema,
    SentencesSchema,
    SimilarsSchema,
    SuggestedSchema,
    UndoSchema,
)

POLICY = "lists"

blp = Blueprint("merges", __name__, url_prefix="/api/v1/communities/<int:community_id>", description="Merging")


@blp.route("/entries/<uuid:entry_id>/similar")
@asks(A.READ_LISTS, policy=POLICY)
@blp.response(200, SimilarsSchema)
def list_similar(community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Show entries of the same list that may say the same, each with reasons."""
    with unit_of_work() as uow:
        return {"items": service.similar_entries(uow, current_actor(), community_id, entry_id)}


@blp.route("/lists/<string:kind>/similar")
@asks(A.PROPOSE, policy=POLICY)
@blp.arguments(BegunQuery, location="query")
@blp.response(200, SuggestedSchema)
def suggest(query: dict[str, Any], community_id: int, kind: str) -> dict[str, Any]:
    """Show, while somebody writes, open entries that may say it already, and a guessed category."""
    with unit_of_work() as uow:
        return service.suggest_while_asking(uow, current_actor(), community_id, kind, service.Begun(**query))


@blp.route("/entries/<uuid:entry_id>/sentences")
@asks(A.READ_LISTS, policy=POLICY)
@blp.response(200, SentencesSchema)
def list_sentences(community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Show what the entries merged into this one said in their own words."""
    with unit_of_work() as uow:
        return {"items": service.list_sentences(uow, current_actor(), community_id, entry_id)}


@blp.route("/entries/<uuid:entry_id>/merges", methods=["POST"])
@idempotent
@asks(A.MERGE, policy=POLICY)
@blp.arguments(MergeSchema)
@blp.response(200, EntrySchema)
def merge_entries(body: dict[str, Any], community_id: int, entry_id: UUID) -> dict[str, Any]:
    """Merge others into this entry, all or none."""
    with unit_of_work() as uow:
        wanted = set(body["from_"])
        return service.merge_entries(uow, current_actor(), community_id, entry_id, wanted, body["note"])


@blp.route("/merges/<uuid:merge_id>/undo", methods=["POST"])
@idempotent
@asks(A.MERGE, policy=POLICY)
@blp.arguments(UndoSchema)
@blp.response(200, EntrySchema)
def undo_merge(body: dict[str, Any], community_id: int, merge_id: UUID) -> dict[str, Any]:
    """Take a merge back: the entry stands where it stood."""
    with unit_of_work() as uow:
        return service.undo_merge(uow, current_actor(), community_id, merge_id)
