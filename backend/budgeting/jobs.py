"""What is due in budget rounds: the ends of stages, counts among them."""

from backend.budgeting import service
from backend.infra.due import DueSource

ROUNDS_DUE = DueSource("budgeting.rounds", scan=service.communities_with_due_rounds, work=service.move_due_round)
