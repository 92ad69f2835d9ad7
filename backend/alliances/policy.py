"""Who may see what units gave and got, and who speaks for a community in an alliance."""

from enum import StrEnum

from backend.core.actor import Role as R
from backend.core.policy import Policy


class A(StrEnum):
    """Actions of this feature."""

    READ_ACCOUNT = "read_account"
    READ_ACCOUNTS = "read_accounts"
    READ_RANKING = "read_ranking"
    CONSENT = "consent"
    READ_ALLIANCES = "read_alliances"
    WRITE_ITEMS = "write_items"
    ANSWER_ITEM = "answer_item"
    SPEAK_FOR_COMMUNITY = "speak_for_community"


POLICY = Policy(
    "alliances",
    {
        # A unit's account is its own and the desk's: others see what the unit lets itself be shown with.
        A.READ_ACCOUNT: frozenset({R.UNIT_CONTACT, R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.READ_ACCOUNTS: frozenset({R.STAFF, R.LEAD, R.SUPERVISOR}),
        A.READ_RANKING: frozenset({R.MEMBER}),
        # 个人信息保护法 Art. 25 asks a person's own consent before anything is made public; we ask units as well, and
        # nobody else may give it. 志愿服务条例 Art. 25: nobody is pressed into service, so nobody is shamed into it.
        A.CONSENT: frozenset({R.UNIT_CONTACT}),
        A.READ_ALLIANCES: frozenset({R.MEMBER}),
        A.WRITE_ITEMS: frozenset({R.STAFF, R.LEAD}),
        A.ANSWER_ITEM: frozenset({R.STAFF, R.LEAD}),
        A.SPEAK_FOR_COMMUNITY: frozenset({R.LEAD}),
    },
)
