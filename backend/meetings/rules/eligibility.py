"""Whose voice somebody brings to a vote. Pure."""

from dataclasses import dataclass
from uuid import UUID

from backend.core.errors import SangongError
from backend.meetings.errors import NotPresentError, NotYourSeatError, SeatIsRepresentedError
from backend.meetings.types import Way
from backend.meetings.types.motions import Channel


@dataclass(frozen=True, slots=True)
class Voice:
    """A seat as it stands at the vote.

    ``member_id`` is whose seat it is (None: a household's, or somebody's who is not on a phone), ``came_member_id``
    who is present for it, ``way`` how that is known; ``holder_member_id`` brings its proxy, unless ``has_come``: its
    giver came after all.
    """

    seat_id: UUID
    member_id: UUID | None = None
    way: Way | None = None
    came_member_id: UUID | None = None
    holder_member_id: UUID | None = None
    has_come: bool = False


def decide_channel(voice: Voice, member_id: UUID) -> Channel:
    """Return how a member casts this seat's ballot on their phone.

    Raises NotPresentError (nobody is there for it; 出席人 decide), SeatIsRepresentedError (somebody brings its proxy)
    and NotYourSeatError.
    """
    is_by_proxy = voice.way is Way.PROXY and not voice.has_come
    if is_by_proxy and voice.holder_member_id == member_id:
        return Channel.PROXY
    if not is_by_proxy and voice.way is not None and voice.came_member_id == member_id:
        return Channel.PHONE
    if member_id not in (voice.member_id, voice.holder_member_id):
        raise NotYourSeatError()
    if voice.way is None:
        raise NotPresentError()
    raise SeatIsRepresentedError()


def find_channel(voice: Voice, member_id: UUID) -> Channel | None:
    """Return how the member could vote for the seat, or None where they can't."""
    try:
        return decide_channel(voice, member_id)
    except SangongError:
        return None
