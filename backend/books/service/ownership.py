"""Whose a transfer is: a member's, on either side."""

from uuid import UUID

from sqlalchemy import RowMapping

from backend.books.types import AccountKind
from backend.core.actor import Actor


def own_member(actor: Actor, row: RowMapping) -> UUID | None:
    """Return the actor's member id where one of a transfer's two accounts is theirs.

    ``row`` tells ``debit_kind``, ``debit_owner``, ``credit_kind`` and ``credit_owner``.
    """
    sides = ((row["debit_kind"], row["debit_owner"]), (row["credit_kind"], row["credit_owner"]))
    owners = [owner for kind, owner in sides if kind == AccountKind.MEMBER]
    return actor.member_id if actor.member_id in owners else None
