"""A checked table is applied or withdrawn."""

from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.core.errors import ForbiddenError, InvalidError
from backend.infra.uow import UnitOfWork
from backend.lists import events
from backend.lists.errors import ImportHasErrorsError
from backend.lists.models import EntryImport
from backend.lists.moves import IMPORT_MOVES
from backend.lists.policy import POLICY, A
from backend.lists.service.imports.checking import make_reader, rows_after
from backend.lists.service.imports.keeping import KEEPING
from backend.lists.service.imports.reading import Ready
from backend.lists.service.imports.storing import build_entries, store_entries
from backend.lists.service.imports.view import get_import, view_import
from backend.lists.service.proposal import require_proposer
from backend.lists.service.store import get_kind
from backend.lists.types import EntryState, ImportMove, ImportState, KindDeclaration


def move_import(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    import_id: UUID,
    move: ImportMove,
    to_state: EntryState,
) -> dict[str, Any]:
    """Turn a checked table into entries of ``to_state``, or withdraw it. Of two at once the first one wins.

    Raises NotFoundError, MoveNotAllowedError, ImportHasErrorsError, InvalidError (this list can't be opened so),
    ForbiddenError, ComputedListError and MayNotProposeError.
    """
    POLICY.permit(actor, A.IMPORT)
    table = get_import(uow, community_id, import_id, lock=True)
    ends_in = IMPORT_MOVES.next(ImportState(table.state), move)
    if move is ImportMove.APPLY:
        _apply(uow, actor, table, to_state)
        table.to_state = to_state.value
    table.state = ends_in.value
    table.closed_by, table.closed_at = actor.member_id, uow.now
    KEEPING.forget_rows(uow, table)
    uow.session.flush()
    return view_import(uow, actor, table)


def _apply(uow: UnitOfWork, actor: Actor, table: EntryImport, to_state: EntryState) -> None:
    kind = get_kind(table.kind)
    require_proposer(uow, actor, table.community_id, kind, None)
    _check_target(actor, kind, to_state)
    if table.errors_total:
        raise ImportHasErrorsError(count=table.errors_total)
    reader = make_reader(uow, table)
    rows = rows_after(uow, table, 0, table.rows_total)
    read = [(row.number, reader.read(row.cells)) for row in rows]
    ready = [(number, found) for number, found in read if isinstance(found, Ready)]
    if len(ready) != table.rows_total:  # what may be written has changed since the check
        raise ImportHasErrorsError(count=table.rows_total - len(ready))
    store_entries(uow, kind, *build_entries(uow, actor, table, kind, ready, to_state))
    assert actor.member_id is not None  # who may import is a member
    events.record_entries_imported(
        uow,
        table.community_id,
        import_id=table.id,
        kind=kind.code,
        count=len(ready),
        state=to_state,
        member_id=actor.member_id,
    )


def _check_target(actor: Actor, kind: KindDeclaration, to_state: EntryState) -> None:
    """Refuse to open entries that each do something when they open, and whoever may not adopt."""
    if to_state is EntryState.PROPOSED:
        return
    if kind.consequence is not None:
        raise InvalidError({"to_state": ["这张清单要一项一项采纳，请先列为待采纳"]})
    if actor.roles.isdisjoint(kind.adopters):
        raise ForbiddenError()
