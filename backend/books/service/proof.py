"""Inclusion proofs: that one row stands in its day's seal as it was booked. Its path is made when it is asked for."""

from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import select, text
from sqlalchemy.orm import undefer

from backend.books.errors import ArchiveFileMissingError, NotSealedYetError, TransferNotFoundError
from backend.books.models import Seal
from backend.books.policy import POLICY, A
from backend.books.seals import next_due, unpack
from backend.books.service.archive_files import archived_lines
from backend.books.service.ownership import own_member
from backend.books.service.sealing import TRANSFER_LEAF, view_seal
from backend.books.types import SealedRow, SealedRows
from backend.core.actor import Actor
from backend.core.merkle import leaf_hash, path_of
from backend.infra.runtime import port
from backend.infra.uow import UnitOfWork

_TRANSFER = text(
    f"""
    SELECT t.occurred_at, {TRANSFER_LEAF} AS leaf, d.kind AS debit_kind, d.owner_id AS debit_owner,
           c.kind AS credit_kind, c.owner_id AS credit_owner
    FROM transfers t
    JOIN accounts d ON d.community_id = t.community_id AND d.id = t.debit_account_id
    JOIN accounts c ON c.community_id = t.community_id AND c.id = t.credit_account_id
    WHERE t.community_id = :community_id AND t.id = :id
    """  # noqa: S608  # made of the constant above
)


_ARCHIVED = text(
    """
    SELECT t.occurred_at, d.kind AS debit_kind, d.owner_id AS debit_owner,
           c.kind AS credit_kind, c.owner_id AS credit_owner
    FROM archived_transfers t
    JOIN accounts d ON d.community_id = t.community_id AND d.id = t.debit_account_id
    JOIN accounts c ON c.community_id = t.community_id AND c.id = t.credit_account_id
    WHERE t.community_id = :community_id AND t.id = :id
    """
)


def get_proof(uow: UnitOfWork, actor: Actor, community_id: int, id_: UUID) -> dict[str, Any]:
    """Return a transfer's or an entered record's leaf, its path and the seal; hashes as hexadecimal digits.

    A row that was changed after it was sealed has another leaf than ``sealed_hash``: whoever checks sees it.
    Raises TransferNotFoundError, ForbiddenError, NotSealedYetError (``due_at``), and ArchiveFileMissingError where an
    archived row's file can't be read.
    """
    row = (
        _find_transfer(uow, actor, community_id, id_)
        or port(SealedRows).find(uow, actor, community_id, id_)
        or _find_archived(uow, actor, community_id, id_)
    )
    if row is None:
        raise TransferNotFoundError()
    seal = uow.session.scalars(
        select(Seal)
        .where(Seal.community_id == community_id, Seal.until > row.at)
        .order_by(Seal.until)
        .limit(1)
        .options(undefer(Seal.leaves))
    ).first()
    if seal is None:
        raise NotSealedYetError(due_at=next_due(row.at).isoformat())
    leaf = row.leaf or _archived_leaf(uow, seal, id_)
    leaves = unpack(seal.leaves)
    index = next((place for place, each in enumerate(leaves) if each.id == id_), None)
    if index is None:
        raise TransferNotFoundError()
    hashes = [each.hash for each in leaves]
    return {
        "id": id_,
        "leaf": leaf,
        "leaf_hash": leaf_hash(leaf.encode()).hex(),
        "sealed_hash": hashes[index].hex(),
        "index": index,
        "size": seal.size,
        "path": [sibling.hex() for sibling in path_of(hashes, index)],
        "community_id": community_id,
        "seal": view_seal(seal),
    }


def _find_archived(uow: UnitOfWork, actor: Actor, community_id: int, id_: UUID) -> SealedRow | None:
    """Return an archived transfer without its text, which only its seal's part of a file has."""
    arguments = {"community_id": community_id, "id": id_}
    found = uow.session.execute(_ARCHIVED, arguments).mappings().one_or_none()
    if found is None:
        return None
    POLICY.permit(actor, A.READ_TRANSFER, member_id=own_member(actor, found))
    return SealedRow(id_, found["occurred_at"], "")


def _archived_leaf(uow: UnitOfWork, seal: Seal, id_: UUID) -> str:
    lines = archived_lines(uow, seal.community_id, seal.number) or []
    found = next((line for line in lines if orjson.loads(line)["id"] == str(id_)), None)
    if found is None:
        raise ArchiveFileMissingError
    return found


def _find_transfer(uow: UnitOfWork, actor: Actor, community_id: int, id_: UUID) -> SealedRow | None:
    found = uow.session.execute(_TRANSFER, {"community_id": community_id, "id": id_}).mappings().one_or_none()
    if found is None:
        return None
    POLICY.permit(actor, A.READ_TRANSFER, member_id=own_member(actor, found))
    return SealedRow(id_, found["occurred_at"], found["leaf"])
