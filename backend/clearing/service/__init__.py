"""Doors of clearing: what routes, jobs and other features call."""

from backend.clearing.service.check import CHECKS, waiting_transfers
from backend.clearing.service.netting import close_due_day, communities_to_net, hear_day, list_days
from backend.clearing.service.receiving import hear_transfer
from backend.clearing.service.sending import get_transfer, hear_answer, list_own_transfers, send_points
from backend.clearing.service.stop import clearing_stops
from backend.clearing.service.terms import agree, hear_terms, list_pairs, move_pair

__all__ = [
    "CHECKS",
    "agree",
    "clearing_stops",
    "close_due_day",
    "communities_to_net",
    "get_transfer",
    "hear_answer",
    "hear_day",
    "hear_terms",
    "hear_transfer",
    "list_days",
    "list_own_transfers",
    "list_pairs",
    "move_pair",
    "send_points",
    "waiting_transfers",
]
