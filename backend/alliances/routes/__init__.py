"""Routes of reciprocity and alliances."""

from backend.alliances.routes.alliances import blp as alliances
from backend.alliances.routes.reciprocity import blp as reciprocity

BLUEPRINTS = [reciprocity, alliances]
