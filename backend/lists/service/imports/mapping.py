"""Which column fills which field: guessed at first, set right by staff, each time checked anew."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.infra.uow import UnitOfWork
from backend.lists.models import EntryImport
from backend.lists.moves import IMPORT_MOVES
from backend.lists.policy import POLICY, A
from backend.lists.service.catalogue import all_categories
from backend.lists.service.imports.reading import import_columns
from backend.lists.service.imports.view import get_import, view_import
from backend.lists.service.store import get_kind
from backend.lists.types import ImportMove, ImportState


def map_columns(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    import_id: UUID,
    paths: Sequence[str | None],
    fixed: Mapping[str, str],
    *,
    check_seen: Callable[[dict[str, Any]], None],
) -> dict[str, Any]:
    """Set for every column the field it fills, and what is the same in every row; the check begins again.

    ``check_seen`` gets the locked table as it stands now and raises when the caller saw it otherwise.

    Raises NotFoundError, MoveNotAllowedError and InvalidError.
    """
    POLICY.permit(actor, A.IMPORT)
    table = get_import(uow, community_id, import_id, lock=True)
    check_seen(view_import(uow, actor, table))
    to_state = IMPORT_MOVES.next(ImportState(table.state), ImportMove.MAP)
    known = {column.path for column in import_columns(get_kind(table.kind), all_categories(uow))}
    _check(table, known, paths, fixed)
    table.paths = list(paths)
    table.fixed = dict(fixed)
    begin_check(table, to_state)
    uow.session.flush()
    return view_import(uow, actor, table)


def begin_check(table: EntryImport, to_state: ImportState) -> None:
    """Forget what was found: every row is looked at again."""
    table.state = to_state.value
    table.rows_done = table.errors_total = 0
    table.errors = []


def _check(table: EntryImport, known: set[str], paths: Sequence[str | None], fixed: Mapping[str, str]) -> None:
    given = [path for path in paths if path is not None]
    if len(paths) != len(table.headings):
        raise InvalidError({"paths": [f"这张表有{len(table.headings)}列，请逐列对应"]})
    if len(set(given)) != len(given):
        raise InvalidError({"paths": ["一项内容只能对应一列"]})
    if not known.issuperset(given):
        raise InvalidError({"paths": ["没有这项内容"]})
    if not known.issuperset(fixed):
        raise InvalidError({"fixed": ["没有这项内容"]})
