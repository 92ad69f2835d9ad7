"""What app plugs in from trace."""

from backend.trace.routes import blp

BLUEPRINTS = [blp]
