"""Doors of dossiers: what routes, jobs and other features call."""

from backend.dossiers.service.check import CHECKS
from backend.dossiers.service.entry import add_entry, void_entry
from backend.dossiers.service.evaluation import answer_evaluation, evaluate, list_evaluations
from backend.dossiers.service.own import change_own, show_own
from backend.dossiers.service.store import skills_of, training_of
from backend.dossiers.service.view import show_dossier

__all__ = [
    "CHECKS",
    "add_entry",
    "answer_evaluation",
    "change_own",
    "evaluate",
    "list_evaluations",
    "show_dossier",
    "show_own",
    "skills_of",
    "training_of",
    "void_entry",
]
