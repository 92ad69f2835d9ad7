"""Corrections in the demo: one that was entered, one that waits for another hand, and what a volunteer asks for."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from backend.app.demo.scene import Scene
from backend.infra.paging import PageRequest
from backend.infra.uow import UnitOfWork
from backend.volunteering import service
from backend.volunteering.moves import RecordMove
from backend.volunteering.types import RecordFilter, RecordState

NOTICE_DAYS_AT_MOST = 14
LEFT_EARLY = "签到表上写的是十点半离开，签退是带队人走时一起点的。"
LATE_BY_TEN = "抽看签到表，这一次晚到了十分钟。"
ASKED = "那天我十点就走了，后来忘了改，请按一小时记。"


class CorrectionStory(Scene):
    """One correction entered, one filed, one asked for."""

    def tell(self, run_due: Callable[[UnitOfWork, int, Iterable[str]], None]) -> None:
        """Tell it of volunteers who have two entered records each."""
        entered = {who: self._entered(who) for who in ("supervisor", "neighbour")}
        if any(len(records) < 3 for records in entered.values()):
            return
        filed_at = self.now - timedelta(days=NOTICE_DAYS_AT_MOST + 2)
        done = self._file(filed_at, entered["supervisor"][-1], 90, LEFT_EARLY)
        uow = self.at(filed_at + timedelta(hours=3))
        service.move_record(uow, self.people["lead"], self.community_id, done, RecordMove.CONFIRM, note=None)
        entered_at = self.at(filed_at + timedelta(days=NOTICE_DAYS_AT_MOST))
        run_due(entered_at, self.community_id, ["volunteering.enter", "volunteering.settle"])
        self._file(self.now - timedelta(hours=20), entered["supervisor"][-2], 110, LATE_BY_TEN)
        asking = self.at(self.now - timedelta(hours=4))
        wanted = entered["neighbour"][-1]
        service.ask_correction(asking, self.people["neighbour"], self.community_id, wanted, minutes=60, reason=ASKED)

    def _file(self, moment: datetime, record_id: UUID, minutes: int, reason: str) -> UUID:
        filed = service.file_correction(
            self.at(moment), self.people["staff"], self.community_id, record_id, minutes=minutes, reason=reason
        )
        return UUID(str(filed["id"]))

    def _entered(self, who: str) -> list[UUID]:
        """Return somebody's entered records, newest first."""
        wanted = RecordFilter(mine=True, state=RecordState.ENTERED)
        page = PageRequest(limit=100)
        rows = service.list_records(self.at(self.now), self.people[who], self.community_id, wanted, page).items
        return [UUID(str(row["id"])) for row in rows]
