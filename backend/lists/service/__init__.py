"""Doors of lists: what routes and other features call."""

from backend.lists.moves import ENTRY_MOVES, all_moves_but
from backend.lists.places import building_of
from backend.lists.policy import may_see
from backend.lists.service import bookings, editions, imports
from backend.lists.service.addressees import addressees_of
from backend.lists.service.addressing import address_entry
from backend.lists.service.alike import alike_pairs, alike_texts
from backend.lists.service.asking import Begun, suggest_while_asking
from backend.lists.service.catalogue import category_names, list_categories, list_lists, require_categories
from backend.lists.service.computed import update_computed_entry, write_computed_entry
from backend.lists.service.deeds import deeds_of_members, deeds_of_unit, entries_about_units
from backend.lists.service.entry import get_visible_entry, list_entries, list_history, show_entry, visible_entries
from backend.lists.service.figures import lent_by_units, wish_figures
from backend.lists.service.merging import list_sentences, merge_entries, trace_merges, undo_merge
from backend.lists.service.move import move_entry
from backend.lists.service.open_ends import (
    OpenEntry,
    TakenTime,
    claimable_entries,
    has_open_since,
    open_resources,
    times_booked,
)
from backend.lists.service.project import list_as_project
from backend.lists.service.proposal import edit_entry, propose_entry
from backend.lists.service.public import find_repeated, list_public_entries
from backend.lists.service.quantity import claim_quantity, complete_by_claims, is_claimable, release_quantity
from backend.lists.service.raising import raise_unmatched
from backend.lists.service.reopening import reopen_entry
from backend.lists.service.search import search_communities
from backend.lists.service.similar import similar_entries
from backend.lists.service.stop import entry_stops
from backend.lists.service.store import (
    entries_by_ids,
    entries_in_category,
    entries_of_member,
    entries_of_unit,
    get_entry,
    get_kind,
    in_category,
    lock_entry,
    members_concerned,
)
from backend.lists.service.support import support_entry
from backend.lists.service.tariff import tariff_of, tariff_on

__all__ = [
    "ENTRY_MOVES",
    "Begun",
    "OpenEntry",
    "TakenTime",
    "address_entry",
    "addressees_of",
    "alike_pairs",
    "alike_texts",
    "all_moves_but",
    "bookings",
    "building_of",
    "category_names",
    "claim_quantity",
    "claimable_entries",
    "complete_by_claims",
    "deeds_of_members",
    "deeds_of_unit",
    "edit_entry",
    "editions",
    "entries_about_units",
    "entries_by_ids",
    "entries_in_category",
    "entries_of_member",
    "entries_of_unit",
    "entry_stops",
    "find_repeated",
    "get_entry",
    "get_kind",
    "get_visible_entry",
    "has_open_since",
    "imports",
    "in_category",
    "is_claimable",
    "lent_by_units",
    "list_as_project",
    "list_categories",
    "list_entries",
    "list_history",
    "list_lists",
    "list_public_entries",
    "list_sentences",
    "lock_entry",
    "may_see",
    "members_concerned",
    "merge_entries",
    "move_entry",
    "open_resources",
    "propose_entry",
    "raise_unmatched",
    "release_quantity",
    "reopen_entry",
    "require_categories",
    "search_communities",
    "show_entry",
    "similar_entries",
    "suggest_while_asking",
    "support_entry",
    "tariff_of",
    "tariff_on",
    "times_booked",
    "trace_merges",
    "undo_merge",
    "update_computed_entry",
    "visible_entries",
    "wish_figures",
    "write_computed_entry",
]
