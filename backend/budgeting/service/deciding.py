"""What was chosen goes on list 5, adopted: the residents have decided, the desk only writes it down."""

from uuid import UUID

from backend.budgeting.models import Proposal, Round
from backend.budgeting.service.store import proposals_of, result_of
from backend.budgeting.types import ProposalState
from backend.core.actor import Actor
from backend.core.errors import NotFoundError
from backend.infra import links
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryMove, EntryState, NewEntry

KIND = "welfare_work"
# The states from which an entry is adopted.
FREE = frozenset({EntryState.PROPOSED, EntryState.ON_NOTICE})
# Adopted meanwhile in another way.
ADOPTED = frozenset(
    {EntryState.ADOPTED, EntryState.OPEN, EntryState.PARTLY_CLAIMED, EntryState.CLAIMED, EntryState.IN_PROGRESS}
)
NOTE = "按居民投票结果采纳"


def enter_chosen(uow: UnitOfWork, actor: Actor, row: Round) -> None:
    """Adopt the chosen proposals: entries that stand on the list, and new ones for those written in the round.

    Raises what the list refuses (ListNotLiveError, MoveNotAllowedError).
    """
    result = result_of(uow, row)
    if result is None:
        raise NotFoundError()
    chosen = {each["number"] for each in result.facts["chosen"]}
    for proposal in proposals_of(uow, row, ProposalState.PASSED):
        if proposal.number in chosen:
            proposal.entry_id = _adopt(uow, actor, row, proposal)
            to = ("entry", proposal.entry_id)
            links.record(uow, row.community_id, from_=("budget_round", row.id), to=to, relation="funded")
    uow.session.flush()


def _adopt(uow: UnitOfWork, actor: Actor, row: Round, proposal: Proposal) -> UUID:
    """Return the adopted entry: the one it came from; a new one where that was never written, or is gone meanwhile."""
    entry_id = proposal.entry_id
    state = None if entry_id is None else lists.get_entry(uow, row.community_id, entry_id).state
    if entry_id is not None and state in ADOPTED:
        return entry_id
    if entry_id is None or state not in FREE:
        entry_id = _write(uow, actor, row, proposal)
    lists.move_entry(uow, actor, row.community_id, entry_id, EntryMove.ADOPT, NOTE)
    return entry_id


def _write(uow: UnitOfWork, actor: Actor, row: Round, proposal: Proposal) -> UUID:
    new = NewEntry(
        kind=KIND,
        title=proposal.title,
        text=proposal.text,
        category=proposal.category,
        details={"budget_fen": proposal.cost_fen, "fund": row.fund},
    )
    entry_id: UUID = lists.propose_entry(uow, actor, row.community_id, new)["id"]
    return entry_id
