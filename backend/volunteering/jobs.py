"""Work of volunteering that is due by time, from invitations to audits."""

from backend.infra.due import DueSource
from backend.volunteering.service.audit.cases import communities_to_remind, remind_auditors
from backend.volunteering.service.audit.draw import communities_to_draw, draw_due
from backend.volunteering.service.audit.rounds import commit_due, communities_to_commit
from backend.volunteering.service.closing import close_shifts, communities_with_shifts_to_close
from backend.volunteering.service.entering import communities_with_notices_over, enter_records
from backend.volunteering.service.invitations import communities_with_invitations_over, end_invitations
from backend.volunteering.service.looking import communities_with_records_to_look_at, look_at_records
from backend.volunteering.service.settlement import communities_with_settlement_due, settle_records
from backend.volunteering.service.sharing import (
    communities_with_new_marks,
    communities_with_old_marks,
    forget_marks,
    judge_marks,
)

CLOSE = DueSource("volunteering.close", scan=communities_with_shifts_to_close, work=close_shifts)
INVITATIONS = DueSource("volunteering.invitations", scan=communities_with_invitations_over, work=end_invitations)
LOOK = DueSource("volunteering.look", scan=communities_with_records_to_look_at, work=look_at_records)
ENTER = DueSource("volunteering.enter", scan=communities_with_notices_over, work=enter_records)
SETTLE = DueSource("volunteering.settle", scan=communities_with_settlement_due, work=settle_records)
JUDGE_MARKS = DueSource("volunteering.judge_marks", scan=communities_with_new_marks, work=judge_marks)
FORGET_MARKS = DueSource("volunteering.forget_marks", scan=communities_with_old_marks, work=forget_marks)
COMMIT_AUDITS = DueSource("volunteering.audit_commit", scan=communities_to_commit, work=commit_due)
DRAW_AUDITS = DueSource("volunteering.audit_draw", scan=communities_to_draw, work=draw_due)
REMIND_AUDITORS = DueSource("volunteering.audit_remind", scan=communities_to_remind, work=remind_auditors)
AUDITS = [COMMIT_AUDITS, DRAW_AUDITS, REMIND_AUDITORS]
