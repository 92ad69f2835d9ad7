"""What becomes of needs that nobody serves: after a set time a public one is a problem, a personal one the desk's."""

from collections.abc import Sequence

from sqlalchemy import select

from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.matching.models import Unmet
from backend.matching.rules import numbers
from backend.matching.types import UnmetState

BATCH = 50
TEXT = "“{title}”已经{days}天没有合适的人或单位可以接，系统自动列为问题，请社区商量怎么办。"


def communities_with_unmet(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities with needs that nobody has served for the set time (lock-free)."""
    return uow.session.scalars(select(Unmet.community_id).where(Unmet.becomes_at <= uow.now).distinct()).all()


def raise_due(uow: UnitOfWork, community_id: int) -> int:
    """Make one batch of them a problem or the desk's; return how many."""
    rows = uow.session.scalars(
        select(Unmet)
        .where(Unmet.community_id == community_id, Unmet.becomes_at <= uow.now)
        .order_by(Unmet.becomes_at, Unmet.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True)
    ).all()
    entries = lists.entries_by_ids(uow, community_id, [row.entry_id for row in rows if row.entry_id is not None])
    for row in rows:
        problem = None
        if row.is_public and row.entry_id is not None:
            text = TEXT.format(title=entries[row.entry_id].title, days=numbers.UNMET_DAYS.days)
            problem = lists.raise_unmatched(uow, community_id, row.entry_id, text)
        row.state = UnmetState.HANDED.value if problem is None else UnmetState.RAISED.value
        row.became_id, row.becomes_at = (None if problem is None else problem.id), None
    return len(rows)
