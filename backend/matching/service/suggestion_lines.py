"""The history of suggestions: a line for each move."""

from uuid import UUID

from backend.infra.uow import UnitOfWork
from backend.matching.models import Suggestion, SuggestionMoveRow
from backend.matching.types import SuggestionState


def write_line(uow: UnitOfWork, row: Suggestion, *, from_state: SuggestionState | None, by_id: UUID | None) -> None:
    """Add the history's line; ``row`` stands as it is after the move."""
    line = SuggestionMoveRow(
        community_id=row.community_id,
        id=uow.new_id(),
        suggestion_id=row.id,
        from_state=None if from_state is None else from_state.value,
        to_state=row.state,
        reason=row.reason,
        by_id=by_id,
        at=uow.now,
    )
    uow.session.add(line)
