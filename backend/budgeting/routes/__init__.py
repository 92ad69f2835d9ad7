"""Routes of budget rounds, a noun a file."""

from backend.budgeting.routes import ballots, proposals, rounds

BLUEPRINTS = [rounds.blp, proposals.blp, ballots.blp]
