"""What is due in matching: runs, suggestions that nobody answered, needs that nobody serves."""

from backend.infra.due import DueSource
from backend.matching import service

RUNS = DueSource("matching.runs", scan=service.communities_due, work=service.run_due)
LAPSES = DueSource("matching.lapses", scan=service.communities_with_lapsing, work=service.lapse_due)
UNMET = DueSource("matching.unmet", scan=service.communities_with_unmet, work=service.raise_due)
