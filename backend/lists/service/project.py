"""A project made of what many asked for (热点列项目): entered, linked to it and told in one transaction."""

from typing import Any
from uuid import UUID

from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.infra import links
from backend.infra.uow import UnitOfWork
from backend.lists.errors import NotAProjectError, ProjectExistsError
from backend.lists.events import record_project_listed
from backend.lists.models import Entry
from backend.lists.policy import POLICY, A
from backend.lists.rules import PROJECT_FROM_STATES
from backend.lists.service.entry import get_visible_row
from backend.lists.service.proposal import propose_entry
from backend.lists.service.store import entries_by_ids, get_entry, get_kind, members_concerned, tell, to_ref
from backend.lists.types import EntryState, HistoryMove, NewEntry

PROJECT_KINDS = ("service_project", "welfare_work")
RELATION = "project"


def list_as_project(uow: UnitOfWork, actor: Actor, community_id: int, entry_id: UUID, new: NewEntry) -> dict[str, Any]:
    """Propose a project made of a need or problem and return it; one for each, unless the first was withdrawn.

    Raises NotFoundError, NotAProjectError, ProjectExistsError (with ``project_id``), InvalidError and what proposing
    on the project's list refuses.
    """
    POLICY.permit(actor, A.LIST_PROJECT)
    # Of two who do it at one moment the second waits here and then finds the first one's.
    row = get_visible_row(uow, actor, community_id, entry_id, lock=True)
    if not get_kind(row.kind).mergeable or EntryState(row.state) not in PROJECT_FROM_STATES:
        raise NotAProjectError()
    if new.kind not in PROJECT_KINDS:
        raise InvalidError({"kind": ["只能列为公共服务项目或公益事业建设项目"]})
    _require_none(uow, row)
    view = propose_entry(uow, actor, community_id, new)
    links.record(uow, community_id, from_=("entry", row.id), to=("entry", view["id"]), relation=RELATION)
    _tell(uow, actor, row, view["id"])
    return view


def _require_none(uow: UnitOfWork, row: Entry) -> None:
    linked = links.find_to(uow, row.community_id, ("entry", row.id), relation=RELATION)
    projects = entries_by_ids(uow, row.community_id, [id_ for _, id_ in linked])
    for project in projects.values():
        if project.state is not EntryState.WITHDRAWN:
            raise ProjectExistsError(project_id=str(project.id))


def _tell(uow: UnitOfWork, actor: Actor, row: Entry, project_id: UUID) -> None:
    """Write the history's line; tell all who asked for it: its writer, whose words were merged, whom it concerns."""
    project = get_entry(uow, row.community_id, project_id)
    row.version += 1
    row.updated_at = uow.now
    tell(
        uow,
        row,
        HistoryMove.LIST_PROJECT,
        from_state=EntryState(row.state),
        by_member_id=actor.member_id,
        note=f"{project.number} {project.title}",
    )
    asked = members_concerned(uow, row.community_id, [row.id])
    name = get_kind(project.kind).entry_name
    record_project_listed(uow, to_ref(row), project, kind_name=name, members=asked)
