"""Work of volunteering that is due by time: closing shifts, entering what was on notice, settling what was entered."""

from backend.infra.due import DueSource
from backend.volunteering.service.closing import close_shifts, communities_with_shifts_to_close
from backend.volunteering.service.entering import communities_with_notices_over, enter_records
from backend.volunteering.service.settlement import communities_with_settlement_due, settle_records

CLOSE = DueSource("volunteering.close", scan=communities_with_shifts_to_close, work=close_shifts)
ENTER = DueSource("volunteering.enter", scan=communities_with_notices_over, work=enter_records)
SETTLE = DueSource("volunteering.settle", scan=communities_with_settlement_due, work=settle_records)
