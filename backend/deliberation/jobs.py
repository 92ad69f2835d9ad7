"""What is due in deliberation: stages whose time is over, decisions to look at again."""

from backend.deliberation import service
from backend.infra.due import DueSource

STAGES_DUE = DueSource(
    "deliberation.stages", scan=service.communities_with_overdue_stages, work=service.tell_overdue_stages
)
REVIEWS_DUE = DueSource("deliberation.reviews", scan=service.communities_with_reviews_due, work=service.begin_reviews)
