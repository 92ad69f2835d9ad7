"""Who may do what with matching."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy
from backend.matching.moves import ReviewMove, SuggestionMove


class A(StrEnum):
    """Actions of this feature."""

    STATE_OWN = "state_own"
    STATE_UNIT = "state_unit"
    STATE_RESOURCE = "state_resource"
    READ_OWN_SUGGESTIONS = "read_own_suggestions"
    READ_UNIT_SUGGESTIONS = "read_unit_suggestions"
    READ_ALL_SUGGESTIONS = "read_all_suggestions"
    READ_SUGGESTION = "read_suggestion"
    MOVE_SUGGESTION = "move_suggestion"
    ANSWER_SUGGESTION = "answer_suggestion"
    TAKE_BACK_SUGGESTION = "take_back_suggestion"
    SUGGEST_BY_HAND = "suggest_by_hand"
    EXPLAIN = "explain"
    ASK_REVIEW = "ask_review"
    SPEAK_FOR_OFFER = "speak_for_offer"
    READ_OWN_REVIEWS = "read_own_reviews"
    READ_ALL_REVIEWS = "read_all_reviews"
    MOVE_REVIEW = "move_review"
    ANSWER_REVIEW = "answer_review"
    TAKE_BACK_REVIEW = "take_back_review"
    READ_UNMET = "read_unmet"
    READ_ALL_UNMET = "read_all_unmet"
    READ_FIGURES = "read_figures"
    READ_WHOLE_FIGURES = "read_whole_figures"


_DESK = frozenset({R.STAFF, R.LEAD})
# SELF: whom a suggestion is for, or whose resource it is about; UNIT_CONTACT: of that unit.
_OFFER = frozenset({R.SELF, R.UNIT_CONTACT})

POLICY = Policy(
    "matching",
    {
        A.STATE_OWN: frozenset({R.MEMBER}),
        A.STATE_UNIT: frozenset({R.UNIT_CONTACT}),
        A.STATE_RESOURCE: _OFFER,
        A.READ_OWN_SUGGESTIONS: frozenset({R.MEMBER}),
        A.READ_UNIT_SUGGESTIONS: frozenset({R.UNIT_CONTACT}),
        # Whom the machine chose is nobody else's business: not the asker's, nor the supervisor's.
        A.READ_ALL_SUGGESTIONS: _DESK,
        A.READ_SUGGESTION: _OFFER | _DESK,
        A.MOVE_SUGGESTION: frozenset({R.MEMBER}),
        # Only one's own yes is a yes (志愿服务条例 Art. 25: nobody is made to volunteer).
        A.ANSWER_SUGGESTION: _OFFER,
        A.TAKE_BACK_SUGGESTION: _DESK,
        A.SUGGEST_BY_HAND: _DESK,
        A.EXPLAIN: _DESK,
        A.ASK_REVIEW: frozenset({R.MEMBER}),
        A.SPEAK_FOR_OFFER: _OFFER,
        A.READ_OWN_REVIEWS: frozenset({R.MEMBER}),
        A.READ_ALL_REVIEWS: _DESK,
        A.MOVE_REVIEW: frozenset({R.MEMBER}),
        A.ANSWER_REVIEW: _DESK,
        A.TAKE_BACK_REVIEW: frozenset({R.SELF}),
        A.READ_UNMET: frozenset({R.MEMBER}),
        # Personal ones, and figures of few people.
        A.READ_ALL_UNMET: _DESK,
        A.READ_FIGURES: frozenset({R.MEMBER}),
        A.READ_WHOLE_FIGURES: _DESK | {R.SUPERVISOR},
    },
)
ACTION_OF_MOVE = {
    SuggestionMove.ACCEPT: A.ANSWER_SUGGESTION,
    SuggestionMove.DECLINE: A.ANSWER_SUGGESTION,
    SuggestionMove.WITHDRAW: A.TAKE_BACK_SUGGESTION,
}
ACTION_OF_REVIEW_MOVE = {ReviewMove.ANSWER: A.ANSWER_REVIEW, ReviewMove.WITHDRAW: A.TAKE_BACK_REVIEW}
