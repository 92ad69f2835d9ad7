"""Doors of alliances: what routes, jobs and other features call."""

from backend.alliances.service.account import Counts, list_reciprocity, show_reciprocity, times_given_and_got
from backend.alliances.service.board import hear_board
from backend.alliances.service.check import CHECKS
from backend.alliances.service.consent import set_ranking_consent
from backend.alliances.service.items import add_item, answer_item, hear_answer, remove_item, review_quarter
from backend.alliances.service.printing import print_statement
from backend.alliances.service.ranking import show_ranking
from backend.alliances.service.rhythm import communities_with_due_alliances, do_due_alliance, hear_figures
from backend.alliances.service.standing import found_alliance, hear_call, hear_stand, invite, move_alliance
from backend.alliances.service.statement import (
    communities_to_state,
    list_statements,
    make_due_statements,
    make_statements,
    show_statement,
)
from backend.alliances.service.view import list_alliances, show_alliance

__all__ = [
    "CHECKS",
    "Counts",
    "add_item",
    "answer_item",
    "communities_to_state",
    "communities_with_due_alliances",
    "do_due_alliance",
    "found_alliance",
    "hear_answer",
    "hear_board",
    "hear_call",
    "hear_figures",
    "hear_stand",
    "invite",
    "list_alliances",
    "list_reciprocity",
    "list_statements",
    "make_due_statements",
    "make_statements",
    "move_alliance",
    "print_statement",
    "remove_item",
    "review_quarter",
    "set_ranking_consent",
    "show_alliance",
    "show_ranking",
    "show_reciprocity",
    "show_statement",
    "times_given_and_got",
]
