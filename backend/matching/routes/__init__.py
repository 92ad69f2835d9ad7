"""Routes of matching, a noun a file."""

from backend.matching.routes.profiles import blp as profiles
from backend.matching.routes.reviews import blp as reviews
from backend.matching.routes.suggestions import blp as suggestions
from backend.matching.routes.unmet import blp as unmet

BLUEPRINTS = [profiles, suggestions, reviews, unmet]
