"""What app plugs in from insight."""

from backend.insight.routes import blp

BLUEPRINTS = [blp]
