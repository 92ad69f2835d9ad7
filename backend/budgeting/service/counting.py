"""The end of voting: counted once, in a worker; then the secret is deleted, and no ballot is anybody's any more."""

from uuid import UUID

from sqlalchemy import select

from backend.budgeting.equal_shares import Project
from backend.budgeting.models import Ballot, Result, Round
from backend.budgeting.rules.results import RULE_VERSION, count_round, read_ballot
from backend.budgeting.rules.voting import may_vote
from backend.budgeting.service.store import proposals_of
from backend.budgeting.types import ProposalState
from backend.communities import service as communities
from backend.core.pseudonyms import pseudonym
from backend.core.working_days import last_day_before
from backend.infra.uow import UnitOfWork


def count(uow: UnitOfWork, row: Round) -> None:
    """Store the result of a round whose voting is over; ``row`` is locked and still holds its secret."""
    ballots = ballots_of(uow, row.community_id, row.id)
    buildings = _buildings(uow, row)
    projects = projects_of(uow, row)
    said = [read_ballot(points) for points in ballots.values()]
    counted = count_round(projects, said, row.budget_fen, [buildings.get(voter) for voter in ballots])
    result = Result(
        community_id=row.community_id,
        round_id=row.id,
        rule_version=RULE_VERSION,
        ballots_hash=counted.ballots_hash,
        # Who voted and left since counts among those who could.
        electors=len(buildings.keys() | ballots.keys()),
        voters=counted.voters,
        budget_fen=row.budget_fen,
        spent_fen=counted.spent_fen,
        facts=counted.facts,
        counted_at=uow.now,
    )
    uow.session.add(result)
    uow.session.flush()


def ballots_of(uow: UnitOfWork, community_id: int, round_id: UUID) -> dict[bytes, dict[str, int]]:
    """Return a round's ballots by pseudonym, in an order that is the pseudonyms' alone."""
    rows = uow.session.execute(
        select(Ballot.voter, Ballot.points)
        .where(Ballot.community_id == community_id, Ballot.round_id == round_id)
        .order_by(Ballot.voter)
    )
    return {bytes(voter): points for voter, points in rows}


def projects_of(uow: UnitOfWork, row: Round) -> list[Project]:
    """Return what people vote on."""
    return [Project(each.number, each.cost_fen) for each in proposals_of(uow, row, ProposalState.PASSED)]


def _buildings(uow: UnitOfWork, row: Round) -> dict[bytes, str | None]:
    """Return by pseudonym in which building those live who could vote; it is known here and never written down."""
    assert row.secret is not None
    assert row.stage_ends_at is not None
    day = last_day_before(row.stage_ends_at)
    return {
        pseudonym(row.secret, elector.id): elector.building
        for elector in communities.electors_of(uow, row.community_id)
        if may_vote(elector, day)
    }
