"""Doors of moderation: what routes, jobs and the features with texts call."""

from backend.moderation.service.checking import check_texts
from backend.moderation.service.deciding import move_item
from backend.moderation.service.queue import get_item, list_items
from backend.moderation.service.submitting import submit, withdraw

__all__ = ["check_texts", "get_item", "list_items", "move_item", "submit", "withdraw"]
