"""The team's log: progress in people's own words, and a line for everything that happens."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.rows import row_by_id
from backend.infra.uow import UnitOfWork
from backend.teams.models import Line, Task, Team
from backend.teams.moves import LINE_NAMES
from backend.teams.policy import POLICY, A
from backend.teams.service.standing import check_active, get_team, grounds, lock_team
from backend.teams.types import LineKind, NewLine


def write_line(
    uow: UnitOfWork,
    actor: Actor,
    team: Team,
    kind: LineKind,
    *,
    about_id: UUID | None = None,
    task_id: UUID | None = None,
    text: str | None = None,
    photos: Collection[UUID] = (),
) -> Line:
    """Write what the actor did, taking its photos into use; raises InvalidError for photos."""
    attachments.use_photos(uow, actor, team.community_id, photos)
    assert actor.member_id is not None, "policies of teams let members alone act"
    return add_line(uow, team, kind, actor.member_id, about_id=about_id, task_id=task_id, text=text, photos=photos)


def add_line(
    uow: UnitOfWork,
    team: Team,
    kind: LineKind,
    by_id: UUID | None,
    *,
    about_id: UUID | None = None,
    task_id: UUID | None = None,
    text: str | None = None,
    photos: Collection[UUID] = (),
) -> Line:
    """Add a line; ``by_id`` is None where nobody did it."""
    line = Line(
        community_id=team.community_id,
        id=uow.new_id(),
        team_id=team.id,
        kind=kind.value,
        by_id=by_id,
        about_id=None if about_id == by_id else about_id,
        task_id=task_id,
        text=text or None,
        photos=[str(photo) for photo in photos],
        at=uow.now,
    )
    uow.session.add(line)
    uow.session.flush()
    return line


def add_progress(uow: UnitOfWork, actor: Actor, community_id: int, team_id: UUID, new: NewLine) -> dict[str, Any]:
    """Tell how it goes, as somebody on the team.

    Raises NotFoundError (team, task), MoveNotAllowedError and InvalidError (photos).
    """
    team = lock_team(uow, community_id, team_id)
    POLICY.permit(actor, A.WORK, also=grounds(uow, actor, team))
    check_active(team)
    if new.task_id is not None and row_by_id(uow, Task, community_id, new.task_id).team_id != team.id:
        raise NotFoundError
    line = write_line(
        uow, actor, team, LineKind.PROGRESS, task_id=new.task_id, text=new.text, photos=dict.fromkeys(new.photos)
    )
    return _view(uow, [line])[0]


def list_log(
    uow: UnitOfWork, actor: Actor, community_id: int, team_id: UUID, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return the log, newest first, to whom the team concerns; raises NotFoundError."""
    team = get_team(uow, community_id, team_id)
    POLICY.permit(actor, A.READ_INSIDE, unit_id=team.unit_id, also=grounds(uow, actor, team))
    wanted = select(Line).where(Line.community_id == community_id, Line.team_id == team_id)
    found = fetch_page(uow.session, wanted, page, keys=[Line.at, Line.id])
    return Page(_view(uow, found.items), found.next_cursor)


def _view(uow: UnitOfWork, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Return lines as the API shows them: three statements however many there are."""
    if not lines:
        return []
    community_id = lines[0].community_id
    people = communities.members_by_ids(
        uow, community_id, {id_ for line in lines for id_ in (line.by_id, line.about_id) if id_ is not None}
    )
    photos = attachments.photos_by_ids(uow, community_id, [UUID(photo) for line in lines for photo in line.photos])
    tasks = _titles(uow, community_id, {line.task_id for line in lines if line.task_id is not None})
    return [
        {
            "id": line.id,
            "kind": line.kind,
            "kind_name": LINE_NAMES[LineKind(line.kind)],
            "by_name": people[line.by_id].name if line.by_id else None,
            "about_name": people[line.about_id].name if line.about_id else None,
            "task": {"id": line.task_id, "name": tasks[line.task_id]} if line.task_id else None,
            "text": line.text,
            "photos": [photos[UUID(photo)] for photo in line.photos if UUID(photo) in photos],
            "at": line.at,
        }
        for line in lines
    ]


def _titles(uow: UnitOfWork, community_id: int, ids: Collection[UUID]) -> dict[UUID, str]:
    if not ids:
        return {}
    rows = uow.session.execute(select(Task.id, Task.title).where(Task.community_id == community_id, Task.id.in_(ids)))
    return {row.id: row.title for row in rows}
