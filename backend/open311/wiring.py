"""What app plugs in from open311."""

from backend.open311.routes import blp

BLUEPRINTS = [blp]
