"""What app plugs in from redemption."""

from backend.redemption.jobs import PLEDGES_DUE, VOUCHERS_DUE
from backend.redemption.routes import blp

BLUEPRINTS = [blp]
DUE_SOURCES = [VOUCHERS_DUE, PLEDGES_DUE]
