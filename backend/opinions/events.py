"""Topics of the outbox that opinions tell others of. No event ever tells of a vote."""

from backend.infra import outbox
from backend.infra.uow import UnitOfWork
from backend.opinions.models import Statement

STATEMENT_MOVED = "opinions.statement_moved"


def tell_moved(uow: UnitOfWork, statement: Statement, move: str, reason: str | None, *, into: str | None) -> None:
    """Tell the author what the desk did with their statement; ``into`` is the text it was merged into."""
    payload = {
        "member_id": str(statement.author_member_id),
        "topic_id": str(statement.topic_id),
        "text": statement.text,
        "move": move,
        "reason": reason,
        "into": into,
    }
    outbox.record(uow, statement.community_id, STATEMENT_MOVED, payload)
