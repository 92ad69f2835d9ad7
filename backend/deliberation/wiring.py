"""What app plugs in from deliberation."""

from backend.deliberation.jobs import REVIEWS_DUE, STAGES_DUE
from backend.deliberation.list_kind import TOPIC
from backend.deliberation.routes import blp
from backend.deliberation.service import topic_figures, topic_stops

BLUEPRINTS = [blp]
DUE_SOURCES = [STAGES_DUE, REVIEWS_DUE]
LIST_KINDS = [TOPIC]
LIST_FIGURES = {"topic": topic_figures}
TRACE_STOPS = {"topic": topic_stops}
