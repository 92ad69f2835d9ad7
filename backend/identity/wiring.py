"""What app plugs in from identity."""

from backend.identity.routes import blp

BLUEPRINTS = [blp]
