"""Forming a team: from a claim that was accepted, or by the desk from an entry. Nobody leads without their own word."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.agreements import service as agreements
from backend.agreements.types import ClaimState
from backend.core.actor import Actor
from backend.core.errors import InvalidError
from backend.infra import links, numbers
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.teams import rules
from backend.teams.errors import ClaimHasTeamError, ClaimNotAcceptedError, EntryNotForTeamError
from backend.teams.events import tell
from backend.teams.models import Seat, Team
from backend.teams.policy import POLICY, A
from backend.teams.service.log import write_line
from backend.teams.service.standing import check_adult
from backend.teams.service.view import show_team
from backend.teams.types import LineKind, NewTeam, SeatRole, SeatState, TeamState


def form_team(uow: UnitOfWork, actor: Actor, community_id: int, new: NewTeam) -> dict[str, Any]:
    """Form a team and lead it, or ask another to lead it.

    Raises ForbiddenError, InvalidError (neither or both of claim and entry), NotFoundError, ClaimNotAcceptedError,
    ClaimHasTeamError (``team_id``), EntryNotForTeamError, TeamMemberUnknownError, TeamAdultsOnlyError.
    """
    if (new.claim_id is None) == (new.entry_id is None):
        raise InvalidError({"claim_id": ["请选择一个认领或者一个清单事项"]})
    entry_id, unit_id = _permit(uow, actor, community_id, new)
    entry = lists.lock_entry(uow, community_id, entry_id)
    if new.claim_id is not None:
        _check_claim(uow, community_id, new.claim_id)
    elif entry.state not in rules.TEAM_STATES:
        raise EntryNotForTeamError
    assert actor.member_id is not None, "the policy lets members form teams and nobody else"
    leader_id = new.leader_id or actor.member_id
    check_adult(uow, community_id, leader_id)
    team = _store(uow, actor.member_id, community_id, new, entry_id=entry_id, unit_id=unit_id)
    from_ = ("claim", new.claim_id) if new.claim_id is not None else ("entry", entry_id)
    links.record(uow, community_id, from_=from_, to=("team", team.id), relation="formed_team")
    write_line(uow, actor, team, LineKind.FORMED, text=new.goal)
    if leader_id == actor.member_id:
        _sit(uow, team, leader_id)
    else:
        team.heir_id, team.heir_named_by = leader_id, actor.member_id
        tell(uow, team, "lead_offered", [leader_id])
    uow.session.flush()
    return show_team(uow, actor, team)


def _permit(uow: UnitOfWork, actor: Actor, community_id: int, new: NewTeam) -> tuple[UUID, UUID | None]:
    """Return the entry and the claiming unit; raises ForbiddenError, NotFoundError."""
    if new.claim_id is not None:
        claim = agreements.get_claim(uow, community_id, new.claim_id)
        POLICY.permit(actor, A.FORM_TEAM, unit_id=claim.unit_id)
        return claim.entry_id, claim.unit_id
    POLICY.permit(actor, A.FORM_TEAM)
    assert new.entry_id is not None, "one of the two is given"
    return lists.get_visible_entry(uow, actor, community_id, new.entry_id).id, None


def _check_claim(uow: UnitOfWork, community_id: int, claim_id: UUID) -> None:
    if agreements.get_claim(uow, community_id, claim_id).state is not ClaimState.ACCEPTED:
        raise ClaimNotAcceptedError
    other = uow.session.scalar(
        select(Team.id).where(
            Team.community_id == community_id, Team.claim_id == claim_id, Team.state != TeamState.CALLED_OFF
        )
    )
    if other is not None:
        raise ClaimHasTeamError(team_id=str(other))


def _store(uow: UnitOfWork, by: UUID, community_id: int, new: NewTeam, *, entry_id: UUID, unit_id: UUID | None) -> Team:
    is_own = new.leader_id in (None, by)
    team = Team(
        community_id=community_id,
        id=uow.new_id(),
        number=numbers.next_number(uow, community_id, "team"),
        name=new.name,
        goal=new.goal,
        entry_id=entry_id,
        claim_id=new.claim_id,
        unit_id=unit_id,
        state=TeamState.ACTIVE if is_own else TeamState.FORMING,
        takes_applications=True,
        photos=[],
        created_by=by,
        created_at=uow.now,
        updated_at=uow.now,
    )
    add_or_refuse(uow, team, refusal=ClaimHasTeamError)
    return team


def _sit(uow: UnitOfWork, team: Team, member_id: UUID) -> None:
    seat = Seat(
        community_id=team.community_id,
        id=uow.new_id(),
        team_id=team.id,
        member_id=member_id,
        role=SeatRole.LEADER,
        state=SeatState.ACTIVE,
        vanguard=False,
        answered_at=uow.now,
        created_at=uow.now,
        updated_at=uow.now,
    )
    uow.session.add(seat)
