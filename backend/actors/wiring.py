"""What app plugs in from actors."""

from backend.actors.list_kind import ACTOR
from backend.actors.routes import blp
from backend.actors.service import referral_stops

BLUEPRINTS = [blp]
LIST_KINDS = [ACTOR]
TRACE_STOPS = {"referral": referral_stops}
