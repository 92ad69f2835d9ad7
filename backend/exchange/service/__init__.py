"""Doors of exchange: what routes, jobs and other features call."""

from backend.exchange.service.answering import answer, move_answer
from backend.exchange.service.asking import ask, read_means
from backend.exchange.service.check import CHECKS
from backend.exchange.service.dispute import add_statement
from backend.exchange.service.ending import communities_with_due_orders, move_due_order
from backend.exchange.service.order import MoveAsked, get_order, list_orders, move_order
from backend.exchange.service.trace import order_edges, order_stops

__all__ = [
    "CHECKS",
    "MoveAsked",
    "add_statement",
    "answer",
    "ask",
    "communities_with_due_orders",
    "get_order",
    "list_orders",
    "move_answer",
    "move_due_order",
    "move_order",
    "order_edges",
    "order_stops",
    "read_means",
]
