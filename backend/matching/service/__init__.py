"""Doors of matching: what routes and jobs call."""

from backend.matching.service.figures import show_figures
from backend.matching.service.suggestions import (
    list_own_suggestions,
    list_suggestions,
    list_unit_suggestions,
    show_suggestion,
)
from backend.matching.service.unmet import list_unmet

__all__ = [
    "list_own_suggestions",
    "list_suggestions",
    "list_unit_suggestions",
    "list_unmet",
    "show_figures",
    "show_suggestion",
]
