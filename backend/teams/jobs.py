"""What is due in teams: reminders of tasks, and the end of claims that teams carry out."""

from collections.abc import Sequence
from uuid import UUID

from backend.agreements.events import CLAIM_ENDED
from backend.agreements.types import ClaimState
from backend.infra.due import DueSource
from backend.infra.outbox import Event, Subscription
from backend.infra.uow import UnitOfWork
from backend.teams import service

TASKS = DueSource("teams.tasks", scan=service.communities_with_due_tasks, work=service.remind_of_tasks)


def _claim_ended(uow: UnitOfWork, batch: Sequence[Event]) -> None:
    """End the team of a claim that was withdrawn; ask for the report of one that was kept (one event a batch)."""
    event, said = batch[0], batch[0].payload
    by_id = UUID(said["by_member_id"]) if said["by_member_id"] else None
    state = ClaimState(said["to_state"])
    service.claim_ended(uow, event.community_id, UUID(said["claim_id"]), state, note=said["note"], by_id=by_id)


CLAIMS_ENDED = Subscription(CLAIM_ENDED, _claim_ended, batch=1)
