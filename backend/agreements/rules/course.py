"""What time does to an agreement: a text comes into force, it ends; pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from backend.agreements.types.agreements import ENDS_SOON_DAYS, AgreementState, VersionPurpose
from backend.core.clock import end_of_day, local_day


class Step(StrEnum):
    """What is to happen now."""

    START = "start"  # the agreed text comes into force
    FOLLOW = "follow"  # the one that waits takes its place
    END_AGREED = "end_agreed"
    END_TERM = "end_term"


@dataclass(frozen=True, slots=True)
class Span:
    """An agreed text's days."""

    starts_on: date
    ends_on: date
    purpose: VersionPurpose

    @property
    def at(self) -> datetime:
        """When it does what it is for."""
        if self.purpose is VersionPurpose.ENDING:
            return end_of_day(self.ends_on)
        return local_day(self.starts_on)[0]


def _planned(state: AgreementState, current: Span, waiting: Span | None) -> list[tuple[datetime, Step]]:
    """Return what is to come, by when; at one moment what follows goes before what ends."""
    plan = [(end_of_day(current.ends_on), Step.END_TERM)]
    if state is AgreementState.SIGNED:
        plan.insert(0, (current.at, Step.START))
    if waiting is not None:
        ending = waiting.purpose is VersionPurpose.ENDING
        plan.insert(0, (waiting.at, Step.END_AGREED if ending else Step.FOLLOW))
    return plan


def step_now(state: AgreementState, current: Span, waiting: Span | None, now: datetime) -> Step | None:
    """Return what is due, the longest due first; None where nothing is."""
    at, step = min(_planned(state, current, waiting), key=lambda planned: planned[0])
    return step if at <= now else None


def next_at(state: AgreementState, current: Span, waiting: Span | None) -> datetime:
    """Return when something happens by itself next."""
    return min(at for at, _ in _planned(state, current, waiting))


def soon_at(ends_on: date) -> datetime:
    """Return when the parties are told that the term ends soon: in the morning."""
    return local_day(ends_on - timedelta(days=ENDS_SOON_DAYS))[0] + timedelta(hours=9)
