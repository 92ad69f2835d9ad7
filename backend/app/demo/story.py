"""The story of a made-up neighbourhood, told through the services: half a year of shifts, a claim, pledges, offers."""

import dataclasses
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import update

from backend.actors import service as actors
from backend.actors.types import ActorKind, NewReferral
from backend.agreements import service as agreements
from backend.agreements.moves.claims import ClaimMove
from backend.agreements.types.claims import NewClaim
from backend.app.demo import facts
from backend.app.demo.activities import ActivityStory
from backend.app.demo.agreements import AgreementStory
from backend.app.demo.audits import commit_a_week_ago
from backend.app.demo.budgeting import BudgetStory
from backend.app.demo.certificates import tell_certificates
from backend.app.demo.claims import tell_claims
from backend.app.demo.corrections import CorrectionStory
from backend.app.demo.disputes import tell_disputes
from backend.app.demo.dossiers import DossierStory
from backend.app.demo.duties import DutyStory
from backend.app.demo.facts import EntryFact
from backend.app.demo.giving import GivingStory
from backend.app.demo.matching import MatchingStory
from backend.app.demo.meetings import MeetingStory
from backend.app.demo.neighbours import Neighbours
from backend.app.demo.opinions import OpinionStory
from backend.app.demo.paper import PaperStory
from backend.app.demo.people import make_cast
from backend.app.demo.picture import draw_dark_gate
from backend.app.demo.reciprocity import ReciprocityStory
from backend.app.demo.scene import Scene
from backend.app.demo.shops import Shops
from backend.app.demo.table import upload_needs
from backend.app.demo.teams import TeamStory
from backend.app.demo.vouchers import tell_vouchers
from backend.attachments import service as attachments
from backend.books import service as books
from backend.communities import service as communities
from backend.communities.types import NewUnit, UnitKind
from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE, local_date
from backend.deliberation import service as deliberation
from backend.deliberation.moves import TopicMove
from backend.deliberation.types import DecidedEntry, Decision, MeetingKind, NewTopic, Step
from backend.infra.outbox import OutboxEvent
from backend.infra.runtime import runtime
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists
from backend.lists.bookings import BookingMove, NewBooking
from backend.lists.types import DraftMove, EntryMove, NewEntry
from backend.volunteering import service as volunteering
from backend.volunteering.moves import RecordMove
from backend.volunteering.types import NewShift
from backend.volunteering.types.presence import Given

# Half a year and a bit: the resident has saved up for a bag of rice. Further communities are told in short.
WEEKS_BACK, WEEKS_BACK_SHORT = 30, 4
# Every so many weeks old people are kept company, which earns time credits.
COMPANION_EVERY = 5
# Three working days are over after so many days, but for the long holidays.
NOTICE_DAYS_AT_MOST = 6
# With the longest holiday (国庆, eight days) in between.
EDITION_NOTICE_DAYS_AT_MOST = 14
# 周阿姨 and two others take part each week; each is witness to the next.
VOLUNTEERS = ("resident", "neighbour", "supervisor")
# When somebody bought at the shop on the last Saturday and the one before.
SOLD = (timedelta(hours=6), timedelta(hours=7))
CONTACT_OF = {"contact": ("institute", "grid", "centre", "store"), "merchant": ("merchant",)}


S = TypeVar("S", bound=Scene)


class Story:
    """One community's story; ``uow.now`` is the present."""

    def __init__(self, uow: UnitOfWork, community_id: int, *, weeks: int = WEEKS_BACK) -> None:
        """Begin with the cast; the community exists and has no members."""
        self.uow, self.community_id = uow, community_id
        self.weeks, self._is_whole = weeks, weeks >= WEEKS_BACK
        self.long_ago = uow.now - timedelta(weeks=weeks + 2)
        self.people = make_cast(self._at(self.long_ago), community_id)
        self.units: dict[str, UUID] = {}
        self.entries: dict[str, UUID] = {}

    def _at(self, moment: datetime) -> UnitOfWork:
        """Return the same transaction at another moment."""
        return dataclasses.replace(self.uow, now=moment)

    def tell(self) -> None:
        """Tell it all."""
        self._units()
        self._lists()
        self._supports()
        self.shops = Shops(self._at, self.community_id, self.people, self.units["merchant"])
        self.shops.open(self.long_ago)
        giving, has_given = self._of(GivingStory), False
        for week in range(self.weeks, 0, -1):
            start = self._past_shift(week)
            self._week_at_shop(week, start)
            settled = start + timedelta(days=NOTICE_DAYS_AT_MOST)
            self._settle(settled)
            has_given = has_given or giving.first_gift(settled, facts.PACK)
        self._of(CorrectionStory).tell(run_due)
        if has_given:
            giving.tell()
        activities = self._of(ActivityStory, self.entries)
        activities.served(run_due)
        self._decided_topic()
        self._bookings()
        self._vouchers()
        if self._is_whole:
            self._of(ReciprocityStory).tell(run_due)
            self._of(DutyStory).tell(run_due)
        money = self._of(BudgetStory)
        if self._is_whole:
            money.tell_decided(run_due)
        self._silence()
        self._shop_days()
        self._editions()
        self._table()
        self._open_topic()
        self._of(AgreementStory).tell(self._claim())
        self._of(TeamStory).tell(lessons=self.entries[facts.CLAIMED_PROJECT], cleaning=self.entries[facts.CLEANING])
        if self._is_whole:
            tell_claims(self.community_id, self.people, self.units, self._ago)
        self._actors()
        self._coming_shifts()
        tell_certificates(self.uow, self.community_id, self.people)
        self._doubted()
        if self._is_whole:
            PaperStory(self.uow, self.community_id, self.people, self.entries[facts.CLEANING], self._close).tell()
        activities.to_come()
        if self._is_whole:
            money.tell_going_on(run_due)
            self._of(MatchingStory).tell()
            self._of(MeetingStory).tell()
        if self.weeks >= COMPANION_EVERY:  # time credits have been earned
            Neighbours(self.uow, self.community_id, self.people).tell()
        self._of(DossierStory).tell()
        commit_a_week_ago(self._ago(8), self.people["auditor"], self.community_id)

    def _of(self, kind: Callable[..., S], *more: object) -> S:
        """Return a story of its own that happens here."""
        return kind(self.community_id, self.people, self.units, self._at, self.uow.now, *more)

    def _units(self) -> None:
        uow = self._at(self.long_ago)
        for unit in facts.UNITS:
            new = NewUnit(unit.name, UnitKind(unit.kind), industry=unit.industry, party_lead=unit.party_lead)
            created = communities.create_unit(uow, self.people["staff"], self.community_id, new)
            self.units[unit.key] = created["id"]
        for person, keys in CONTACT_OF.items():
            for key in keys:
                communities.name_contact(uow, self.community_id, self.units[key], self._member(person))
            self.people[person] = communities.load_actor(uow, self.people[person].person_id, self.community_id)

    def _member(self, person: str) -> UUID:
        member_id = self.people[person].member_id
        assert member_id is not None  # the cast has joined
        return member_id

    def _lists(self) -> None:
        uow = self._at(self.long_ago)
        first_day = local_date(self.long_ago)
        books.adopt_pack(uow, self.people["lead"], self.community_id, facts.PACK, first_day)
        for fact in (*facts.tariff(first_day.isoformat()), *facts.ENTRIES):
            self._enter(uow, fact)

    def _enter(self, uow: UnitOfWork, fact: EntryFact) -> None:
        unit_id = self.units.get(fact.by)
        actor = self.people["contact"] if unit_id else self.people[fact.by]
        new = NewEntry(
            kind=fact.kind,
            title=fact.title,
            text=fact.text,
            category=fact.category,
            place=fact.place,
            quantity=fact.quantity,
            quantity_unit=fact.quantity_unit,
            unit_id=unit_id,
            details=fact.details,
            photos=self._photos(uow, actor) if fact.drawn else (),
        )
        entry = lists.propose_entry(uow, actor, self.community_id, new)
        self.entries[fact.title] = entry["id"]
        if fact.adopted:
            lists.move_entry(uow, self.people["lead"], self.community_id, entry["id"], EntryMove.ADOPT, None)

    def _supports(self) -> None:
        uow = self._at(self.long_ago + timedelta(days=1))
        for title, persons in facts.SUPPORTED.items():
            for person in persons:
                lists.support_entry(uow, self.people[person], self.community_id, self.entries[title], supports=True)

    def _photos(self, uow: UnitOfWork, actor: Actor) -> list[UUID]:
        photo = attachments.add_photo(uow, actor, self.community_id, draw_dark_gate(), "photo.jpg")
        return [photo["id"]]

    def _editions(self) -> None:
        """The needs were published a while ago; the problems hang on the notice board, and a neighbour objects."""
        now, cid = self.uow.now, self.community_id
        for kind, days_ago in (("need", 20), ("problem", 1)):
            uow = self._at(now - timedelta(days=days_ago))
            draft = lists.editions.compile_draft(uow, self.people["staff"], cid, kind)
            lists.editions.move_draft(uow, self.people["staff"], cid, draft["id"], DraftMove.PUT_ON_NOTICE)
            if days_ago > EDITION_NOTICE_DAYS_AT_MOST:
                later = self._at(uow.now + timedelta(days=EDITION_NOTICE_DAYS_AT_MOST))
                lists.editions.move_draft(later, self.people["lead"], cid, draft["id"], DraftMove.PUBLISH)
            else:
                said = "路灯已经坏了两个月，请写上什么时候修"
                lists.editions.object_to_draft(self.uow, self.people["neighbour"], cid, draft["id"], said, None)

    def _table(self) -> None:
        """What was written down going from door to door waits to be imported; one row is wrong."""
        upload_needs(self._ago(1), self.people["staff"], self.community_id)
        run_due(self._ago(1), self.community_id, ["lists.imports"])

    def _week_at_shop(self, week: int, start: datetime) -> None:
        """Somebody who has saved up buys in the afternoon of the last two Saturdays, before that week is settled."""
        if week <= len(SOLD) and self._is_whole:
            self.shops.sell(start + SOLD[week - 1], give_back=week == 1)

    def _shop_days(self) -> None:
        """Nights have passed at the shop; another one would like to join."""
        fortnight_ago = self.uow.now - timedelta(days=14)
        self.shops.state_days(fortnight_ago, self.uow.now)
        if self._is_whole:
            self.shops.confirm(self.uow.now, self._past_saturday(2) + SOLD[1])
        self.shops.newcomer(self.uow.now - timedelta(hours=20))

    def _vouchers(self) -> None:
        """Where there is half a year's worth of points, some were spent."""
        if self.weeks >= WEEKS_BACK:
            tell_vouchers(self.uow, self.people, self.community_id, self.units["merchant"])

    def _past_shift(self, weeks_ago: int) -> datetime:
        """Hold one shift of two hours on a Saturday, from the opening to the notice; return when it began."""
        title = facts.COMPANION if weeks_ago % COMPANION_EVERY == 0 else facts.CLEANING
        start = self._past_saturday(weeks_ago)
        self._hold(title, start)
        return start

    def _hold(self, title: str, start: datetime) -> dict[str, UUID]:
        """Let three people serve two hours, witness each other and be confirmed; return their records on notice."""
        shift_id = self._open(self._at(start - timedelta(days=5)), title, start, hours=2, places=6)
        for person in VOLUNTEERS:
            volunteering.sign_up(
                self._at(start - timedelta(days=3)), self.people[person], self.community_id, shift_id, accept_risks=True
            )
        records = self._attend(shift_id, start)
        for person, witness in zip(VOLUNTEERS, (*VOLUNTEERS[1:], VOLUNTEERS[0]), strict=True):
            self._move(self._at(start + timedelta(hours=3)), witness, records[person], RecordMove.WITNESS)
            self._move(self._at(start + timedelta(hours=5)), "leader", records[person], RecordMove.CONFIRM)
        return records

    def _doubted(self) -> None:
        """Yesterday evening's patrol is on notice, and neighbours doubt some of it."""
        yesterday = local_date(self.uow.now) - timedelta(days=1)
        records = self._hold(facts.PATROL, datetime.combine(yesterday, time(18), LOCAL_ZONE))
        tell_disputes(self._at, self.community_id, self.people, records, self.uow.now)

    def _past_saturday(self, weeks_ago: int) -> datetime:
        """Return nine o'clock of a past Saturday."""
        return datetime.combine(_saturday(self.uow.now) - timedelta(weeks=weeks_ago), time(9), LOCAL_ZONE)

    def _open(self, uow: UnitOfWork, title: str, start: datetime, *, hours: int, places: int) -> UUID:
        new = NewShift(
            entry_id=self.entries[title],
            starts_at=start,
            ends_at=start + timedelta(hours=hours),
            places=places,
            place="3号楼门口" if title == facts.CLEANING else "5号楼一层",
            leader_member_id=self._member("leader"),
        )
        shift: dict[str, Any] = volunteering.open_shift(uow, self.people["staff"], self.community_id, new)
        return UUID(str(shift["id"]))

    def _attend(self, shift_id: UUID, start: datetime) -> dict[str, UUID]:
        """Check everybody in and, two hours later, out, with the code on the leader's phone; return their records."""
        records: dict[str, UUID] = {}
        for go, moment in ((volunteering.check_in, start), (volunteering.check_out, start + timedelta(hours=2))):
            uow = self._at(moment)
            code = volunteering.show_code(uow, self.people["leader"], self.community_id, shift_id)["code"]
            for person in VOLUNTEERS:
                record = go(uow, self.people[person], self.community_id, shift_id, Given(code))
                records[person] = record["id"]
        return records

    def _move(self, uow: UnitOfWork, person: str, record_id: UUID, move: RecordMove) -> None:
        volunteering.move_record(uow, self.people[person], self.community_id, record_id, move, note=None)

    def _settle(self, moment: datetime) -> None:
        """Do what the workers would have done at that moment: enter and settle what is over its notice."""
        if moment <= self.uow.now:
            run_due(self._at(moment), self.community_id, ["volunteering.enter", "volunteering.settle"])

    def _close(self, uow: UnitOfWork) -> None:
        """Close what is over at that moment."""
        run_due(uow, self.community_id, ["volunteering.close"])

    def _silence(self) -> None:
        """Let the past's messages be done with: an inbox with half a year of them helps nobody."""
        self.uow.session.execute(
            update(OutboxEvent).where(OutboxEvent.community_id == self.community_id).values(done_at=self.uow.now)
        )

    def _decided_topic(self) -> None:
        """Neighbours have talked about the drying racks and decided; the centre carries it out."""
        fact, staff = facts.DRYING, self.people["staff"]
        uow, today = self._ago(24), local_date(self.uow.now)
        new = NewTopic(fact.title, fact.text, fact.category, MeetingKind(fact.meeting))
        topic_id = deliberation.open_topic(uow, staff, self.community_id, new)["id"]
        decision = Decision(
            fact.decision,
            fact.reasons,
            due_on=today + timedelta(days=20),
            review_on=today + timedelta(days=110),
            owner_unit_id=self.units["centre"],
            entry=DecidedEntry("need", fact.entry, fact.decision, fact.category, {"beneficiary": "public"}),
        )
        for days, move, step in (
            (17, TopicMove.TALK, Step()),
            (15, TopicMove.PUT_TO_VOTE, Step()),
            (12, TopicMove.DECIDE, Step(decision=decision)),
            (10, TopicMove.CARRY_OUT, Step()),
        ):
            deliberation.move_topic(self._ago(days), staff, self.community_id, topic_id, move, step)

    def _open_topic(self) -> None:
        """A resident brought the charging of electric bicycles before the meeting; it is being talked about."""
        place, entry_id = self.community_id, self.entries[facts.CHARGING_NEED]
        topic = deliberation.suggest_topic(
            self._ago(9), self.people["resident"], place, entry_id, facts.CHARGING_REASON
        )
        ends_on = local_date(self.uow.now) + timedelta(days=3)
        for days, move, step in (
            (8, TopicMove.OPEN, Step(meeting_kind=MeetingKind.COUNCIL)),
            (1, TopicMove.TALK, Step(ends_on=ends_on, next_actor=facts.CHARGING_NEXT)),
        ):
            deliberation.move_topic(self._ago(days), self.people["staff"], place, topic["id"], move, step)
        if self._is_whole:
            self._of(OpinionStory).tell()

    def _ago(self, days: float) -> UnitOfWork:
        return self._at(self.uow.now - timedelta(days=days))

    def _claim(self) -> UUID:
        """The institute has claimed six lessons, which staff accept; return the claim."""
        uow = self._at(self.uow.now - timedelta(days=2))
        new = NewClaim(self.units["institute"], 6, "请所里的工程师来讲，先认领半年")
        claim = agreements.claim_entry(
            uow, self.people["contact"], self.community_id, self.entries[facts.CLAIMED_PROJECT], new
        )
        claim_id: UUID = claim["id"]
        agreements.move_claim(uow, self.people["staff"], self.community_id, claim_id, ClaimMove.ACCEPT, None)
        return claim_id

    def _actors(self) -> None:
        """A unit, a shop and a resident are on list 1; a neighbour names a shop, and other units wait to be found."""
        cid, staff = self.community_id, self.people["staff"]
        for fact in facts.ACTORS:
            unit_id = self.units.get(fact.by)
            actor = self.people["merchant" if fact.by == "merchant" else "contact"] if unit_id else self.people[fact.by]
            details = {"actor_kind": fact.actor_kind, **fact.details} | ({} if unit_id else {"by_self": True})
            new = NewEntry("actor", fact.title, fact.text, fact.category, unit_id=unit_id, details=details)
            entry_id = lists.propose_entry(self._ago(3), actor, cid, new)["id"]
            lists.move_entry(self._ago(3), staff, cid, entry_id, EntryMove.ADOPT, None)
            if fact.is_public:
                actors.show_figures(self._ago(2), actor, cid, entry_id, is_public=True)
        named = NewReferral(facts.REFERRED, ActorKind.SHOP, facts.REFERRED_WHY)
        actors.refer_actor(self._ago(1), self.people["neighbour"], cid, named)

    def _coming_shifts(self) -> None:
        """Open shifts to sign up for: in two or three hours (its reminder is yet to come), tomorrow, on Saturday."""
        now = self.uow.now
        soon = _whole_hour(now + timedelta(minutes=190))
        tomorrow = datetime.combine(local_date(now) + timedelta(days=1), time(14), LOCAL_ZONE)
        saturday = datetime.combine(_saturday(now), time(9), LOCAL_ZONE)
        self._open(self.uow, facts.CLEANING, soon, hours=2, places=6)
        companion = self._open(self.uow, facts.COMPANION, tomorrow, hours=2, places=4)
        self._open(self.uow, facts.PATROL, saturday + timedelta(hours=10), hours=1, places=8)
        self._open(self.uow, facts.CLEANING, saturday, hours=2, places=10)
        volunteering.sign_up(self.uow, self.people["neighbour"], self.community_id, companion, accept_risks=True)

    def _bookings(self) -> None:
        """The room was used yesterday and is booked for the days to come; two of three wheelchairs are out tomorrow."""
        today = local_date(self.uow.now)
        for person, title, days, hour, people in (
            ("supervisor", facts.ROOM, -1, 9, 8),
            ("leader", facts.ROOM, 0, 14, 6),
            ("neighbour", facts.ROOM, 1, 9, 20),
            ("resident", facts.ROOM, 2, 14, 12),
            ("neighbour", facts.WHEELCHAIRS, 1, 8, 1),
            ("resident", facts.WHEELCHAIRS, 1, 8, 1),
        ):
            start = datetime.combine(today + timedelta(days=days), time(hour), LOCAL_ZONE)
            uow = self._ago(3)
            new = NewBooking(start, people)
            booking = lists.bookings.book(uow, self.people[person], self.community_id, self.entries[title], new)
            if days < 0:
                used = self._at(start)
                lists.bookings.move_booking(
                    used, self.people["contact"], self.community_id, booking["id"], BookingMove.USE, None
                )


def run_due(uow: UnitOfWork, community_id: int, sources: Iterable[str]) -> None:
    """Work the named due sources off in this transaction."""
    for name in sources:
        while runtime().due_sources[name].work(uow, community_id):
            pass


def _saturday(now: datetime) -> Any:
    """Return the coming Saturday (today when it is one)."""
    today = local_date(now)
    return today + timedelta(days=(5 - today.weekday()) % 7)


def _whole_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
