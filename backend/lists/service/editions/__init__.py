"""Editions: a list is compiled, shown for objections, sealed; and anybody may check that nothing was changed since."""

from backend.lists.service.editions.draft import compile_draft, find_draft, list_draft_entries, move_draft, show_draft
from backend.lists.service.editions.edition import compare_editions, list_edition_entries, list_editions, show_edition
from backend.lists.service.editions.export import export_edition, export_list
from backend.lists.service.editions.objection import answer_objection, object_to_draft
from backend.lists.service.editions.verify import verify_editions

__all__ = [
    "answer_objection",
    "compare_editions",
    "compile_draft",
    "export_edition",
    "export_list",
    "find_draft",
    "list_draft_entries",
    "list_edition_entries",
    "list_editions",
    "move_draft",
    "object_to_draft",
    "show_draft",
    "show_edition",
    "verify_editions",
]
