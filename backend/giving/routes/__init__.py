"""Routes of giving, a noun a file."""

from backend.giving.routes import funds, kin, pool

BLUEPRINTS = [kin.blp, pool.blp, funds.blp]
