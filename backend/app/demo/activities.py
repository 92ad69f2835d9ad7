"""Activities of the demo: a series with roles, an invitation that waits, a child to be agreed to, hours for a unit."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from backend.app.demo import facts
from backend.app.demo.scene import Scene
from backend.communities import service as communities
from backend.communities.moves import MemberMove
from backend.communities.privacy import PRIVACY_VERSION
from backend.communities.types import Application, HouseholdAddress, Tie
from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE, local_date
from backend.identity.models import Person
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering
from backend.volunteering.moves import RecordMove
from backend.volunteering.types import NewShift
from backend.volunteering.types.activities import Every, Group, NewRole, Repeat, SignUpWish
from backend.volunteering.types.presence import Given

GUIDE = "登记发工具"
ROLES = (NewRole(GUIDE, 3, skill="会用手机"), NewRole("现场看护", 1, qualification="护士执业证"))
CHILD_BORN = date(2014, 6, 1)
# The notice of three working days is over by then.
ENTERED_AFTER = timedelta(days=8)


@dataclass
class ActivityStory(Scene):
    """Activities that were, and that are to come."""

    entries: Mapping[str, UUID]

    def _day(self, days: int, hour: int) -> datetime:
        return datetime.combine(local_date(self.now) + timedelta(days=days), time(hour), LOCAL_ZONE)

    def _new(self, entry: str, start: datetime, **changes: object) -> NewShift:
        fields = {"title": "楼道大扫除", "places": 10, "place": "睦邻中心一楼", **changes}
        return NewShift(
            entry_id=self.entries[entry],
            starts_at=start,
            ends_at=start + timedelta(hours=2),
            leader_member_id=self.people["leader"].member_id,
            **fields,  # type: ignore[arg-type]  # the fields of NewShift
        )

    def served(self, work_off: Callable[[UnitOfWork, int, Iterable[str]], None]) -> None:
        """Let the unit's contact serve two hours for it, a fortnight ago; the neighbour was served and is witness."""
        cid, who = self.community_id, self.people["contact"]
        start = self._day(-16, 14)
        new = self._new(
            facts.COMPANION,
            start,
            title="上门教用手机",
            places=2,
            beneficiary_member_id=self.people["neighbour"].member_id,
        )
        shift_id = volunteering.open_shift(self.at(start - timedelta(days=3)), self.people["staff"], cid, new)["id"]
        wish = SignUpWish(for_unit_id=self.units["institute"])
        early = self.at(start - timedelta(days=2))
        volunteering.sign_up(early, who, cid, shift_id, accept_risks=True, wish=wish)
        self._seen(volunteering.check_in, shift_id, start)
        record_id = self._seen(volunteering.check_out, shift_id, start + timedelta(hours=2))
        for hours, person, move in ((3, "neighbour", RecordMove.WITNESS), (5, "leader", RecordMove.CONFIRM)):
            later = self.at(start + timedelta(hours=hours))
            volunteering.move_record(later, self.people[person], cid, record_id, move, note=None)
        work_off(self.at(start + ENTERED_AFTER), cid, ["volunteering.enter", "volunteering.settle"])

    def _seen(self, go: Callable[..., dict[str, Any]], shift_id: UUID, moment: datetime) -> UUID:
        """Let the contact check in or out with the code on the leader's phone; return the record."""
        uow, cid = self.at(moment), self.community_id
        code = volunteering.show_code(uow, self.people["leader"], cid, shift_id)["code"]
        record_id: UUID = go(uow, self.people["contact"], cid, shift_id, Given(code))["id"]
        return record_id

    def to_come(self) -> None:
        """Open the series, invite the resident to it, and let her ward ask to come along."""
        cid = self.community_id
        new = self._new(facts.CLEANING, self._day(3, 14), roles=ROLES)
        repeat = Repeat(Every.WEEK, times=4, skip_holidays=True)
        opened = volunteering.open_series(self.at(self.now), self.people["staff"], cid, new, repeat)
        shift_id = opened["first_shift_id"]
        shown = volunteering.get_shift(self.at(self.now), self.people["contact"], cid, shift_id)
        others = next(role["id"] for role in shown["roles"] if role["name"] == GUIDE)
        resident = self.member("resident")
        volunteering.invite_group(
            self.at(self.now), self.people["contact"], cid, shift_id, Group((resident,), (), others)
        )
        volunteering.sign_up(
            self.at(self.now), self._child(), cid, shift_id, accept_risks=True, wish=SignUpWish(role_id=others)
        )

    def _child(self) -> Actor:
        """Let a child of twelve join whose guardian is the resident."""
        cid, uow = self.community_id, self.at(self.now - timedelta(days=20))
        person = Person(id=uow.new_id(), created_at=uow.now)
        uow.session.add(person)
        uow.session.flush()
        application = Application(
            name="朵朵",
            birth_date=CHILD_BORN,
            privacy_version=PRIVACY_VERSION,
            tie=Tie.HOME,
            household=HouseholdAddress("3号楼", "208室"),
            guardian_member_id=self.people["resident"].member_id,
        )
        member_id = communities.join(uow, Actor(person.id, cid), cid, application)["id"]
        communities.move_member(uow, self.people["resident"], cid, member_id, MemberMove.CONSENT, "")
        communities.appoint(uow, cid, member_id, None)
        return communities.load_actor(uow, person.id, cid)
