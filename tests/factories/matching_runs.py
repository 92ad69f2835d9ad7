"""Profiles, needs and runs of matching for tests, stated through the service as people state them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from backend.infra.due import run_due
from backend.infra.uow import UnitOfWork
from backend.matching import service
from backend.matching.models import Run, Suggestion, Unmet
from backend.matching.rules.consent import TEXT_VERSION
from backend.matching.types import NewProfile, WeekWindow
from tests.factories.communities import Someone
from tests.factories.lists import make_open_entry
from tests.factories.volunteering import Street

RUNS = "matching.runs"
# What entries and shifts of tests are about.
CATEGORY = "elder.companion"
PROFILE = NewProfile(is_on=True, version=TEXT_VERSION, categories=(CATEGORY,), skills=("聊天",))


def new_profile(**changes: Any) -> NewProfile:
    """Return a profile that suits the tests' needs at any time, but for the changes."""
    return replace(PROFILE, **changes)


def state(uow: UnitOfWork, who: Someone, **changes: Any) -> None:
    """State somebody's profile."""
    service.state_own_profile(uow, who.actor, who.community_id, new_profile(**changes))


def state_all(street: Street, *who: str, **changes: Any) -> None:
    """State the same of several people."""
    with street.work() as uow:
        for each in who:
            state(uow, street[each], **changes)


def opt_out(street: Street, who: str) -> None:
    """Have somebody say no."""
    state_all(street, who, is_on=False)


def ask_for(street: Street, by: str = "elder", kind: str = "need", **changes: Any) -> UUID:
    """Open an entry that asks for somebody."""
    with street.work() as uow:
        return make_open_entry(uow, street[by], kind, **changes)


def windows(*of: tuple[int, str, str]) -> tuple[WeekWindow, ...]:
    """Return times of the week."""
    return tuple(WeekWindow(*each) for each in of)


def run(street: Street) -> Run:
    """Make a full run and return it."""
    with street.app.app_context():
        assert service.run_now(street.community_id)
    return last_run(street)


def run_what_is_due(street: Street) -> None:
    """Do what is due, as a worker does."""
    with street.app.app_context():
        run_due(RUNS, street.community_id)


def last_run(street: Street) -> Run:
    """Return the newest run."""
    return all_runs(street)[-1]


def all_runs(street: Street) -> Sequence[Run]:
    """Return all runs, oldest first."""
    with street.work() as uow:
        wanted = select(Run).where(Run.community_id == street.community_id)
        return uow.session.scalars(wanted.order_by(Run.begun_at, Run.id)).all()


def suggestions(street: Street, state: str | None = "offered") -> Sequence[Suggestion]:
    """Return suggestions in one state, or in any, oldest first."""
    with street.work() as uow:
        wanted = select(Suggestion).where(Suggestion.community_id == street.community_id)
        if state is not None:
            wanted = wanted.where(Suggestion.state == state)
        return uow.session.scalars(wanted.order_by(Suggestion.created_at, Suggestion.id)).all()


def unmet(street: Street) -> Sequence[Unmet]:
    """Return the unmet needs, oldest first."""
    with street.work() as uow:
        wanted = select(Unmet).where(Unmet.community_id == street.community_id)
        return uow.session.scalars(wanted.order_by(Unmet.since, Unmet.id)).all()
