"""Routes of matching, a noun a file."""

from backend.matching.routes.suggestions import blp as suggestions
from backend.matching.routes.unmet import blp as unmet

BLUEPRINTS = [suggestions, unmet]
