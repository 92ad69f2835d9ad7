"""A table of needs that staff uploaded yesterday: one row names a category that there is not."""

from backend.core.actor import Actor
from backend.infra.documents.sheet import Table, write_workbook
from backend.infra.uow import UnitOfWork
from backend.lists import service as lists

FILE_NAME = "三栋四栋走访登记.xlsx"
HEADINGS = ("序号", "需求名称", "具体内容", "类别", "所在楼栋", "受益对象", "紧急程度")
ROWS = (
    (1, "陪老人去医院取药", "每月取一次慢性病的药，路上要有人扶。", "陪同就医", "3号楼", "个人微心愿", "尽快"),
    (2, "楼道扶手松了", "二楼到三楼的扶手晃，老人不敢扶。", "修修补补", "4号楼", "大家", "尽快"),
    (3, "教用手机挂号", "想学会自己在手机上挂号。", "其他", "3号楼", "个人微心愿", "不急"),
)


def upload_needs(uow: UnitOfWork, staff: Actor, community_id: int) -> None:
    """Upload it; the check is the worker's."""
    content = write_workbook([Table("走访登记", HEADINGS, ROWS)])
    lists.imports.upload_table(uow, staff, community_id, "need", FILE_NAME, content)
