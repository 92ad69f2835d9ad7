"""What app plugs in from budgeting."""

from backend.budgeting.jobs import ROUNDS_DUE
from backend.budgeting.routes import BLUEPRINTS
from backend.budgeting.service import round_stops
from backend.budgeting.service.check import CHECKS, RECOUNTED, recount
from backend.budgeting.service.moderated import TEXTS, ProposalTexts

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "MODERATED", "SELF_CHECKS", "SELF_RECOUNTS", "TRACE_STOPS"]

DUE_SOURCES = [ROUNDS_DUE]
MODERATED = {TEXTS: ProposalTexts()}
SELF_CHECKS = CHECKS
SELF_RECOUNTS = {RECOUNTED: recount}
TRACE_STOPS = {"budget_round": round_stops}
