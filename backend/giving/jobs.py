"""What is due in giving: the month's amount of who is entitled, and entitlements past their last day."""

from backend.giving import service
from backend.infra.due import DueSource

ENTITLEMENTS = DueSource(
    "giving.entitlements", scan=service.communities_with_due_entitlements, work=service.do_due_entitlements
)
