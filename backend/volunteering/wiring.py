"""What app plugs in from volunteering."""

from backend.books.types import SealedRows, ServiceRecords
from backend.infra.outbox import Subscription
from backend.volunteering import events
from backend.volunteering.jobs import AUDITS, CLOSE, ENTER, FORGET_MARKS, INVITATIONS, JUDGE_MARKS, LOOK, SETTLE
from backend.volunteering.list_kind import ACTION
from backend.volunteering.routes import BLUEPRINTS
from backend.volunteering.service import audit_finding_stops, record_stops, shift_stops
from backend.volunteering.service.check import CHECKS
from backend.volunteering.service.correction_check import CHECKS as CORRECTION_CHECKS
from backend.volunteering.service.figures import action_figures, benefit_figures
from backend.volunteering.service.passbook import EnteredServiceRecords
from backend.volunteering.service.sealed import SealedRecords
from backend.volunteering.service.settlement import wake_on_pledge

__all__ = [
    "BLUEPRINTS",
    "DUE_SOURCES",
    "LIST_FIGURES",
    "LIST_KINDS",
    "PORTS",
    "SELF_CHECKS",
    "SUBSCRIPTIONS",
    "TRACE_STOPS",
]

DUE_SOURCES = [CLOSE, INVITATIONS, LOOK, ENTER, SETTLE, JUDGE_MARKS, FORGET_MARKS, *AUDITS]
SELF_CHECKS = {**CHECKS, **CORRECTION_CHECKS}
SUBSCRIPTIONS = [Subscription(events.PLEDGED, wake_on_pledge)]
PORTS: dict[type, object] = {ServiceRecords: EnteredServiceRecords(), SealedRows: SealedRecords()}
LIST_KINDS = [ACTION]
LIST_FIGURES = {"action": action_figures, "benefit": benefit_figures}
TRACE_STOPS = {"shift": shift_stops, "record": record_stops, "audit_finding": audit_finding_stops}
