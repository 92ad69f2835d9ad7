"""A photo in a real browser: chosen, made smaller on the phone, sent, seen on the entry."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage

from backend.app.demo.identities import DEMO_COMMUNITY
from tests.browser.phone import Phone
from tests.browser.stack import Stack
from tests.factories.photos import draw_with_memory

DRAWN_WIDTH = "image => image.decode().then(() => image.naturalWidth)"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_problem_is_told_with_a_photo(stack: Stack, phone_of: Callable[[str], Phone], tmp_path: Path) -> None:
    phone = phone_of("resident")
    refusals: list[str] = []
    phone.page.on("console", lambda said: refusals.extend(_refusal(said)))
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(draw_with_memory(3000, 2000))

    phone.go("/lists/propose/index?kind=problem")
    choose(phone, photo)
    phone.button("看大图：第 1 张").wait_for()
    phone.shoot("chosen")
    choose(phone, broken_file(tmp_path))
    phone.sees("请选择 JPG、PNG 或 WebP 格式的照片")
    phone.fills("哪里不对劲", "楼道口的灯罩掉下来了")
    phone.page.get_by_label("哪一类").select_option(label="公共设施 · 道路照明")
    phone.fills("在哪里", "3号楼")
    phone.shoot("filled")
    phone.tap("提交")

    phone.page.wait_for_url("**/lists/entry/**")  # the form shows the same words and the same small picture
    phone.sees("楼道口的灯罩掉下来了")
    small = phone.button("看大图：第 1 张")
    assert small.locator("img").evaluate(DRAWN_WIDTH) == 400
    small.click()
    large = phone.page.get_by_role("img", name="照片 1/1")
    assert large.evaluate(DRAWN_WIDTH) == 1600
    phone.shoot("large")
    mine = stack.call(f"/communities/{DEMO_COMMUNITY}/lists/problem/entries?mine=true", identity="resident")["items"]
    assert [len(entry["photos"]) for entry in mine if entry["title"] == "楼道口的灯罩掉下来了"] == [1]
    assert refusals == []


def choose(phone: Phone, file: Path) -> None:
    """Tap the button and choose a file where the browser asks for one."""
    with phone.page.expect_file_chooser() as asked:
        phone.tap("加照片")
    asked.value.set_files(file)


def broken_file(folder: Path) -> Path:
    """Return a file that is no picture."""
    file = folder / "letter.jpg"
    file.write_bytes(b"a letter")
    return file


def _refusal(said: ConsoleMessage) -> list[str]:
    return [said.text] if "Content Security Policy" in said.text else []
