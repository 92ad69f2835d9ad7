"""Idempotency-Key: the same key gives the first answer again, byte for byte; with another body it is refused.

The key's row is written in the transaction of the work itself: both are there or neither.
"""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar, cast
from uuid import UUID

from flask import Response, make_response, request
from sqlalchemy import (
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Row,
    Table,
    Text,
    bindparam,
    delete,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from backend.core.errors import Kind, SangongError
from backend.infra.db import Base
from backend.infra.due import DueSource
from backend.infra.http.caller import current_person_id
from backend.infra.http.problem import CONTENT_TYPE as PROBLEM
from backend.infra.uow import UnitOfWork, unit_of_work

V = TypeVar("V", bound=Callable[..., Any])
Place = tuple[int, UUID, str]
KEY_LENGTH_MIN, KEY_LENGTH_MAX = 8, 64
KEPT = timedelta(days=7)
FORGET_BATCH = 1000


class IdempotencyKey(Base):
    """One answered request of one person. Kept for KEPT, then a phone no longer repeats it."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (
        PrimaryKeyConstraint("community_id", "person_id", "key", name="pk_idempotency_keys"),
        Index("ix_idempotency_keys_created", "created_at"),
    )

    community_id: Mapped[int]
    person_id: Mapped[UUID]
    key: Mapped[str] = mapped_column(Text)
    request_hash: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int | None]
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]


class KeyRequiredError(SangongError):
    """A POST that moves something came without a key."""

    code = "idempotency_key_required"
    kind = Kind.PRECONDITION_REQUIRED
    title = "缺少防重复提交的编号"


class KeyInvalidError(SangongError):
    """The key is too short, too long or not plain text."""

    code = "idempotency_key_invalid"
    kind = Kind.BAD_REQUEST
    title = "防重复提交的编号格式不对"


class KeyReusedError(SangongError):
    """The key was used before for another request."""

    code = "idempotency_key_reused"
    title = "这个提交编号已用于另一次提交"


def idempotent(view: V) -> V:
    """Answer a repeated request from the stored answer. Goes right under ``@blp.route``."""

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Response:
        person_id = current_person_id()
        key = _read_key()
        with unit_of_work() as uow:
            place = (kwargs["community_id"], person_id, key)
            stored = _claim(uow, place, _hash_request())
            if stored is not None:
                return _replay(stored)
            response = make_response(view(*args, **kwargs))
            _store(uow, place, response)
            return response

    marks = {**getattr(view, "_apidoc", {}), "idempotent": True}
    setattr(wrapper, "_apidoc", marks)  # noqa: B010  # flask-smorest's mark on a function
    return cast(V, wrapper)


def _read_key() -> str:
    key = request.headers.get("Idempotency-Key")
    if key is None:
        raise KeyRequiredError()
    if not (KEY_LENGTH_MIN <= len(key) <= KEY_LENGTH_MAX and key.isascii() and key.isprintable()):
        raise KeyInvalidError()
    return key


def _hash_request() -> bytes:
    """Hash what was asked; of an upload the files, for each try draws another boundary between its parts."""
    digest = hashlib.sha256(f"{request.method} {request.full_path}\0".encode())
    body = request.get_data(cache=True)
    if request.mimetype != "multipart/form-data":
        digest.update(body)
        return digest.digest()
    for name, file in sorted(request.files.items(multi=True)):
        content = file.stream.read()
        file.stream.seek(0)
        digest.update(f"{name}\0{file.filename}\0{len(content)}\0".encode("utf-8", "surrogatepass") + content)
    for name, value in sorted(request.form.items(multi=True)):
        digest.update(f"{name}\0{value}\0".encode("utf-8", "surrogatepass"))
    return digest.digest()


# Run by every write: built once, for building costs more than running them.
_ROW = cast(Table, IdempotencyKey.__table__)
_PLACE = (
    _ROW.c.community_id == bindparam("in_community"),
    _ROW.c.person_id == bindparam("of_person"),
    _ROW.c.key == bindparam("under_key"),
)
_TAKE = insert(_ROW).on_conflict_do_nothing().returning(_ROW.c.key)
_READ = select(_ROW.c.request_hash, _ROW.c.status, _ROW.c.body).where(*_PLACE)
_STORE = update(_ROW).where(*_PLACE).values(status=bindparam("new_status"), body=bindparam("new_body"))


def _claim(uow: UnitOfWork, place: Place, digest: bytes) -> Row[Any, Any, Any] | None:
    """Take the key, or return its stored answer; a request with the same key that is under way is waited for."""
    community_id, person_id, key = place
    taken = {"community_id": community_id, "person_id": person_id, "key": key}
    if uow.session.execute(_TAKE, {**taken, "request_hash": digest, "created_at": uow.now}).first() is not None:
        return None
    stored = uow.session.execute(_READ, _named(place)).one()
    if bytes(stored.request_hash) != digest:
        raise KeyReusedError()
    return stored


def _named(place: Place) -> dict[str, Any]:
    return dict(zip(("in_community", "of_person", "under_key"), place, strict=True))


def _replay(stored: Row[Any, Any, Any]) -> Response:
    content_type = PROBLEM if stored.status >= 400 else "application/json"
    response = Response(bytes(stored.body or b""), status=stored.status, content_type=content_type)
    response.headers["Idempotent-Replay"] = "true"
    return response


def _store(uow: UnitOfWork, place: Place, response: Response) -> None:
    values = {"new_status": response.status_code, "new_body": response.get_data()}
    uow.session.execute(_STORE, {**_named(place), **values})


def communities_with_old_keys(uow: UnitOfWork) -> Sequence[int]:
    """Return the communities that keep keys for too long (lock-free scan over all of them)."""
    old = select(IdempotencyKey.community_id).where(IdempotencyKey.created_at < uow.now - KEPT)
    return uow.session.scalars(old.distinct()).all()


def forget_old_keys(uow: UnitOfWork, community_id: int) -> int:
    """Delete one batch of a community's old keys and return how many."""
    of_community = IdempotencyKey.community_id == community_id
    old = (
        select(IdempotencyKey.person_id, IdempotencyKey.key)
        .where(of_community, IdempotencyKey.created_at < uow.now - KEPT)
        .limit(FORGET_BATCH)
        .with_for_update(skip_locked=True)
    )
    places = [tuple(place) for place in uow.session.execute(old)]
    if places:
        uow.session.execute(
            delete(IdempotencyKey)
            .where(of_community, tuple_(IdempotencyKey.person_id, IdempotencyKey.key).in_(places))
            .execution_options(synchronize_session=False)
        )
    return len(places)


DUE_SOURCE = DueSource("idempotency_keys", scan=communities_with_old_keys, work=forget_old_keys)
