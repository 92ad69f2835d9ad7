"""Editions: a list is compiled, shown for objections, sealed; and anybody may check that nothing was changed since."""

from backend.lists.service.editions.draft import (
    compile_draft,
    draft_names,
    find_draft,
    list_draft_entries,
    lock_draft_on_notice,
    move_draft,
    show_draft,
)
from backend.lists.service.editions.edition import compare_editions, list_edition_entries, list_editions, show_edition
from backend.lists.service.editions.export import export_edition, export_list
from backend.lists.service.editions.objection import answer_objection, object_to_draft
from backend.lists.service.editions.stop import draft_stops
from backend.lists.service.editions.verify import verify_editions

__all__ = [
    "answer_objection",
    "compare_editions",
    "compile_draft",
    "draft_names",
    "draft_stops",
    "export_edition",
    "export_list",
    "find_draft",
    "list_draft_entries",
    "list_edition_entries",
    "list_editions",
    "lock_draft_on_notice",
    "move_draft",
    "object_to_draft",
    "show_draft",
    "show_edition",
    "verify_editions",
]
