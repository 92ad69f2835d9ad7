"""Who is calling: the bearer token's person and, under a community's path, the actor. It grants nothing."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from flask import request

from backend.core.actor import Actor
from backend.core.errors import Kind, SangongError
from backend.infra.runtime import runtime
from backend.infra.uow import unit_of_work

V = TypeVar("V", bound=Callable[..., Any])
# Kept with the request itself: an application context may outlive it (in a test, in a job) and would keep the caller.
PERSON, ACTOR = "sangong.person", "sangong.actor"


class NotSignedInError(SangongError):
    """No bearer token was sent."""

    code = "not_signed_in"
    kind = Kind.UNAUTHENTICATED
    title = "请先登录"


def current_person_id() -> UUID:
    """Return the signed-in person; raises NotSignedInError, or the token's own refusal."""
    person_id: UUID | None = request.environ.get(PERSON)
    if person_id is None:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotSignedInError()
        person_id = request.environ[PERSON] = runtime().read_access_token(token.strip())
    return person_id


def current_actor() -> Actor:
    """Return the signed-in person as an actor of the community in the path (one query a request)."""
    actor: Actor | None = request.environ.get(ACTOR)
    if actor is None:
        person_id = current_person_id()
        with unit_of_work() as uow:
            actor = runtime().load_actor(uow, person_id, (request.view_args or {}).get("community_id"))
        request.environ[ACTOR] = actor
    return actor


def asks(action: StrEnum, *, policy: str) -> Callable[[V], V]:
    """Declare which action of which feature's policy a route asks for; a test holds the service to it."""

    def mark(view: V) -> V:
        return _mark(view, f"{policy}.{action}")

    return mark


def public(view: V) -> V:
    """Declare that a route needs no sign-in."""
    return _mark(view, "public")


def signed_in(view: V) -> V:
    """Declare that a route concerns the signed-in person alone and needs no role."""
    return _mark(view, "signed_in")


def _mark(view: V, asks_for: str) -> V:
    """Write the mark where flask-smorest's decorators carry it along."""
    marks = {**getattr(view, "_apidoc", {}), "asks_for": asks_for}
    setattr(view, "_apidoc", marks)  # noqa: B010  # flask-smorest's mark on a function
    return view
