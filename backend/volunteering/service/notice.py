"""Putting records on public notice and saying until when: working days of the official calendar. It enters nothing."""

from datetime import datetime

from backend.books import service as books
from backend.communities import service as communities
from backend.core.clock import local_date
from backend.core.working_days import end_of_notice, year_without_calendar
from backend.infra.uow import UnitOfWork
from backend.volunteering import events
from backend.volunteering.models import ServiceRecord
from backend.volunteering.moves import RecordMove
from backend.volunteering.rules.paper import NOTICE_TIMES
from backend.volunteering.service.flagging import is_to_be_held
from backend.volunteering.service.history import go
from backend.volunteering.types import RecordSource

# After a ruling everybody has at least one more working day to read it. Our rule.
DAYS_AFTER_RULING = 1


def publish(uow: UnitOfWork, record: ServiceRecord) -> None:
    """Put the confirmed record on notice, or hold it for a supervisor when a flag says so."""
    if is_to_be_held(uow, record):
        go(uow, record, RecordMove.HOLD, by=None)
        return
    record.notice_until = whole_notice(uow, record.community_id, times=_times(uow, record))
    go(uow, record, RecordMove.PUBLISH, by=None)


def renew_notice(uow: UnitOfWork, record: ServiceRecord) -> None:
    """Set the end of notice after a ruling: whole for what was held, at least one more day after a dispute."""
    if record.notice_until is None:
        record.notice_until = whole_notice(uow, record.community_id, times=_times(uow, record))
    else:
        record.notice_until = max(record.notice_until, _ends(uow, record.community_id, DAYS_AFTER_RULING))


def _times(uow: UnitOfWork, record: ServiceRecord) -> int:
    is_long = record.source == RecordSource.PAPER or _gives_more(uow, record)
    return NOTICE_TIMES if is_long else 1


def _gives_more(uow: UnitOfWork, record: ServiceRecord) -> bool:
    """Tell whether a correction gives more minutes than what it corrects: no code proved them either."""
    if record.corrects_id is None:
        return False
    corrected = uow.session.get_one(ServiceRecord, (record.community_id, record.corrects_id))
    return (record.minutes or 0) > (corrected.minutes or 0)


def whole_notice(uow: UnitOfWork, community_id: int, *, times: int = 1) -> datetime:
    """Return when a notice that begins now is over: ``times`` the longer of the community's days and the pack's."""
    own = communities.get_community(uow, community_id).notice_days
    pack = books.notice_days_on(uow, community_id, local_date(uow.now))
    return _ends(uow, community_id, max(own, pack) * times)


def _ends(uow: UnitOfWork, community_id: int, days: int) -> datetime:
    """Return when so many working days are over; staff hear once of a year whose holidays are not known.

    What was told stays: a calendar that comes later moves no end.
    """
    until = end_of_notice(uow.now, days)
    if (year := year_without_calendar(until)) is not None:
        events.tell_calendar_missing(uow, community_id, year)
    return until
