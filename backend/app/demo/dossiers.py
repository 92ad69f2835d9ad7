"""What is kept of volunteers in the demo: skills, a training, an evaluation, files that came and one that left."""

from datetime import date
from uuid import UUID

from backend.app.demo.scene import Scene
from backend.core.clock import local_date
from backend.dossiers import service
from backend.dossiers.service import exports, imports
from backend.dossiers.types import DossierChange, EntryKind, FileFormat, ImportMove, NewEntry, NewExport, Part, Skill
from backend.infra.documents.sheet import Table, write_workbook
from backend.infra.paging import PageRequest
from backend.infra.runtime import runtime
from backend.volunteering import service as volunteering
from backend.volunteering.types import RecordFilter, RecordState

SOURCE = "全国志愿服务信息系统"
HEADINGS = ("档案编号", "姓名", "活动名称", "服务日期", "服务时长", "组织单位")
WORDS = "很有耐心，扶老人过马路也很仔细。"


class DossierStory(Scene):
    """What is kept of volunteers, and files that leave and enter."""

    def tell(self) -> None:
        """Tell it all; files come last, for they hold what was told before."""
        said = DossierChange(
            skills=[Skill.CARE, Skill.DIGITAL],
            skill_words=["会说上海话"],
            times=["sat.am", "sat.pm", "wed.eve"],
            contact="13800000101",
            may_report=True,
        )
        service.change_own(self.ago(30), self.people["resident"], self.community_id, said)
        day = local_date(self.ago(20).now)
        self._keep(EntryKind.TRAINING, "老年人陪护基础培训", "区红十字会", day, minutes=180)
        self._keep(EntryKind.COMMENDATION, "季度优秀志愿者", "街道志愿服务中心", day, document="志表〔2026〕7号")
        self._evaluate()
        self._files()

    def _keep(
        self, kind: EntryKind, title: str, by: str, day: date, *, minutes: int | None = None, document: str = ""
    ) -> None:
        new = NewEntry(kind, title, by, day, minutes=minutes, document=document)
        service.add_entry(self.ago(19), self.people["staff"], self.community_id, self.member("resident"), new)

    def _evaluate(self) -> None:
        """The leader says how one of the resident's last services was; the others wait to be said."""
        uow, wanted = self.ago(2), RecordFilter(mine=True, state=RecordState.ENTERED)
        mine = volunteering.list_records(uow, self.people["resident"], self.community_id, wanted, PageRequest())
        for record in mine.items[1:]:
            parts = volunteering.served_parts(uow, self.community_id, record["id"])
            if parts is not None and parts.leader_id == self.member("leader"):
                service.evaluate(uow, self.people["leader"], self.community_id, record["id"], 5, WORDS)
                return

    def _files(self) -> None:
        """One file is taken over and waits for a second hand, one has faults; one left the house."""
        name = self.people["resident"].name or ""
        number = service.show_own(self.ago(9), self.people["resident"], self.community_id)["number"]
        rows = [
            (number, name, "社区图书馆整理", self._day(120), 2.5, "区图书馆"),
            (number, name, "江边步道捡拾", self._day(99), 2.0, "区志愿者协会"),
        ]
        table = self._upload(9, "外区服务记录.xlsx", rows)
        imports.move_import(self.ago(9), self.people["staff"], self.community_id, table, ImportMove.APPLY)
        runtime().due_sources["dossiers.imports"].work(self.ago(9), self.community_id)
        wrong = (number, "王小", "文化节引导", self._day(10), 3.0, "区文化馆")
        self._upload(1, "十一月补报.xlsx", [wrong, (number, name, "文化节引导", "昨天", 3.0, "区文化馆"), rows[0]])
        since, until = local_date(self.ago(95).now), local_date(self.ago(5).now)
        new = NewExport("报送街道季度汇总", since, until, list(Part), FileFormat.XLSX)
        exports.ask_export(self.ago(0), self.people["staff"], self.community_id, new)
        while runtime().due_sources["dossiers.exports"].work(self.ago(0), self.community_id):
            pass

    def _day(self, days_ago: int) -> str:
        return local_date(self.ago(days_ago).now).isoformat()

    def _upload(self, days_ago: int, name: str, rows: list[tuple[str, str, str, str, float, str]]) -> UUID:
        uow = self.ago(days_ago)
        content = write_workbook([Table("志愿服务情况", HEADINGS, rows)])
        table = imports.upload_file(uow, self.people["staff"], self.community_id, SOURCE, name, content)
        runtime().due_sources["dossiers.imports"].work(uow, self.community_id)
        id_: UUID = table["id"]
        return id_
