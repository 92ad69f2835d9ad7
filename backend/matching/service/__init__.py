"""Doors of matching: what routes, jobs and commands call."""

from backend.matching.service.answering import move_suggestion
from backend.matching.service.by_hand import explain, suggest_by_hand
from backend.matching.service.clocks import communities_due
from backend.matching.service.figures import show_figures
from backend.matching.service.profiles import (
    choose_for_resource,
    get_own_profile,
    get_resource_choice,
    get_unit_profile,
    state_own_profile,
    state_unit_profile,
)
from backend.matching.service.raising import communities_with_unmet, raise_due
from backend.matching.service.reviews import ask_review, list_reviews, move_review
from backend.matching.service.runs import newest_run, run_due, run_now
from backend.matching.service.stops import match_stops
from backend.matching.service.suggestions import (
    list_own_suggestions,
    list_suggestions,
    list_unit_suggestions,
    show_suggestion,
)
from backend.matching.service.telling import LAPSES_SOON, tell_suggested
from backend.matching.service.unmet import list_unmet
from backend.matching.service.withdrawing import communities_with_lapsing, lapse_due

__all__ = [
    "LAPSES_SOON",
    "ask_review",
    "choose_for_resource",
    "communities_due",
    "communities_with_lapsing",
    "communities_with_unmet",
    "explain",
    "get_own_profile",
    "get_resource_choice",
    "get_unit_profile",
    "lapse_due",
    "list_own_suggestions",
    "list_reviews",
    "list_suggestions",
    "list_unit_suggestions",
    "list_unmet",
    "match_stops",
    "move_review",
    "move_suggestion",
    "newest_run",
    "raise_due",
    "run_due",
    "run_now",
    "show_figures",
    "show_suggestion",
    "state_own_profile",
    "state_unit_profile",
    "suggest_by_hand",
    "tell_suggested",
]
