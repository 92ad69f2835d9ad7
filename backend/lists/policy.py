"""Who may do what with entries. A kind's declaration narrows who proposes and who adopts."""

from enum import StrEnum

from backend.core.actor import Actor
from backend.core.actor import Role as R
from backend.core.policy import Policy
from backend.lists.types import EntryMove as M
from backend.lists.types import EntryRef, EntryState, KindDeclaration


class A(StrEnum):
    """Actions of this feature."""

    READ_LISTS = "read_lists"
    READ_ALL = "read_all"
    READ_OWN = "read_own"
    READ_PRIVATE = "read_private"
    PROPOSE = "propose"
    EDIT = "edit"
    EDIT_ANY = "edit_any"
    MOVE = "move"
    READ_DRAFT = "read_draft"
    COMPILE = "compile"
    PUBLISH = "publish"
    OBJECT = "object"
    EXPORT = "export"
    MERGE = "merge"
    LIST_PROJECT = "list_project"
    ADDRESS = "address"
    PROPOSE_ON_BEHALF = "propose_on_behalf"
    SUPPORT = "support"
    IMPORT = "import"
    BOOK = "book"
    READ_BOOKINGS = "read_bookings"
    OWN_BOOKING = "own_booking"
    KEEP_BOOKINGS = "keep_bookings"
    KEEP_ALL_BOOKINGS = "keep_all_bookings"


_DESK = frozenset({R.STAFF, R.LEAD})
_ASKER = frozenset({R.SELF, R.UNIT_CONTACT})

POLICY = Policy(
    "lists",
    {
        A.READ_LISTS: frozenset({R.ANYONE}),
        A.READ_ALL: _DESK | {R.SUPERVISOR},
        A.READ_OWN: _ASKER,
        A.READ_PRIVATE: _ASKER | _DESK,
        A.PROPOSE: frozenset({R.MEMBER, R.STAFF, R.LEAD}),
        A.EDIT: _ASKER | _DESK,
        A.EDIT_ANY: _DESK,
        A.MOVE: frozenset({R.MEMBER, R.STAFF, R.LEAD}),
        A.READ_DRAFT: _DESK | {R.SUPERVISOR},
        A.COMPILE: _DESK,
        # design.md section 1: the party branch publishes editions.
        A.PUBLISH: frozenset({R.LEAD}),
        A.OBJECT: frozenset({R.MEMBER}),
        A.MERGE: _DESK,
        A.LIST_PROJECT: _DESK,
        A.ADDRESS: _DESK,
        A.PROPOSE_ON_BEHALF: _DESK,
        A.SUPPORT: frozenset({R.MEMBER}),
        A.EXPORT: _DESK | {R.SUPERVISOR},
        A.IMPORT: _DESK,
        A.BOOK: frozenset({R.MEMBER}),
        A.READ_BOOKINGS: frozenset({R.MEMBER}),
        # Whose booking it is; and who keeps the resource: its proposer, the unit's contact, the desk.
        A.OWN_BOOKING: frozenset({R.SELF}),
        A.KEEP_BOOKINGS: _ASKER | _DESK,
        A.KEEP_ALL_BOOKINGS: _DESK,
    },
)

# Adopting and rejecting are the kind's adopters' to do.
MOVE_POLICY = Policy(
    "lists.moves",
    {
        M.SUBMIT: _ASKER,
        M.PUT_ON_NOTICE: _DESK,
        M.PUBLISH: _DESK,
        M.WITHDRAW: _ASKER,
        M.START: _DESK,
        M.DELIVER: _DESK,
        M.ACCEPT: _ASKER | _DESK,
        M.REOPEN: _ASKER | _DESK,
        M.CLOSE: _DESK,
    },
)

# What everybody sees; the rest is the proposer's and the desk's.
PUBLIC_STATES = frozenset(
    {
        EntryState.ON_NOTICE,
        EntryState.ADOPTED,
        EntryState.OPEN,
        EntryState.PARTLY_CLAIMED,
        EntryState.CLAIMED,
        EntryState.IN_PROGRESS,
        EntryState.DELIVERED,
        EntryState.ACCEPTED,
        EntryState.CLOSED,
        EntryState.REOPENED,
    }
)


def may_make(actor: Actor, kind: KindDeclaration, entry: EntryRef, move: M, *, wrote_merged: bool = False) -> bool:
    """Tell whether the actor's roles allow the move, whatever the entry's state.

    Whose own words were merged into it may say, as the asker may, that it is not put right.
    """
    if move in (M.ADOPT, M.REJECT):
        return not actor.roles.isdisjoint(kind.adopters)
    also = [R.SELF] if wrote_merged and move is M.REOPEN else []
    return MOVE_POLICY.allows(
        actor, move, unit_id=entry.proposer_unit_id, member_id=entry.proposer_member_id, also=also
    )


def is_asker(actor: Actor, entry: EntryRef) -> bool:
    """Tell whether the entry is the actor's own or that of a unit they speak for."""
    return POLICY.allows(actor, A.READ_OWN, unit_id=entry.proposer_unit_id, member_id=entry.proposer_member_id)


def keeps_bookings(actor: Actor, entry: EntryRef) -> bool:
    """Tell whether the actor sees a resource's calendar and says who came."""
    return POLICY.allows(
        actor, A.KEEP_BOOKINGS, unit_id=entry.proposer_unit_id, member_id=entry.proposer_member_id
    ) and POLICY.allows(actor, A.READ_BOOKINGS)


def may_see(actor: Actor, entry: EntryRef) -> bool:
    """Tell whether the actor may know of the entry."""
    return entry.state in PUBLIC_STATES or POLICY.allows(actor, A.READ_ALL) or is_asker(actor, entry)
