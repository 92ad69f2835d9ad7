"""Who may do what with shifts, sign-ups and records. What nobody may do with their own is in rules.separation."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_SHIFTS = "read_shifts"
    OPEN_SHIFT = "open_shift"
    CANCEL_SHIFT = "cancel_shift"
    SIGN_UP = "sign_up"
    CANCEL_SIGN_UP = "cancel_sign_up"
    ANSWER = "answer"
    TAKE_BACK = "take_back"
    CONFIRM_QUALIFICATION = "confirm_qualification"
    EXCUSE = "excuse"
    READ_SIGN_UPS = "read_sign_ups"
    READ_OWN_SIGN_UPS = "read_own_sign_ups"
    SHOW_CODE = "show_code"
    READ_PRESENCE = "read_presence"
    CHECK_IN = "check_in"
    CHECK_OUT = "check_out"
    READ_RECORDS = "read_records"
    READ_ALL_RECORDS = "read_all_records"
    READ_NOTICES = "read_notices"
    MOVE_RECORD = "move_record"
    WITNESS = "witness"
    CONFIRM = "confirm"
    CONFIRM_FOR_LEADER = "confirm_for_leader"
    TURN_AWAY = "turn_away"
    ENTER_PAPER = "enter_paper"
    ADD_SLIP = "add_slip"
    APPROVE = "approve"
    SUPERVISE = "supervise"
    DISPUTE = "dispute"
    STATE = "state"
    READ_DISPUTES = "read_disputes"
    PRINT_NOTICES = "print_notices"
    RULE = "rule"
    ASK_CORRECTION = "ask_correction"
    FILE_CORRECTION = "file_correction"
    CONFIRM_CORRECTION = "confirm_correction"
    READ_CORRECTIONS = "read_corrections"
    READ_CORRECTION_REQUESTS = "read_correction_requests"
    ANSWER_CORRECTION_REQUEST = "answer_correction_request"
    READ_UNIT_HOURS = "read_unit_hours"
    READ_AUDITS = "read_audits"
    COMMIT_AUDIT = "commit_audit"
    READ_AUDIT_CASES = "read_audit_cases"
    AUDIT = "audit"


POLICY = Policy(
    "volunteering",
    {
        A.READ_SHIFTS: frozenset({R.ANYONE}),
        A.OPEN_SHIFT: frozenset({R.STAFF, R.LEAD, R.UNIT_CONTACT}),
        A.CANCEL_SHIFT: frozenset({R.STAFF, R.LEAD, R.UNIT_CONTACT, R.LEADER}),
        A.SIGN_UP: frozenset({R.MEMBER}),
        A.CANCEL_SIGN_UP: frozenset({R.SELF, R.GUARDIAN}),
        # Whose word is asked for and nobody else (志愿服务条例 Art. 25).
        A.ANSWER: frozenset({R.SELF}),
        A.TAKE_BACK: frozenset({R.SELF}),  # whoever invited
        A.CONFIRM_QUALIFICATION: frozenset({R.LEADER, R.STAFF, R.LEAD}),
        A.EXCUSE: frozenset({R.LEADER, R.STAFF, R.LEAD}),
        A.READ_SIGN_UPS: frozenset({R.LEADER, R.STAFF, R.LEAD}),
        A.READ_OWN_SIGN_UPS: frozenset({R.MEMBER}),
        # Only on site: not even staff see the code, the back office is whom it guards against.
        A.SHOW_CODE: frozenset({R.LEADER}),
        A.READ_PRESENCE: frozenset({R.LEADER}),
        A.CHECK_IN: frozenset({R.MEMBER}),
        A.CHECK_OUT: frozenset({R.MEMBER}),
        A.READ_RECORDS: frozenset({R.MEMBER}),
        A.READ_ALL_RECORDS: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.READ_NOTICES: frozenset({R.MEMBER}),
        A.MOVE_RECORD: frozenset({R.MEMBER}),
        # Staff note a call with whom was served; the note is kept and the record flagged.
        A.WITNESS: frozenset({R.BENEFICIARY, R.PEER, R.STAFF}),
        A.CONFIRM: frozenset({R.LEADER}),
        # Only where the leader can't: their own hours, or they are the witness.
        A.CONFIRM_FOR_LEADER: frozenset({R.STAFF, R.LEAD}),
        A.TURN_AWAY: frozenset({R.LEADER}),
        # Desk work with a photographed sheet; who enters it has no further part in it.
        A.ENTER_PAPER: frozenset({R.STAFF, R.LEAD}),
        A.ADD_SLIP: frozenset({R.LEADER, R.STAFF, R.LEAD}),
        # The second approval is no desk's: whoever supervises looks at what the desk entered.
        A.APPROVE: frozenset({R.SUPERVISOR}),
        A.SUPERVISE: frozenset({R.SUPERVISOR, R.STAFF, R.LEAD}),
        A.DISPUTE: frozenset({R.MEMBER}),
        # Only its two sides (rules.dispute); of others' disputes a member reads nothing.
        A.STATE: frozenset({R.MEMBER}),
        A.READ_DISPUTES: frozenset({R.MEMBER}),
        A.PRINT_NOTICES: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        # Never the back office: what a flag, an objection or an audit holds is for who watches it.
        A.RULE: frozenset({R.SUPERVISOR, R.LEAD}),
        A.ASK_CORRECTION: frozenset({R.MEMBER}),  # about one's own record: the service asks whose it is
        A.FILE_CORRECTION: frozenset({R.SUPERVISOR, R.STAFF}),
        A.CONFIRM_CORRECTION: frozenset({R.SUPERVISOR, R.LEAD}),
        A.READ_CORRECTIONS: frozenset({R.MEMBER}),
        A.READ_CORRECTION_REQUESTS: frozenset({R.SUPERVISOR, R.STAFF, R.LEAD}),
        A.ANSWER_CORRECTION_REQUEST: frozenset({R.SUPERVISOR, R.STAFF}),
        A.READ_UNIT_HOURS: frozenset({R.UNIT_CONTACT, R.STAFF, R.LEAD}),
        # Numbers and hashes, no names: whoever wants to draw the sample again may.
        A.READ_AUDITS: frozenset({R.ANYONE}),
        # Not staff's: the back office is whom it guards against.
        A.COMMIT_AUDIT: frozenset({R.SUPERVISOR}),
        A.READ_AUDIT_CASES: frozenset({R.SUPERVISOR}),
        A.AUDIT: frozenset({R.SUPERVISOR}),
    },
)
