"""Routes of teams, a noun a file."""

from backend.teams.routes import seats, teams, work

BLUEPRINTS = [teams.blp, seats.blp, work.blp]
