"""What is due in agreements: those that begin, give way to another text or end by their days."""

from backend.agreements import service
from backend.infra.due import DueSource

AGREEMENTS = DueSource(
    "agreements.agreements", scan=service.communities_with_due_agreements, work=service.do_due_agreements
)
