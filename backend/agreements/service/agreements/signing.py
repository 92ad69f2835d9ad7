"""Signing: each party under the hash it saw; the last signature makes the text agreed."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.agreements.errors import (
    BrokenTextError,
    SharedPaperError,
    SignatureWrongError,
    TermOverError,
    TextChangedError,
)
from backend.agreements.models import AgreementSignature, AgreementVersion
from backend.agreements.moves.agreements import AGREEMENT_MOVES, VERSION_MOVES, AgreementMove
from backend.agreements.policy import POLICY, A
from backend.agreements.rules.signing import check_hand, check_key, hash_of, message_of
from backend.agreements.service.agreements import store
from backend.agreements.service.agreements.in_force import settle
from backend.agreements.service.agreements.moving import permit, side_of
from backend.agreements.service.agreements.store import Held
from backend.agreements.service.agreements.telling import tell
from backend.agreements.service.agreements.view import hands_of, signed_by, view_whole
from backend.agreements.service.claim_agreements import require_taken
from backend.agreements.types.agreements import (
    COMMUNITY_PARTY,
    Side,
    Signing,
    SigningMethod,
    VersionPurpose,
    VersionState,
)
from backend.attachments import service as attachments
from backend.core.actor import Actor
from backend.core.clock import local_date
from backend.infra.rows import add_or_refuse
from backend.infra.uow import UnitOfWork


def sign_agreement(
    uow: UnitOfWork, actor: Actor, community_id: int, agreement_id: UUID, new: Signing
) -> dict[str, Any]:
    """Sign the text on offer for a party and return the agreement; with the last signature it is agreed.

    Raises NotFoundError, ForbiddenError, PartyLeftError, TextChangedError (``version``, ``text_hash``), TermOverError,
    AlreadySignedError, SameSignerError, SignatureWrongError, InvalidError (no such photo), SharedPaperError,
    BrokenTextError, NotTakenClaimError (the claim it is made of ended).
    """
    POLICY.permit(actor, A.MOVE_AGREEMENT)
    held = store.load(uow, community_id, agreement_id, lock=True)
    side = side_of(held, new.party_no)
    _permit(actor, side, new.method)
    version = _on_offer(uow, held, new)
    signed = store.signatures_of(uow, community_id, [version.id])[version.id]
    assert actor.member_id is not None  # MOVE_AGREEMENT is members'
    check_hand(hands_of(actor, held, signed), signed_by(actor, side, actor.member_id, new.method))
    _check_proof(uow, actor, held, new)
    _store(uow, actor, version, new)
    before = held.state
    store.write_line(uow, held.row, AgreementMove.SIGN, before=before, by=actor.member_id, party_no=side.no, note=None)
    if new.method is SigningMethod.PAPER and side.unit_id is not None:
        tell(uow, held, "paper", version, units=[side.unit_id], side=side.name)
    missing = {each.no for each in held.sides if not each.has_left} - {each.party_no for each in signed} - {side.no}
    if not missing:
        _agree(uow, held, version)
    return view_whole(uow, actor, store.load(uow, community_id, agreement_id))


def _permit(actor: Actor, side: Side, method: SigningMethod) -> None:
    """A unit's paper may be handed in by the desk too; the community's own is its lead's."""
    if method is SigningMethod.PAPER and side.no != COMMUNITY_PARTY:
        POLICY.permit(actor, A.HAND_IN_PAPER, unit_id=side.unit_id)
    else:
        permit(actor, side)


def _on_offer(uow: UnitOfWork, held: Held, new: Signing) -> AgreementVersion:
    """Return the text on offer, if it is the one that was seen."""
    version = held.open
    if version is None or version.state != VersionState.SIGNING or version.text_hash is None:
        raise TextChangedError("这份文本现在不在签署")
    if (new.version, new.text_hash) != (version.version, version.text_hash):
        raise TextChangedError(version=version.version, text_hash=version.text_hash.hex())
    if hash_of(version.text or {}) != version.text_hash:
        raise BrokenTextError()
    if version.ends_on < local_date(uow.now) and version.purpose != VersionPurpose.ENDING:
        raise TermOverError()
    return version


def _check_proof(uow: UnitOfWork, actor: Actor, held: Held, new: Signing) -> None:
    if new.method is SigningMethod.DEVICE_KEY:
        message = message_of(
            held.row.community_id,
            held.row.id,
            version=new.version,
            party_no=new.party_no,
            text_hash=new.text_hash,
        )
        assert new.public_key is not None  # the schema's
        assert new.signature is not None
        check_key(message, new.public_key, new.signature)
        _refuse_key_of_another(uow, actor, held.row.community_id, new.public_key)
    if new.photo_id is not None:
        attachments.use_photos(uow, actor, held.row.community_id, [new.photo_id])


def _refuse_key_of_another(uow: UnitOfWork, actor: Actor, community_id: int, public_key: bytes) -> None:
    """Raise SignatureWrongError where another member signed by this key before: a key is one person's."""
    found = select(AgreementSignature.id).where(
        AgreementSignature.community_id == community_id,
        AgreementSignature.public_key == public_key,
        AgreementSignature.member_id != actor.member_id,
    )
    if uow.session.scalars(found.limit(1)).first() is not None:
        raise SignatureWrongError("这把密钥是别人用过的，请用您自己的手机签署")


def _store(uow: UnitOfWork, actor: Actor, version: AgreementVersion, new: Signing) -> None:
    row = AgreementSignature(
        community_id=version.community_id,
        id=uow.new_id(),
        version_id=version.id,
        party_no=new.party_no,
        member_id=actor.member_id,
        text_hash=new.text_hash,
        method=new.method.value,
        public_key=new.public_key,
        signature=new.signature,
        photo_id=new.photo_id,
        page=None if new.photo_id is None else attachments.digest_of(uow, version.community_id, new.photo_id),
        at=uow.now,
    )
    # The agreement's row is locked, so that parties and hands are known: only the page can be in use elsewhere.
    add_or_refuse(uow, row, refusal=SharedPaperError)


def _agree(uow: UnitOfWork, held: Held, version: AgreementVersion) -> None:
    """Make the text agreed and do what it brings about by now; raises NotTakenClaimError."""
    row, before = held.row, held.state
    require_taken(uow, row)
    version.state = VERSION_MOVES.next(VersionState(version.state), AgreementMove.AGREE).value
    version.agreed_at = uow.now
    row.state = AGREEMENT_MOVES.next(before, AgreementMove.AGREE).value
    if row.version is None:
        row.version = version.version
    store.write_line(uow, row, AgreementMove.AGREE, before=before, by=None)
    tell(uow, held, "agreed", version)
    settle(uow, held)
