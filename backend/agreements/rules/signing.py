"""What is signed, and whether a signature holds; pure, so that anybody can do it again.

The text is canonical JSON (keys sorted, no white space, UTF-8, whole numbers and texts alone: RFC 8785 for these
values) and its hash SHA-256. A device key signs, by Ed25519 (RFC 8032), the hash together with who signs what.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from backend.agreements.errors import AlreadySignedError, SameSignerError, SignatureWrongError
from backend.agreements.types.agreements import AgreementText, Side, SigningMethod, VersionPurpose
from backend.core.seal import canonical

# Points of small order (RFC 8032, 5.1) without their sign bit: under such a key one signature holds for many texts.
_P = 2**255 - 19
_ORDER_8 = (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
)
SMALL_ORDER = frozenset(
    {value.to_bytes(32, "little") for value in (0, 1, _P - 1, _P, _P + 1)} | {bytes.fromhex(key) for key in _ORDER_8}
)


class Signed(NamedTuple):
    """A signature that is there already."""

    party_no: int
    member_id: UUID
    method: SigningMethod
    is_own: bool = True  # the member is of the party, not the desk that hands in a paper for it


def text_of(
    text: AgreementText,
    sides: Sequence[Side],
    *,
    community_id: int,
    number: str,
    version: int,
    purpose: VersionPurpose,
) -> dict[str, Any]:
    """Return the whole text as JSON values, with everything it is read by: parties by name, clauses by number."""
    return {
        "community_id": community_id,
        "number": number,
        "version": version,
        "purpose": purpose.value,
        "title": text.title,
        "preamble": text.preamble,
        "starts_on": text.starts_on.isoformat(),
        "ends_on": text.ends_on.isoformat(),
        "parties": [view_party(side) for side in sides if not side.has_left],
        "clauses": [
            {
                "no": clause.no,
                "giver": clause.giver,
                "receiver": clause.receiver,
                "accepter": clause.accepter,
                "text": clause.text,
                "amount": clause.amount,
                "measure": clause.measure,
                "schedule": clause.schedule.value,
                "due_on": clause.due_on.isoformat(),
                "until_on": clause.until_on and clause.until_on.isoformat(),
                "evidence": [kind.value for kind in clause.evidence],
                "after_no": clause.after_no,
            }
            for clause in text.clauses
        ],
    }


def view_party(side: Side) -> dict[str, Any]:
    """Return a party as a text names it."""
    unit_id = None if side.unit_id is None else str(side.unit_id)
    return {"no": side.no, "name": side.name, "role": side.role.value, "unit_id": unit_id}


def hash_of(text: Mapping[str, Any]) -> bytes:
    """Return SHA-256 over the canonical text."""
    return hashlib.sha256(canonical(text)).digest()


def message_of(community_id: int, agreement_id: UUID, *, version: int, party_no: int, text_hash: bytes) -> bytes:
    """Return what a device key signs: ASCII, so that every phone writes the same bytes."""
    return f"sangong agreement\n{community_id}\n{agreement_id}\n{version}\n{party_no}\n{text_hash.hex()}".encode()


def check_key(message: bytes, public_key: bytes, signature: bytes) -> None:
    """Raise SignatureWrongError unless the key signed the message, or where it is none that proves anything."""
    if public_key[:-1] + bytes([public_key[-1] & 0x7F]) in SMALL_ORDER:
        raise SignatureWrongError()
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError) as error:
        raise SignatureWrongError() from error


def check_hand(signed: Iterable[Signed], new: Signed) -> None:
    """Raise AlreadySignedError, or SameSignerError for one person acting for two sides of a text.

    The desk may hand in several units' papers; who is of one side, by whatever method, hands in no other side's.
    """
    for each in signed:
        if each.party_no == new.party_no:
            raise AlreadySignedError()
        if each.member_id == new.member_id and (_is_hand(each) or _is_hand(new)):
            raise SameSignerError()


def _is_hand(signed: Signed) -> bool:
    """Tell whether the member signed as one of the party, or handed in its own paper."""
    return signed.is_own or signed.method is not SigningMethod.PAPER


def may_sign(signed: Iterable[Signed], new: Signed) -> bool:
    """Tell whether ``check_hand`` would let it pass."""
    try:
        check_hand(signed, new)
    except (AlreadySignedError, SameSignerError):
        return False
    return True
