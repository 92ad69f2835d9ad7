"""Sheets and slips for tests, entered through the service as a clerk enters them."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from backend.attachments import service as attachments
from backend.volunteering import service
from backend.volunteering.moves import RecordMove
from backend.volunteering.types.paper import NewSheet, PaperLine
from tests.factories.photos import draw
from tests.factories.volunteering import Street

_WIDTHS = count(60)
WITNESSED_BY_PEER = (("peer", RecordMove.WITNESS),)
CONFIRMED_PAPER = (*WITNESSED_BY_PEER, ("leader", RecordMove.CONFIRM))
APPROVED_PAPER = (*CONFIRMED_PAPER, ("supervisor", RecordMove.APPROVE))


def shift_that_is_over(street: Street, **changes: Any) -> UUID:
    """Open a shift of two hours, let it end and close it; its codes open no more."""
    shift_id = street.shift(**changes)
    street.clock.at = street.times(shift_id)[1] + timedelta(minutes=61)
    street.run_due("volunteering.close")
    return shift_id


def photo_of(street: Street, who: str, *, width: int | None = None) -> UUID:
    """Take a photo with somebody's phone: another picture each time, but the same one of the same ``width``."""
    picture = draw(width or next(_WIDTHS), 40)
    with street.work() as uow:
        photo_id: UUID = attachments.add_photo(uow, street[who].actor, street.community_id, picture, "photo.jpg")["id"]
        return photo_id


def lines_for(street: Street, shift_id: UUID, members: Sequence[UUID]) -> list[PaperLine]:
    """Return lines of people who stayed from the start to the end."""
    starts_at, ends_at = street.times(shift_id)
    return [PaperLine(member_id, starts_at, ends_at) for member_id in members]


def enter(street: Street, shift_id: UUID, *people: str, by: str = "staff") -> dict[str, UUID]:
    """Enter a sheet of a shift that is over; return the records by name."""
    members = [street[who].member_id for who in people]
    sheet = NewSheet([photo_of(street, by)], lines_for(street, shift_id, members), shift_id)
    with street.work() as uow:
        entered = service.enter_sheet(uow, street[by].actor, street.community_id, sheet)
    return {who: record["id"] for who, record in zip(people, entered, strict=True)}


def from_paper(street: Street, *moves: tuple[str, RecordMove]) -> UUID:
    """Bring the volunteer's record from paper as far as ``moves`` lead; a peer stands on the same sheet."""
    record_id = enter(street, shift_that_is_over(street), "volunteer", "peer")["volunteer"]
    for who, move in moves:
        street.move(who, record_id, move)
    return record_id
