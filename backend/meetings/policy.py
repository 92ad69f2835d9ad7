"""Who may do what with meetings."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_MEETINGS = "read_meetings"
    READ_ROLL = "read_roll"
    CALL_MEETING = "call_meeting"
    CALL_ALLIANCE = "call_alliance"
    MOVE_MEETING = "move_meeting"
    SHOW_CODE = "show_code"
    ATTEND = "attend"
    NOTE_ATTENDANCE = "note_attendance"
    WRITE_MINUTES = "write_minutes"
    MOVE_MOTION = "move_motion"
    VOTE = "vote"
    READ_VOTES = "read_votes"
    HANDLE_PAPERS = "handle_papers"
    GIVE_PROXY = "give_proxy"
    TAKE_BACK_PROXY = "take_back_proxy"
    READ_DEMANDS = "read_demands"
    DEMAND = "demand"
    SIGN = "sign"
    MOVE_DEMAND = "move_demand"
    READ_GROUPS = "read_groups"
    KEEP_GROUPS = "keep_groups"


DESK = frozenset({R.STAFF, R.LEAD})
POLICY = Policy(
    "meetings",
    {
        A.READ_MEETINGS: frozenset({R.ANYONE}),
        # Names of who has a seat and who came.
        A.READ_ROLL: DESK | {R.SUPERVISOR},
        # 城市居民委员会组织法 Art. 10: the committee calls and leads; its staff and lead act for it here.
        A.CALL_MEETING: DESK,
        A.CALL_ALLIANCE: frozenset({R.LEAD}),
        A.MOVE_MEETING: DESK,
        A.SHOW_CODE: DESK,
        A.ATTEND: frozenset({R.MEMBER}),
        A.NOTE_ATTENDANCE: DESK,
        A.WRITE_MINUTES: DESK,
        A.MOVE_MOTION: DESK,
        A.VOTE: frozenset({R.MEMBER}),
        # Of an open vote that has closed: whoever has a voice at the meeting, and who looks after it.
        A.READ_VOTES: DESK | {R.SUPERVISOR, R.SELF},
        A.HANDLE_PAPERS: DESK,
        A.GIVE_PROXY: frozenset({R.MEMBER}),
        A.TAKE_BACK_PROXY: DESK | {R.SELF},
        A.READ_DEMANDS: frozenset({R.ANYONE}),
        A.DEMAND: frozenset({R.MEMBER}),
        A.SIGN: frozenset({R.MEMBER}),
        A.MOVE_DEMAND: frozenset({R.SELF}),
        A.READ_GROUPS: frozenset({R.ANYONE}),
        A.KEEP_GROUPS: DESK,
    },
)
