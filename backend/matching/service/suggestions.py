"""Suggestions read: one's own, a unit's, the desk's board."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select

from backend.core.actor import Actor
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.matching.models import Suggestion
from backend.matching.policy import POLICY, A
from backend.matching.service.subjects import find_offers, in_category, offer_key
from backend.matching.service.suggestion_views import view_suggestion, view_suggestions
from backend.matching.types import SuggestionFilter, SuggestionState

RESOURCE = "resource"


def list_own_suggestions(
    uow: UnitOfWork, actor: Actor, community_id: int, state: SuggestionState | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of what was suggested to the actor, and of their own resources, newest first."""
    POLICY.permit(actor, A.READ_OWN_SUGGESTIONS)
    resources = lists.entries_of_member(community_id, actor.member_id, RESOURCE)
    chosen = _chosen(community_id, SuggestionFilter(state)).where(
        or_(Suggestion.member_id == actor.member_id, Suggestion.resource_id.in_(resources))
    )
    return _page(uow, actor, chosen, page)


def list_unit_suggestions(
    uow: UnitOfWork, actor: Actor, community_id: int, unit_id: UUID, state: SuggestionState | None, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of what was suggested to a unit, and of its resources, newest first."""
    POLICY.permit(actor, A.READ_UNIT_SUGGESTIONS, unit_id=unit_id)
    resources = lists.entries_of_unit(community_id, unit_id)
    chosen = _chosen(community_id, SuggestionFilter(state)).where(
        or_(Suggestion.unit_id == unit_id, Suggestion.resource_id.in_(resources))
    )
    return _page(uow, actor, chosen, page)


def list_suggestions(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: SuggestionFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return a page of the desk's board, newest first; those of one run stand together by their need."""
    POLICY.permit(actor, A.READ_ALL_SUGGESTIONS)
    return _page(uow, actor, _chosen(community_id, wanted), page)


def show_suggestion(uow: UnitOfWork, actor: Actor, community_id: int, suggestion_id: UUID) -> dict[str, Any]:
    """Return one suggestion; raises NotFoundError and ForbiddenError."""
    row = row_by_id(uow, Suggestion, community_id, suggestion_id)
    offer = find_offers(uow, community_id, [offer_key(row)])[offer_key(row)]
    POLICY.permit(actor, A.READ_SUGGESTION, unit_id=offer.unit_id, member_id=offer.member_id)
    return view_suggestion(uow, actor, row)


def _chosen(community_id: int, wanted: SuggestionFilter) -> Select[Suggestion]:
    chosen = select(Suggestion).where(Suggestion.community_id == community_id)
    if wanted.state is not None:
        chosen = chosen.where(Suggestion.state == wanted.state.value)
    if wanted.entry_id is not None:
        chosen = chosen.where(Suggestion.entry_id == wanted.entry_id)
    if wanted.shift_id is not None:
        chosen = chosen.where(Suggestion.shift_id == wanted.shift_id)
    if wanted.category is not None:
        chosen = chosen.where(in_category(Suggestion, community_id, wanted.category))
    return chosen


def _page(uow: UnitOfWork, actor: Actor, chosen: Select[Suggestion], page: PageRequest) -> Page[dict[str, Any]]:
    found = fetch_page(uow.session, chosen, page, keys=[Suggestion.created_at, Suggestion.id])
    return Page(view_suggestions(uow, actor, found.items), found.next_cursor)
