"""Sign-in, refresh, sign-out and the person's own data. It never talks to WeChat: routes do, before the transaction."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from backend.core.errors import NotFoundError
from backend.identity.errors import PhoneTakenError, RefreshInvalidError
from backend.identity.models import Person, RefreshFamily, WechatIdentity
from backend.identity.tokens import Tokens, make_refresh, split_refresh
from backend.identity.types import Memberships, MembershipView, PersonView, TokenPair
from backend.infra.rows import refusing
from backend.infra.runtime import port, runtime
from backend.infra.uow import UnitOfWork


def sign_in(uow: UnitOfWork, openid: str) -> UUID:
    """Return the person of an openid, created at the first sign-in (two first sign-ins at once make one person)."""
    digest = runtime().cipher.lookup_hash("openid", openid)
    known = select(WechatIdentity.person_id).where(WechatIdentity.openid_hash == digest)
    person_id = uow.session.scalars(known).one_or_none()
    if person_id is not None:
        return person_id
    person_id = uow.new_id()
    created = uow.session.execute(
        insert(WechatIdentity)
        .values(openid_hash=digest, openid=openid, person_id=person_id, created_at=uow.now)
        .on_conflict_do_nothing()
        .returning(WechatIdentity.person_id)
    ).first()
    if created is None:
        return uow.session.scalars(known).one()
    uow.session.add(Person(id=person_id, created_at=uow.now))
    uow.session.flush()
    return person_id


def start_session(uow: UnitOfWork, person_id: UUID) -> TokenPair:
    """Begin a refresh family on one phone."""
    tokens = port(Tokens)
    family_id = uow.new_id()
    refresh_token, digest = make_refresh(family_id)
    family = RefreshFamily(
        id=family_id,
        person_id=person_id,
        current_hash=digest,
        expires_at=tokens.refresh_expiry(),
        created_at=tokens.now(),
    )
    uow.session.add(family)
    uow.session.flush()
    return TokenPair(*_access_with(tokens, person_id, refresh_token))


def refresh_session(uow: UnitOfWork, refresh_token: str) -> TokenPair | None:
    """Rotate: the newest token gives the next pair. None when a spent one came: the family is then ended.

    Returns instead of raising on reuse, so that the edge commits the end before it refuses.
    Raises RefreshInvalidError.
    """
    tokens = port(Tokens)
    family_id, digest = split_refresh(refresh_token)
    family = uow.session.scalars(
        select(RefreshFamily).where(RefreshFamily.id == family_id).with_for_update()
    ).one_or_none()
    if family is None or family.expires_at <= tokens.now():
        raise RefreshInvalidError()
    if family.ended_at is not None or bytes(family.current_hash) != digest:
        family.ended_at = family.ended_at or tokens.now()
        uow.session.flush()
        return None
    next_token, family.current_hash = make_refresh(family_id)
    family.expires_at = tokens.refresh_expiry()
    uow.session.flush()
    return TokenPair(*_access_with(tokens, family.person_id, next_token))


def _access_with(tokens: Tokens, person_id: UUID, refresh_token: str) -> tuple[str, str, int]:
    access_token, expires_in = tokens.issue_access(person_id)
    return access_token, refresh_token, expires_in


def end_session(uow: UnitOfWork, refresh_token: str) -> None:
    """Sign out; an unknown or old token is silently good: the phone is signed out either way."""
    try:
        family_id, _ = split_refresh(refresh_token)
    except RefreshInvalidError:
        return
    uow.session.execute(
        update(RefreshFamily)
        .where(RefreshFamily.id == family_id, RefreshFamily.ended_at.is_(None))
        .values(ended_at=port(Tokens).now())
    )


def get_person(uow: UnitOfWork, person_id: UUID) -> PersonView:
    """Return the person's own view; raises NotFoundError."""
    person = uow.session.get(Person, person_id)
    if person is None:
        raise NotFoundError()
    return PersonView(person.id, person.name, _mask_phone(person.phone))


def list_memberships(uow: UnitOfWork, person_id: UUID) -> Sequence[MembershipView]:
    """Return the person's memberships in all communities."""
    return port(Memberships).list_memberships(uow, person_id)


def name_person(uow: UnitOfWork, person_id: UUID, name: str) -> None:
    """Keep the name a person gave on joining, unless one is known."""
    uow.session.execute(update(Person).where(Person.id == person_id, Person.name.is_(None)).values(name=name))


def bind_phone(uow: UnitOfWork, person_id: UUID, phone: str) -> PersonView:
    """Keep the phone that WeChat vouched for; raises PhoneTakenError."""
    digest = runtime().cipher.lookup_hash("phone", phone)
    with refusing(uow, PhoneTakenError):
        uow.session.execute(update(Person).where(Person.id == person_id).values(phone=phone, phone_hash=digest))
    uow.session.expire_all()
    return get_person(uow, person_id)


def find_person_by_phone(uow: UnitOfWork, phone: str) -> UUID | None:
    """Return the person who bound this phone."""
    digest = runtime().cipher.lookup_hash("phone", phone)
    return uow.session.scalars(select(Person.id).where(Person.phone_hash == digest)).one_or_none()


def people_by_phones(uow: UnitOfWork, phones: Collection[str]) -> dict[str, UUID]:
    """Return who bound which of the phones; one that nobody bound is left out."""
    if not phones:
        return {}
    hashes = {runtime().cipher.lookup_hash("phone", phone): phone for phone in phones}
    rows = uow.session.execute(select(Person.phone_hash, Person.id).where(Person.phone_hash.in_(hashes)))
    return {hashes[bytes(digest)]: id_ for digest, id_ in rows if digest is not None}


def phones_of(uow: UnitOfWork, person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the phones that people bound; whether one may be shown is the caller's to know."""
    if not person_ids:
        return {}
    rows = uow.session.execute(
        select(Person.id, Person.phone).where(Person.id.in_(set(person_ids)), Person.phone.is_not(None))
    )
    return {id_: phone for id_, phone in rows if phone is not None}


def openid_of(uow: UnitOfWork, person_id: UUID) -> str | None:
    """Return the openid to send WeChat messages to."""
    return uow.session.scalars(
        select(WechatIdentity.openid).where(WechatIdentity.person_id == person_id).limit(1)
    ).one_or_none()


def _mask_phone(phone: str | None) -> str | None:
    return None if phone is None else f"{phone[:3]}****{phone[-4:]}"
