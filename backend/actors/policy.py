"""Who may do what with actors."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_CARD = "read_card"
    READ_FIGURES = "read_figures"
    SHOW_FIGURES = "show_figures"
    REFER = "refer"
    READ_SUGGESTIONS = "read_suggestions"
    HANDLE_SUGGESTION = "handle_suggestion"


_DESK = frozenset({R.STAFF, R.LEAD})

POLICY = Policy(
    "actors",
    {
        A.READ_CARD: frozenset({R.ANYONE}),
        # 个人信息保护法 Art. 25, 志愿服务条例 Art. 25: what somebody did is not made public without them. Others see
        # a unit's figures once its contact has agreed, and people's never.
        A.READ_FIGURES: _DESK | {R.SUPERVISOR, R.SELF, R.UNIT_CONTACT},
        A.SHOW_FIGURES: frozenset({R.UNIT_CONTACT}),
        A.REFER: frozenset({R.MEMBER}),
        A.READ_SUGGESTIONS: _DESK | {R.SUPERVISOR},
        A.HANDLE_SUGGESTION: _DESK,
    },
)
