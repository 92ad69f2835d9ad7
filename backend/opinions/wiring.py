"""What app plugs in from opinions."""

from backend.deliberation.types import StatementSource, TopicFollower
from backend.opinions.jobs import ENDED, MAPS_DUE
from backend.opinions.routes import BLUEPRINTS
from backend.opinions.service import statement_stops, trace_statements
from backend.opinions.service.check import CHECKS
from backend.opinions.service.moderated import StatementTexts
from backend.opinions.service.reading import StatementSources
from backend.opinions.service.standing import OpinionsFollow

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "MODERATED", "PORTS", "SELF_CHECKS", "TRACE_EDGES", "TRACE_STOPS"]

DUE_SOURCES = [ENDED, MAPS_DUE]
MODERATED = {"statement": StatementTexts()}
PORTS: dict[type, object] = {TopicFollower: OpinionsFollow(), StatementSource: StatementSources()}
SELF_CHECKS = CHECKS
TRACE_EDGES = [trace_statements]
TRACE_STOPS = {"statement": statement_stops}
