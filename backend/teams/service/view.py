"""Teams as the API shows them: to everybody what they do, to whom it concerns who does it and what is left."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select

from backend.attachments import service as attachments
from backend.communities import service as communities
from backend.core.actor import Actor, Role
from backend.core.clock import local_date
from backend.infra.paging import Page, PageRequest, fetch_page
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.teams.models import Seat, Task, Team
from backend.teams.moves import (
    SEAT_ROLE_NAMES,
    SEAT_STATE_NAMES,
    TEAM_MOVE_NAMES,
    TEAM_MOVES,
    TEAM_STATE_NAMES,
)
from backend.teams.policy import ACTION_OF_TEAM_MOVE, POLICY, A
from backend.teams.service.seat_moves import offered_seat_moves, offered_vanguard_move
from backend.teams.service.shifts import work_of
from backend.teams.service.standing import active_ids, asker_grounds, get_team, live_seat, seat_grounds
from backend.teams.types import LIVE_SEATS, SeatRole, SeatState, TaskState, TeamFilter, TeamState

NUMBER = "队-{:04d}"


def list_teams(
    uow: UnitOfWork, actor: Actor, community_id: int, wanted: TeamFilter, page: PageRequest
) -> Page[dict[str, Any]]:
    """Return teams, newest first."""
    POLICY.permit(actor, A.READ_TEAMS)
    chosen = select(Team).where(Team.community_id == community_id)
    if wanted.entry_id is not None:
        chosen = chosen.where(Team.entry_id == wanted.entry_id)
    if wanted.claim_id is not None:
        chosen = chosen.where(Team.claim_id == wanted.claim_id)
    if wanted.unit_id is not None:
        chosen = chosen.where(Team.unit_id == wanted.unit_id)
    if wanted.state is not None:
        chosen = chosen.where(Team.state == wanted.state)
    if wanted.mine:
        seats = select(Seat.team_id).where(
            Seat.community_id == community_id, Seat.member_id == actor.member_id, Seat.state.in_(LIVE_SEATS)
        )
        chosen = chosen.where(or_(Team.heir_id == actor.member_id, Team.id.in_(seats)))
    found = fetch_page(uow.session, chosen, page, keys=[Team.created_at, Team.id])
    return Page(_view_many(uow, actor, found.items), found.next_cursor)


def read_team(uow: UnitOfWork, actor: Actor, community_id: int, team_id: UUID) -> dict[str, Any]:
    """Return one team; raises NotFoundError."""
    POLICY.permit(actor, A.READ_TEAMS)
    return show_team(uow, actor, get_team(uow, community_id, team_id))


def _view_many(uow: UnitOfWork, actor: Actor, teams: Sequence[Team]) -> list[dict[str, Any]]:
    """Return the part of teams that everybody may see: six statements however many there are."""
    if not teams:
        return []
    community_id, ids = teams[0].community_id, [team.id for team in teams]
    entries = lists.entries_by_ids(uow, community_id, {team.entry_id for team in teams})
    units = communities.units_by_ids(uow, community_id, {team.unit_id for team in teams if team.unit_id})
    people, leaders, own = _seats_of(uow, actor, community_id, ids)
    names = communities.public_names(uow, community_id, leaders.values())
    return [
        {
            "id": team.id,
            "number": NUMBER.format(team.number),
            "name": team.name,
            "goal": team.goal,
            "state": team.state,
            "state_name": TEAM_STATE_NAMES[TeamState(team.state)],
            "entry": entries[team.entry_id],
            "unit": {"id": team.unit_id, "name": units[team.unit_id].name} if team.unit_id else None,
            "leader_name": names[leaders[team.id]] if team.id in leaders else None,
            "people": people.get(team.id, 0),
            "my_state": own.get(team.id),
            "is_offered_to_me": team.heir_id is not None and team.heir_id == actor.member_id,
            "created_at": team.created_at,
            "ended_at": team.ended_at,
        }
        for team in teams
    ]


def _seats_of(
    uow: UnitOfWork, actor: Actor, community_id: int, ids: Sequence[UUID]
) -> tuple[dict[UUID, int], dict[UUID, UUID], dict[UUID, str]]:
    """Return by team how many are on it, who leads it, and in what state the caller's own seat is."""
    here = (Seat.community_id == community_id, Seat.team_id.in_(ids))
    counts = uow.session.execute(
        select(Seat.team_id, func.count().label("people"))
        .where(*here, Seat.state == SeatState.ACTIVE)
        .group_by(Seat.team_id)
    )
    notable = uow.session.execute(
        select(Seat.team_id, Seat.member_id, Seat.role, Seat.state).where(
            *here,
            Seat.state.in_(LIVE_SEATS),
            or_(Seat.role == SeatRole.LEADER, Seat.member_id == actor.member_id),
        )
    ).all()
    return (
        {row.team_id: row.people for row in counts},
        {row.team_id: row.member_id for row in notable if row.role == SeatRole.LEADER},
        {row.team_id: row.state for row in notable if row.member_id == actor.member_id},
    )


def show_team(uow: UnitOfWork, actor: Actor, team: Team) -> dict[str, Any]:
    """Return a team as the caller sees it, with what they may do; its inside only to whom it concerns."""
    view = _view_many(uow, actor, [team])[0]
    seat = live_seat(uow, team, actor.member_id)
    also = seat_grounds(seat) | asker_grounds(actor, view["entry"])
    is_inside = POLICY.allows(actor, A.READ_INSIDE, unit_id=team.unit_id, also=also)
    photos = attachments.photos_by_ids(uow, team.community_id, [UUID(photo) for photo in team.photos])
    names = _full_names(uow, team) if is_inside else {}
    return {
        **view,
        "heir_name": None,
        "claim_id": team.claim_id,
        "takes_applications": team.takes_applications,
        "report": team.report,
        "photos": [photos[UUID(photo)] for photo in team.photos if UUID(photo) in photos],
        "work": work_of(uow, team),
        "tasks": _count_tasks(uow, team),
        "is_inside": is_inside,
        "may_manage": team.state == TeamState.ACTIVE and POLICY.allows(actor, A.MANAGE, also=also),
        "may_work": team.state == TeamState.ACTIVE and POLICY.allows(actor, A.WORK, also=also),
        "may_apply": _may_apply(actor, team, seat),
        **names,
        "seat": _own_seat(uow, actor, team, seat),
        "moves": _moves(actor, team, also),
    }


def _full_names(uow: UnitOfWork, team: Team) -> dict[str, str | None]:
    """Return who leads and who was asked to, as those inside know them."""
    leader_id = next(iter(active_ids(uow, team, SeatRole.LEADER)), None)
    ids = [id_ for id_ in (leader_id, team.heir_id) if id_ is not None]
    people = communities.members_by_ids(uow, team.community_id, ids)
    return {
        "leader_name": people[leader_id].name if leader_id else None,
        "heir_name": people[team.heir_id].name if team.heir_id else None,
    }


def _may_apply(actor: Actor, team: Team, seat: Seat | None) -> bool:
    return team.state == TeamState.ACTIVE and team.takes_applications and seat is None and POLICY.allows(actor, A.APPLY)


def _own_seat(uow: UnitOfWork, actor: Actor, team: Team, seat: Seat | None) -> dict[str, Any] | None:
    """Return the caller's own seat: the one view that knows of the vanguard."""
    if seat is None:
        return None
    moves: list[dict[str, str]] = []
    if team.state == TeamState.ACTIVE:
        is_party_member = communities.is_party_member(uow, seat.community_id, seat.member_id)
        moves = offered_seat_moves(actor, seat, frozenset())
        moves += offered_vanguard_move(seat, is_party_member=is_party_member)
    return {
        "id": seat.id,
        "role": seat.role,
        "role_name": SEAT_ROLE_NAMES[SeatRole(seat.role)],
        "state": seat.state,
        "state_name": SEAT_STATE_NAMES[SeatState(seat.state)],
        "vanguard": seat.vanguard,
        "note": seat.note,
        "moves": moves,
    }


def _count_tasks(uow: UnitOfWork, team: Team) -> dict[str, int]:
    """Return how many tasks are open, overdue and done: one statement."""
    is_open = Task.state == TaskState.OPEN
    row = uow.session.execute(
        select(
            func.count().filter(is_open).label("open"),
            func.count().filter(is_open, Task.due_on < local_date(uow.now)).label("overdue"),
            func.count().filter(Task.state == TaskState.DONE).label("done"),
        ).where(Task.community_id == team.community_id, Task.team_id == team.id)
    ).one()
    return {"open": row.open, "overdue": row.overdue, "done": row.done}


def _moves(actor: Actor, team: Team, also: frozenset[Role]) -> list[dict[str, str]]:
    """Return the moves the caller may make now."""
    return [
        {"move": move.value, "name": TEAM_MOVE_NAMES[move]}
        for move in TEAM_MOVES.moves_from(TeamState(team.state))
        if POLICY.allows(
            actor, action := ACTION_OF_TEAM_MOVE[move], unit_id=team.unit_id, member_id=team.heir_id, also=also
        )
        and (action is not A.ANSWER_LEAD or team.heir_id is not None)
        and move.value != ("open_doors" if team.takes_applications else "shut_doors")
    ]
