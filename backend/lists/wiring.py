"""What app plugs in from lists."""

from backend.lists.kinds import OWN_KINDS
from backend.lists.routes import BLUEPRINTS

__all__ = ["BLUEPRINTS", "LIST_KINDS"]

LIST_KINDS = OWN_KINDS
