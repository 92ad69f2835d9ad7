"""The line that every move of a term leaves."""

from uuid import UUID

from backend.agreements.models import DutyTerm, DutyTermMove
from backend.agreements.moves.duties import TermMove
from backend.agreements.types.duties import TermState
from backend.infra.uow import UnitOfWork


def add_line(
    uow: UnitOfWork,
    term: DutyTerm,
    move: TermMove,
    from_state: TermState,
    *,
    by_member_id: UUID | None,
    note: str | None,
) -> None:
    """Add the line of a move just made; ``by_member_id`` is None for what time or another text did."""
    uow.session.add(
        DutyTermMove(
            community_id=term.community_id,
            id=uow.new_id(),
            term_id=term.id,
            move=move,
            from_state=from_state,
            to_state=term.state,
            by_member_id=by_member_id,
            note=note or None,
            at=uow.now,
        )
    )
