"""Topics of the outbox: a text to check, what became of it."""

from uuid import UUID

from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.moderation.models import ModerationItem
from backend.moderation.types import Told

CHECK = "moderation.check"
# For the desk: a text waits for a person.
HELD = "moderation.held"
# For whoever wrote it.
DECIDED = "moderation.decided"


def ask_check(uow: UnitOfWork, community_id: int, item_id: UUID) -> None:
    """Have a text checked by WeChat, by a worker."""
    outbox.record(uow, community_id, CHECK, {"item_id": str(item_id)}, key=str(item_id))


def tell_held(uow: UnitOfWork, item: ModerationItem, name: str) -> None:
    """Tell the desk; the text itself stays in the queue."""
    outbox.record(uow, item.community_id, HELD, {"item_id": str(item.id), "name": name})


def tell_decided(uow: UnitOfWork, item: ModerationItem, told: Told, reason: str | None, *, passed: bool) -> None:
    """Tell the author."""
    payload = {
        "member_id": str(item.author_member_id),
        "passed": passed,
        "title": told.title,
        "text": item.text,
        "reason": reason,
        "target": [told.target[0], str(told.target[1])],
    }
    outbox.record(uow, item.community_id, DECIDED, payload)
