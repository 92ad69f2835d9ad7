"""Routes of dossiers, a noun a file."""

from backend.dossiers.routes.dossiers import blp as dossiers
from backend.dossiers.routes.files import blp as files

BLUEPRINTS = [dossiers, files]
