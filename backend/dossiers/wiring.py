"""What app plugs in from dossiers."""

from backend.dossiers import service
from backend.dossiers.jobs import EXPORTS, IMPORTS, OLD_EXPORTS, OLD_IMPORTS
from backend.dossiers.routes import BLUEPRINTS

__all__ = ["BLUEPRINTS", "DUE_SOURCES", "SELF_CHECKS"]

DUE_SOURCES = [EXPORTS, OLD_EXPORTS, IMPORTS, OLD_IMPORTS]
SELF_CHECKS = service.CHECKS
