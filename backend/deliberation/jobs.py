"""What is due in deliberation: stages whose time is over."""

from backend.deliberation import service
from backend.infra.due import DueSource

STAGES_DUE = DueSource(
    "deliberation.stages", scan=service.communities_with_overdue_stages, work=service.tell_overdue_stages
)
