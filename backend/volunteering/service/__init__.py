"""Doors of volunteering: what routes, jobs and other features call."""

from backend.volunteering.service.audit.cases import (
    file_finding,
    get_audit_case,
    list_audit_cases,
    move_audit_case,
)
from backend.volunteering.service.audit.publishing import publish_draw
from backend.volunteering.service.audit.rounds import commit_audit, get_audit, list_audits
from backend.volunteering.service.audit.stops import audit_finding_stops
from backend.volunteering.service.codes_ahead import fetch_codes
from backend.volunteering.service.correcting import ask_correction, file_correction
from backend.volunteering.service.correction_requests import decline_correction_request, list_correction_requests
from backend.volunteering.service.correction_view import get_corrections
from backend.volunteering.service.counted import CountedRecord, records_of_unit
from backend.volunteering.service.deeds import count_witnessed, deeds_of_members, deeds_of_unit
from backend.volunteering.service.dispute import add_statement
from backend.volunteering.service.dispute_view import list_disputes, list_record_disputes
from backend.volunteering.service.free_places import (
    FreePlaces,
    Promises,
    TimeTaken,
    free_places,
    has_places_since,
    promises_kept,
    times_taken,
)
from backend.volunteering.service.group import invite_group
from backend.volunteering.service.in_force import corrected_since, effective_records, replaced_by
from backend.volunteering.service.kept import (
    EnteredLine,
    ServedParts,
    entered_of,
    performers_between,
    record_numbers,
    served_parts,
)
from backend.volunteering.service.notice_board import list_notices, print_notices
from backend.volunteering.service.offered import OfferedRole, OfferedShift, offered_shifts, shifts_in_category
from backend.volunteering.service.on_site import list_presence
from backend.volunteering.service.options import sign_up_options
from backend.volunteering.service.paper import enter_sheet
from backend.volunteering.service.places import refuse_clash
from backend.volunteering.service.presence import check_in, check_out, show_code
from backend.volunteering.service.private import (
    cancel_private_shift,
    open_private_shift,
    records_of_shifts,
    witness_record,
)
from backend.volunteering.service.quota import get_quota
from backend.volunteering.service.recompute import recompute
from backend.volunteering.service.record import (
    get_record,
    list_records,
    list_to_do,
    move_record,
)
from backend.volunteering.service.series import cancel_following, open_series
from backend.volunteering.service.settlement import count_awaiting_backing
from backend.volunteering.service.shift import get_shift, list_shifts, move_shift, open_shift
from backend.volunteering.service.sign_up import list_own_sign_ups, list_sign_ups, sign_up
from backend.volunteering.service.sign_up_moves import move_sign_up
from backend.volunteering.service.slip import witness_by_slip
from backend.volunteering.service.supervision import supervise
from backend.volunteering.service.trace_stops import record_stops, shift_stops
from backend.volunteering.service.unit_figures import (
    claims_served,
    entries_told,
    hours_of_units,
    hours_on_entries,
    service_figures,
)
from backend.volunteering.service.unit_hours import unit_hours
from backend.volunteering.service.work import HoursOfShifts, ShiftLine, hours_of_shifts, shift_lines

__all__ = [
    "CountedRecord",
    "EnteredLine",
    "FreePlaces",
    "HoursOfShifts",
    "OfferedRole",
    "OfferedShift",
    "Promises",
    "ServedParts",
    "ShiftLine",
    "TimeTaken",
    "add_statement",
    "ask_correction",
    "audit_finding_stops",
    "cancel_following",
    "cancel_private_shift",
    "check_in",
    "check_out",
    "claims_served",
    "commit_audit",
    "corrected_since",
    "count_awaiting_backing",
    "count_witnessed",
    "decline_correction_request",
    "deeds_of_members",
    "deeds_of_unit",
    "effective_records",
    "enter_sheet",
    "entered_of",
    "entries_told",
    "fetch_codes",
    "file_correction",
    "file_finding",
    "free_places",
    "get_audit",
    "get_audit_case",
    "get_corrections",
    "get_quota",
    "get_record",
    "get_shift",
    "has_places_since",
    "hours_of_shifts",
    "hours_of_units",
    "hours_on_entries",
    "invite_group",
    "list_audit_cases",
    "list_audits",
    "list_correction_requests",
    "list_disputes",
    "list_notices",
    "list_own_sign_ups",
    "list_presence",
    "list_record_disputes",
    "list_records",
    "list_shifts",
    "list_sign_ups",
    "list_to_do",
    "move_audit_case",
    "move_record",
    "move_shift",
    "move_sign_up",
    "offered_shifts",
    "open_private_shift",
    "open_series",
    "open_shift",
    "performers_between",
    "print_notices",
    "promises_kept",
    "publish_draw",
    "recompute",
    "record_numbers",
    "record_stops",
    "records_of_shifts",
    "records_of_unit",
    "refuse_clash",
    "replaced_by",
    "served_parts",
    "service_figures",
    "shift_lines",
    "shift_stops",
    "shifts_in_category",
    "show_code",
    "sign_up",
    "sign_up_options",
    "supervise",
    "times_taken",
    "unit_hours",
    "witness_by_slip",
    "witness_record",
]
