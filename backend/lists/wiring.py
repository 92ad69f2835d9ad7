"""What app plugs in from lists."""

from backend.lists.kinds import OWN_KINDS
from backend.lists.routes import blp

BLUEPRINTS = [blp]
LIST_KINDS = OWN_KINDS
