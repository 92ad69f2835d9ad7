"""Voting: one ballot for each adult who lives here, changed as often as they like until the end.

A ballot stands under a pseudonym that the round's secret alone ties to the member. Nothing is recorded beside it: no
event, no line of a move, no time, and no answer to be repeated (the routes are PUT and GET).
"""

from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from backend.budgeting.errors import NotElectorError, NotVotingError
from backend.budgeting.models import Ballot, Round
from backend.budgeting.policy import POLICY, A
from backend.budgeting.rules.voting import decide_points, may_vote
from backend.budgeting.service.store import proposals_of, round_row, share_round
from backend.budgeting.types import BallotKind, MyBallot, NewBallot, ProposalState, RoundStage
from backend.communities import service as communities
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.core.pseudonyms import pseudonym
from backend.infra.uow import UnitOfWork


def get_my_ballot(uow: UnitOfWork, actor: Actor, community_id: int, round_id: UUID) -> MyBallot:
    """Return what stands under the actor's pseudonym; nothing after the end, for nobody knows any more whose is whose.

    Raises NotFoundError.
    """
    POLICY.permit(actor, A.READ_BALLOT)
    row = round_row(uow, community_id, round_id)
    if not _is_open(uow, row):
        return MyBallot(False, NotVotingError.title, {})
    if not _is_elector(uow, actor, community_id):
        return MyBallot(False, NotElectorError.title, {})
    stored = uow.session.scalar(
        select(Ballot.points).where(
            Ballot.community_id == community_id, Ballot.round_id == row.id, Ballot.voter == _voter(row, actor)
        )
    )
    ids = {str(number): id_ for id_, number in _choices(uow, row).items()}
    return MyBallot(True, None, {ids[number]: points for number, points in (stored or {}).items()})


def vote(uow: UnitOfWork, actor: Actor, community_id: int, round_id: UUID, new: NewBallot) -> MyBallot:
    """Put the actor's ballot in place of the one that stood there; an empty one takes it back.

    Raises NotFoundError, NotVotingError, NotElectorError and InvalidError.
    """
    POLICY.permit(actor, A.VOTE)
    row = share_round(uow, community_id, round_id)
    if not _is_open(uow, row):
        raise NotVotingError()
    if not _is_elector(uow, actor, community_id):
        raise NotElectorError()
    kind = BallotKind(row.ballot_kind)
    points = decide_points(new.points, _choices(uow, row), kind=kind, points_max=row.points_max)
    _store(uow, row, _voter(row, actor), points)
    return MyBallot(True, None, new.points)


def _is_open(uow: UnitOfWork, row: Round) -> bool:
    """Tell whether people vote now; the end counts when it comes, not when a worker sees it."""
    return row.stage == RoundStage.VOTING and row.stage_ends_at is not None and uow.now < row.stage_ends_at


def _is_elector(uow: UnitOfWork, actor: Actor, community_id: int) -> bool:
    assert actor.member_id is not None
    found = communities.electors_among(uow, community_id, [actor.member_id])
    return any(may_vote(elector, local_date(uow.now)) for elector in found)


def _voter(row: Round, actor: Actor) -> bytes:
    assert row.secret is not None
    assert actor.member_id is not None
    return pseudonym(row.secret, actor.member_id)


def _choices(uow: UnitOfWork, row: Round) -> dict[UUID, int]:
    return {each.id: each.number for each in proposals_of(uow, row, ProposalState.PASSED)}


def _store(uow: UnitOfWork, row: Round, voter: bytes, points: dict[str, int]) -> None:
    place = {"community_id": row.community_id, "round_id": row.id, "voter": voter}
    if not points:
        uow.session.execute(delete(Ballot).filter_by(**place))
        return
    put = insert(Ballot).values(**place, points=points)
    keys = ["community_id", "round_id", "voter"]
    uow.session.execute(put.on_conflict_do_update(index_elements=keys, set_={"points": put.excluded.points}))
