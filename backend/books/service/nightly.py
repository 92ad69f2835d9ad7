"""The books check themselves every night, an hour after they are sealed; what does not hold is told."""

from collections.abc import Sequence

import structlog

from backend.books import events
from backend.books.models import SealTurn
from backend.books.seals import next_check
from backend.books.service.self_check import self_check
from backend.books.service.turns import communities_due, take_turn
from backend.infra.uow import UnitOfWork

log = structlog.get_logger(__name__)


def communities_to_check(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities whose nightly check is due (lock-free scan over all of them)."""
    return communities_due(uow, SealTurn.check_due_at)


def check_books(uow: UnitOfWork, community_id: int) -> int:
    """Check one community's books; return 1, or 0 when nothing was due. Staff are told what does not hold."""
    turn = take_turn(uow, community_id, SealTurn.check_due_at)
    if turn is None:
        return 0
    findings = self_check(uow, community_id)
    for finding in findings:
        log.error("books_broken", community_id=community_id, check=finding.check, examples=list(finding.examples))
    if findings:
        events.tell_broken(uow, community_id, findings)
    turn.check_due_at = next_check(uow.now)
    uow.session.flush()
    return 1
