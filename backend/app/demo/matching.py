"""The demo's matching: what people can do, two runs, what was answered, a need nobody serves, a person's word."""

from collections.abc import Sequence
from contextlib import nullcontext
from uuid import UUID

from backend.app.demo.scene import Scene
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.types import EntryMove, NewEntry
from backend.matching import service
from backend.matching.moves import ReviewMove, SuggestionMove
from backend.matching.types import (
    Acceptance,
    DeclineReason,
    NewProfile,
    NewReview,
    Reach,
    Refusal,
    ReviewAnswer,
    SuggestionState,
    WeekWindow,
)

_WORKDAYS = tuple(WeekWindow(day, "09:00", "17:00") for day in range(1, 6))
_EVERY_DAY = tuple(WeekWindow(day, "09:00", "20:00") for day in range(1, 8))
# Who said what of themself: skills, categories, times, how far.
PROFILES: dict[str, tuple[Sequence[str], Sequence[str], Sequence[WeekWindow], Reach]] = {
    "resident": (("读报", "陪诊"), ("elder", "environment"), _EVERY_DAY, Reach.COMMUNITY),
    "leader": (
        ("修水管", "换灯"),
        ("repair", "environment"),
        (WeekWindow(3, "13:00", "18:00"), WeekWindow(6, "08:00", "12:00")),
        Reach.COMMUNITY,
    ),
    "supervisor": (("下棋",), ("elder", "safety"), _EVERY_DAY, Reach.COMMUNITY),
    "neighbour": (("书法",), ("culture", "elder"), _WORKDAYS, Reach.BUILDING),
}
# What units said: by which of them, skills, categories, how many come at once.
UNITS: dict[str, tuple[Sequence[str], Sequence[str], int]] = {
    "institute": (("科普",), ("children", "culture", "elder"), 4),
    "store": (("家电检修",), ("repair",), 2),
}
# Small wishes of the neighbour's: the first is served, for the second nobody has the time.
WISHES = (
    ("厨房水龙头漏水，想请人看看", "拧紧了还是滴水，家里有工具", "repair", ["修水管"], (3, "14:00", "16:00")),
    ("想请人清早陪着去早市", "周日天亮就去，提不动菜篮子", "elder.outing", ["陪诊"], (7, "05:30", "07:30")),
)


class MatchingStory(Scene):
    """Matching in one neighbourhood."""

    def tell(self) -> None:
        """Say what people can do, match, answer, match again."""
        self._profiles(self.ago(5))
        self._wishes(self.ago(4))
        self._run(self.ago(2))
        self._answer(self.ago(1))
        self._person(self.ago(1))
        self._run(self.at(self.now))

    def _profiles(self, uow: UnitOfWork) -> None:
        for who, (skills, categories, windows, reach) in PROFILES.items():
            version = service.get_own_profile(uow, self.people[who], self.community_id)["text_version"]
            said = NewProfile(
                True, version, skills, categories, windows=windows, hours_a_week=6, things_a_week=3, reach=reach
            )
            service.state_own_profile(uow, self.people[who], self.community_id, said)
        contact = self.people["contact"]
        for unit, (skills, categories, people) in UNITS.items():
            version = service.get_unit_profile(uow, contact, self.community_id, self.units[unit])["text_version"]
            said = NewProfile(
                True, version, skills, categories, windows=_WORKDAYS, hours_a_week=20, things_a_week=5, people=people
            )
            service.state_unit_profile(uow, contact, self.community_id, self.units[unit], said)

    def _wishes(self, uow: UnitOfWork) -> None:
        for title, text, category, skills, (weekday, start, end) in WISHES:
            window = {"weekday": weekday, "from": start, "to": end}
            details = {"beneficiary": "personal", "urgency": "soon", "hours": 1, "skills": skills}
            new = NewEntry("need", title, text, category, place="5号楼", details={**details, "time_windows": [window]})
            id_ = lists.propose_entry(uow, self.people["neighbour"], self.community_id, new)["id"]
            lists.move_entry(uow, self.people["lead"], self.community_id, id_, EntryMove.ADOPT, None)

    def _run(self, uow: UnitOfWork) -> None:
        """Match in full within the story's own transaction."""
        service.run_now(self.community_id, opened=lambda: nullcontext(uow))

    def _answer(self, uow: UnitOfWork) -> None:
        """The resident says yes to one and leaves the rest, the supervisor has no time, the institute is asked."""
        self._say(uow, "resident", SuggestionMove.ACCEPT, Acceptance(accept_risks=True))
        no = Refusal(DeclineReason.NO_TIME, "这几天要照看孙子")
        self._say(uow, "supervisor", SuggestionMove.DECLINE, no)

    def _say(self, uow: UnitOfWork, who: str, move: SuggestionMove, word: Acceptance | Refusal) -> None:
        id_ = self._first(uow, who)
        if id_ is not None:
            service.move_suggestion(uow, self.people[who], self.community_id, id_, move, word)

    def _first(self, uow: UnitOfWork, who: str) -> UUID | None:
        """Return the newest suggestion that waits for somebody."""
        state, page = SuggestionState.OFFERED, PageRequest(limit=1)
        found = service.list_own_suggestions(uow, self.people[who], self.community_id, state, page).items
        return found[0]["id"] if found else None

    def _person(self, uow: UnitOfWork) -> None:
        """Somebody asks why the machine passed them by, and staff look; another request waits."""
        cid = self.community_id
        asked = service.ask_review(uow, self.people["neighbour"], cid, NewReview("我会书法，怎么没有推荐我去教孩子"))
        said = "您填的是只在本楼，书法班在活动中心。把范围改成“本社区”，下一次就会考虑您。"
        service.move_review(uow, self.people["staff"], cid, asked["id"], ReviewMove.ANSWER, ReviewAnswer(said))
        id_ = self._first(uow, "leader")
        if id_ is not None:
            words = "想知道为什么推荐我，不是推荐别人"
            service.ask_review(uow, self.people["leader"], cid, NewReview(words, suggestion_id=id_))
