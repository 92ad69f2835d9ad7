"""What came from paper in the demo, and a record that was held: the desk's and the supervisor's pages show them."""

import dataclasses
from collections.abc import Callable
from datetime import datetime, time, timedelta
from uuid import UUID

from backend.app.demo.picture import draw_sheet
from backend.attachments import service as attachments
from backend.core.actor import Actor
from backend.core.clock import LOCAL_ZONE, local_date
from backend.infra.uow import UnitOfWork
from backend.volunteering import service as volunteering
from backend.volunteering.moves import RecordMove
from backend.volunteering.types import NewShift
from backend.volunteering.types.paper import NewSheet, PaperLine, PastShift
from backend.volunteering.types.presence import Given

TITLE, PLACE = "清理楼前杂物", "5号楼前空地"


@dataclasses.dataclass(frozen=True)
class PaperStory:
    """Where, who, on which entry, and how shifts are closed; ``uow.now`` is the present."""

    uow: UnitOfWork
    community_id: int
    people: dict[str, Actor]
    entry_id: UUID
    close: Callable[[UnitOfWork], None]

    def tell(self) -> None:
        """A sheet of three lines, two of which wait for a second approval; a check-out that was forgotten."""
        self._forgotten()
        self._sheet()

    def _at(self, days: int, hour: int, minute: int = 0) -> datetime:
        day = local_date(self.uow.now) + timedelta(days=days)
        return datetime.combine(day, time(hour, minute), LOCAL_ZONE)

    def _then(self, moment: datetime) -> UnitOfWork:
        return dataclasses.replace(self.uow, now=moment)

    def _member(self, who: str) -> UUID:
        member_id = self.people[who].member_id
        assert member_id is not None  # the cast has joined
        return member_id

    def _move(self, moment: datetime, who: str, record_id: UUID, move: RecordMove) -> None:
        volunteering.move_record(self._then(moment), self.people[who], self.community_id, record_id, move, note=None)

    def _sheet(self) -> None:
        start, end, entered = self._at(-4, 14), self._at(-4, 16), self._then(self._at(-2, 10))
        photo = attachments.add_photo(entered, self.people["staff"], self.community_id, draw_sheet(), "sheet.jpg")
        past = PastShift(self.entry_id, start, end, PLACE, self._member("leader"), title=TITLE)
        lines = [
            PaperLine(self._member("resident"), start, end),
            PaperLine(self._member("neighbour"), start, self._at(-4, 15, 40)),
            PaperLine(self._member("lead"), self._at(-4, 14, 10), end),
        ]
        sheet = NewSheet([photo["id"]], lines, shift=past)
        one, two, _ = volunteering.enter_sheet(entered, self.people["staff"], self.community_id, sheet)
        for record, witness in ((one, "neighbour"), (two, "resident")):
            self._move(self._at(-2, 12), witness, record["id"], RecordMove.WITNESS)
            self._move(self._at(-2, 18), "leader", record["id"], RecordMove.CONFIRM)

    def _forgotten(self) -> None:
        start, end = self._at(-3, 19), self._at(-3, 20)
        new = NewShift(self.entry_id, start, end, 4, PLACE, title=TITLE, leader_member_id=self._member("leader"))
        opened = volunteering.open_shift(self._then(self._at(-6, 10)), self.people["staff"], self.community_id, new)
        shift_id = UUID(str(opened["id"]))
        records = {}
        for who in ("resident", "neighbour"):
            before = self._then(self._at(-5, 10))
            volunteering.sign_up(before, self.people[who], self.community_id, shift_id, accept_risks=True)
            records[who] = volunteering.check_in(
                self._then(start), self.people[who], self.community_id, shift_id, self._code(shift_id, start)
            )["id"]
        volunteering.check_out(
            self._then(end), self.people["neighbour"], self.community_id, shift_id, self._code(shift_id, end)
        )
        self.close(self._then(end + timedelta(hours=2)))
        self._move(self._at(-2, 9), "neighbour", records["resident"], RecordMove.WITNESS)
        self._move(self._at(-2, 19), "leader", records["resident"], RecordMove.CONFIRM)

    def _code(self, shift_id: UUID, moment: datetime) -> Given:
        shown = volunteering.show_code(self._then(moment), self.people["leader"], self.community_id, shift_id)
        return Given(shown["code"])
