"""What two units gave and got since the last stated quarter began, and that quarter's statements. Told by story."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from uuid import UUID

from PIL import Image, ImageDraw

from backend.agreements import service as agreements
from backend.agreements.moves.agreements import AgreementMove
from backend.agreements.moves.duties import EvidenceMove
from backend.agreements.types.agreements import AgreementText, Clause, NewAgreement, Schedule, Signing, SigningMethod
from backend.agreements.types.duties import EvidenceKind, NewEvidence, TermFilter
from backend.alliances import service as alliances
from backend.alliances.rules import quarters
from backend.app.demo.scene import Scene
from backend.attachments import service as attachments
from backend.core.clock import LOCAL_ZONE, next_month
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork

COMMUNITY, UNIT = 0, 1
DUE_DAY = 20
DONE = timedelta(days=2)
SOURCES = ("agreements.agreements", "agreements.duty_terms")
TERMS_MAX = 100
# Unit, title, and its clauses: giver, text, amount, measure, and of how many of the first months' terms nothing came.
PACTS = (
    (
        "institute",
        "科普进社区共建协议",
        (
            (UNIT, "工程师到社区讲科普课", 1, "场", 0),
            (UNIT, "上门检测家用水质", 6, "户", 0),
            (COMMUNITY, "借出活动室给所里开会", 2, "场", 0),
        ),
    ),
    ("store", "便民维修共建协议", ((UNIT, "上门修小家电", 5, "件", 1), (COMMUNITY, "在公告栏登维修日", 1, "次", 0))),
)


class ReciprocityStory(Scene):
    """A quarter of agreements, told in the order of time."""

    photos = 0  # drawn so far

    @property
    def quarter(self) -> date:
        """The quarter that is stated."""
        return quarters.last_to_state(self.now)

    def tell(self, run_due: Callable[[UnitOfWork, int, Iterable[str]], None]) -> None:
        """Tell it all."""
        late = {self._sign(*pact): {clause[1]: clause[4] for clause in pact[2]} for pact in PACTS}
        month = self.quarter
        while (due := _moment(month.replace(day=DUE_DAY))) <= self.now:
            run_due(self.at(due - DONE - timedelta(days=1)), self.community_id, SOURCES)
            for agreement_id, missed in late.items():
                self._perform(agreement_id, month, missed)
            month = next_month(month)
        run_due(self.at(self.now), self.community_id, SOURCES)
        stated = self.at(quarters.statements_due(self.quarter))
        alliances.make_statements(stated, self.community_id, self.quarter)
        for unit in ("institute", "store"):
            contact = self.people["contact"]
            alliances.set_ranking_consent(
                stated, contact, self.community_id, self.units[unit], shows=unit == "institute"
            )

    def _sign(self, unit: str, title: str, clauses: tuple[tuple[int, str, int, str, int], ...]) -> UUID:
        """Draft an agreement on the quarter's first day and have both sides sign it."""
        uow, ends_on = self.at(_moment(self.quarter)), self.quarter + timedelta(days=364)
        text = AgreementText(title, None, self.quarter, ends_on, tuple(self._clause(*each) for each in _count(clauses)))
        staff = self.people["staff"]
        made = agreements.draft_agreement(uow, staff, self.community_id, NewAgreement(text, (self.units[unit],)))
        agreement_id: UUID = made["id"]
        agreements.move_agreement(
            uow, staff, self.community_id, agreement_id, AgreementMove.OFFER, party_no=None, note=None
        )
        for party, person in ((COMMUNITY, "lead"), (UNIT, "contact")):
            shown = agreements.show_agreement(uow, self.people[person], self.community_id, agreement_id)["open"]
            signing = Signing(party, shown["version"], bytes.fromhex(shown["text_hash"]), SigningMethod.TAP)
            agreements.sign_agreement(uow, self.people[person], self.community_id, agreement_id, signing)
        return agreement_id

    def _clause(self, no: int, clause: tuple[int, str, int, str, int]) -> Clause:
        giver, text, amount, measure, _ = clause
        other = COMMUNITY if giver == UNIT else UNIT
        first = self.quarter.replace(day=DUE_DAY)
        last = (self.quarter + timedelta(days=340)).replace(day=DUE_DAY)
        photo = (EvidenceKind.PHOTO,)
        return Clause(no, giver, other, other, text, amount, measure, Schedule.MONTHLY, first, last, photo, None)

    def _perform(self, agreement_id: UUID, month: date, missed: Mapping[str, int]) -> None:
        """Hand in a month's terms and accept them, but for what was missed in the first months."""
        due = month.replace(day=DUE_DAY)
        uow = self.at(_moment(due) - DONE)
        wanted = TermFilter(agreement_id=agreement_id, since=due, until=due)
        found = agreements.list_terms(uow, self.people["lead"], self.community_id, wanted, PageRequest(limit=TERMS_MAX))
        for term in found.items:
            if month < _after(self.quarter, missed[term["duty"]["text"]]):
                continue
            ours = term["duty"]["giver"]["id"] is None
            by, accepter = ("staff", "contact") if ours else ("contact", "lead")
            photo = attachments.add_photo(uow, self.people[by], self.community_id, self._photo(), "photo.jpg")["id"]
            new = NewEvidence(EvidenceKind.PHOTO, term["amount"], (photo,))
            held = agreements.hand_in(uow, self.people[by], self.community_id, term["id"], new)
            evidence = held["handed_in"][-1]["id"]
            agreements.move_evidence(uow, self.people[accepter], self.community_id, evidence, EvidenceMove.ACCEPT)

    def _photo(self) -> bytes:
        """Draw so many people in a room: each picture shows one thing, and no two are alike."""
        self.photos += 1
        image = Image.new("RGB", (480, 360), (232, 226, 212))
        pen = ImageDraw.Draw(image)
        pen.rectangle((0, 250, 480, 360), fill=(170, 150, 120))
        for place in range(self.photos % 7 + 3):
            x, y = 40 + place * 44, 200 + (place * self.photos * 13) % 60
            pen.ellipse((x, y, x + 26, y + 26), fill=(90 + self.photos * 4 % 120, 80, 70))
            pen.rectangle((x - 6, y + 26, x + 32, y + 80), fill=(40, 90 + place * 12, 110 + self.photos * 5 % 100))
        sink = BytesIO()
        image.save(sink, "JPEG", quality=80)
        return sink.getvalue()


def _count(clauses: Iterable[tuple[int, str, int, str, int]]) -> list[tuple[int, tuple[int, str, int, str, int]]]:
    return list(enumerate(clauses, 1))


def _after(quarter: date, months: int) -> date:
    for _ in range(months):
        quarter = next_month(quarter)
    return quarter


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10), LOCAL_ZONE)
