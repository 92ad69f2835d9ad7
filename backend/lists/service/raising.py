"""A problem raised by a need that nobody serves: proposed on list 3 in the asker's name, decided by the desk."""

from uuid import UUID

from backend.infra import links, numbers
from backend.infra.uow import UnitOfWork
from backend.lists.rules import CLAIMABLE_STATES
from backend.lists.service.building import build_entry, give_number, number_name
from backend.lists.service.store import get_kind, get_row, tell, to_ref
from backend.lists.types import EntryMove, EntryRef, EntryState, NewEntry

PROBLEM = "problem"
RELATION = "unmatched"


def raise_unmatched(uow: UnitOfWork, community_id: int, entry_id: UUID, text: str) -> EntryRef | None:
    """Propose a problem that tells that nobody serves an entry, linked to it; None where it is no open entry any more.

    The entry's row stays locked until commit. What is personal is refused by who calls: it never becomes public.
    """
    row = get_row(uow, community_id, entry_id, lock=True)
    if row.state not in CLAIMABLE_STATES or row.kind == PROBLEM:
        return None
    kind = get_kind(PROBLEM)
    title = f"没人接的{get_kind(row.kind).entry_name}：{row.title}"[:60]
    new = NewEntry(PROBLEM, title, text, row.category, row.place, quantity=1, unit_id=row.proposer_unit_id)
    details, by_id = kind.load_details({}), row.created_by_member_id
    problem = build_entry(uow, community_id, kind, new, details=details, state=EntryState.PROPOSED, by_member_id=by_id)
    # In the asker's name, whoever wrote it down for them.
    problem.proposer_member_id = row.proposer_member_id
    give_number(kind, problem, numbers.next_number(uow, community_id, number_name(kind)))
    uow.session.add(problem)
    uow.session.flush()
    links.record(uow, community_id, from_=("entry", entry_id), to=("entry", problem.id), relation=RELATION)
    tell(uow, problem, EntryMove.SUBMIT, from_state=EntryState.DRAFT, by_member_id=None)
    return to_ref(problem)
