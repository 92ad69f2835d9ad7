"""Routes of opinions, by noun."""

from backend.opinions.routes import statements, votes

BLUEPRINTS = [statements.blp, votes.blp]
