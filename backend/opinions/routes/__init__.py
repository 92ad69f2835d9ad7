"""Routes of opinions, by noun."""

from backend.opinions.routes import maps, statements, votes

BLUEPRINTS = [statements.blp, votes.blp, maps.blp]
