"""A list filled from a table in a real browser: what is no table, a wrong row, columns set right, all at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.phone import Phone
from tests.factories.imports import make_xlsx

HEADINGS = ("序号", "要做什么", "地点", "数量", "紧急程度")
GOOD = (1, "陪王老伯去医院配药", "3号楼", 1, "尽快")
WRONG, RIGHT = (2, "教邻居用手机挂号", "4号楼", "两", "不急"), (2, "教邻居用手机挂号", "4号楼", 2, "不急")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_staff_fill_a_list_from_a_table(phone_of: Callable[[str], Phone], tmp_path: Path) -> None:
    phone = phone_of("staff")
    phone.go("/lists/list/index?kind=need")
    phone.tap("用表格导入")
    with phone.page.expect_download() as taken:
        phone.tap("下载空表格")
    assert taken.value.suggested_filename == "need-template.xlsx"

    choose(phone, "选择填好的表格", keep(tmp_path, "大文件.xlsx", bytes(50 * 1024 * 1024)))
    phone.sees("这个文件有 50 兆，最多只能 10 兆")
    choose(phone, "选择填好的表格", keep(tmp_path, "一封信.xlsx", b"a letter"))
    phone.sees("一封信.xlsx")
    phone.sees("这不是 xlsx 表格")
    phone.shoot("refused")

    choose(phone, "选择填好的表格", keep(tmp_path, "走访.xlsx", make_xlsx(HEADINGS, GOOD, WRONG)))
    phone.sees("第 1 行 · 类别")
    phone.page.get_by_label("要做什么").locator("visible=true").select_option(label="名称（必填）")
    for field, value in (("类别", "其他"), ("受益对象", "大家")):
        phone.page.get_by_label(field).locator("visible=true").select_option(label=value)
    phone.shoot("columns")
    phone.tap("保存并重新检查")
    phone.sees("第 3 行 · 数量")
    phone.sees("1 处要改，改好才能导入")
    phone.shoot("wrong")

    choose(phone, "改好了，重新选择", keep(tmp_path, "走访改.xlsx", make_xlsx(HEADINGS, GOOD, RIGHT)))
    phone.sees("2 条都没有问题，可以导入")
    phone.page.get_by_role("radio", name="直接公开").locator("visible=true").check()
    phone.shoot("right")
    phone.tap("全部导入")
    phone.answers("全部导入")
    phone.sees("2 条都导入了")
    phone.shoot("done")
    phone.tap("去看这张清单")
    for row in (GOOD, RIGHT):
        phone.sees(str(row[1]))


def choose(phone: Phone, button: str, file: Path) -> None:
    """Tap the button and choose a file where the browser asks for one."""
    with phone.page.expect_file_chooser() as asked:
        phone.tap(button)
    asked.value.set_files(file)


def keep(folder: Path, name: str, content: bytes) -> Path:
    """Put a file where its owner will find it."""
    file = folder / name
    file.write_bytes(content)
    return file
