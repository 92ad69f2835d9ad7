"""What app plugs in from notifications."""

from backend.notifications.jobs import SUBSCRIPTIONS
from backend.notifications.routes import blp

__all__ = ["BLUEPRINTS", "SUBSCRIPTIONS"]

BLUEPRINTS = [blp]
