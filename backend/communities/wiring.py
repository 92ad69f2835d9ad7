"""What app plugs in from communities."""

from backend.communities.jobs import NAMES
from backend.communities.routes import blp
from backend.communities.service.directory import MembershipDirectory
from backend.identity.types import Memberships

BLUEPRINTS = [blp]
DUE_SOURCES = [NAMES]
PORTS: dict[type, object] = {Memberships: MembershipDirectory()}
