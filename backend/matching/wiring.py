"""What app plugs in from matching."""

from backend.matching.routes import BLUEPRINTS

__all__ = ["BLUEPRINTS"]
