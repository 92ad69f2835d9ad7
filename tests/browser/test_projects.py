"""A project made of a need in a real browser: begun with what the need says, found from it, told to who asked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.audit import AXE, Audit, Look, open_context
from tests.browser.conftest import ARTEFACTS
from tests.browser.phone import Phone
from tests.browser.places import C
from tests.browser.stack import Stack

TITLE = "一个人住的老人中午没饭吃"
NEED = {"kind": "need", "title": TITLE, "text": TITLE, "category": "elder.meals", "place": "5号楼"}
LOOKS = (Look("normal"), Look("elder-dark"), Look("normal", "wide"), Look("elder-dark", "wide"))

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def need(stack: Stack) -> str:
    """A need that everybody sees, and of which nobody has made a project yet."""
    body = NEED | {"details": {"beneficiary": "public"}}
    entry: str = stack.call(f"{C}/entries", body, identity="resident")["id"]
    stack.call(f"{C}/entries/{entry}/moves", {"move": "adopt"}, identity="staff")
    return entry


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.name}-{look.size}")
def test_it_looks_right(stack: Stack, need: str, browser: Browser, look: Look) -> None:
    session = stack.sign_in("staff")
    session["cid"] = session["memberships"][0]["community_id"]
    context = open_context(browser, look, session)
    page, audit = context.new_page(), Audit()
    (ARTEFACTS / "pages").mkdir(parents=True, exist_ok=True)
    for path, query, text in (
        ("lists/entry/index", f"?id={need}", "列为建设项目"),
        ("lists/propose/index", f"?kind=service_project&from={need}", "按这件事列的项目"),
    ):
        page.goto("about:blank")
        page.goto(f"{stack.url}/#/{path}{query}")
        shown = page.get_by_text(text).locator("visible=true").first
        expect(shown).to_be_visible()
        shown.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        name = f"project-{path.split('/')[1]}-{look.name}-{look.size}.png"
        page.screenshot(path=ARTEFACTS / "pages" / name)
        page.evaluate(AXE)
        audit.judge(f"{path} ({look.name}, {look.size})", look, page)
    context.close()
    assert not audit.findings, "\n".join(audit.findings)


def test_the_desk_makes_a_project_of_a_need(stack: Stack, need: str, phone_of: Callable[[str], Phone]) -> None:
    phone = phone_of("staff")
    phone.go(f"/lists/entry/index?id={need}")
    phone.tap("列为服务项目")
    phone.sees("按这件事列的项目")
    for label, value in (("名称", TITLE), ("服务地点", "5号楼"), ("哪一类", "elder.meals")):
        expect(phone.page.get_by_label(label).locator("visible=true").first).to_have_value(value)
    given = {"名称": "老人午餐送上门", "数量": "50", "单位": "份", "多久一次": "每天中午"}
    for label, value in (given | {"每次服务多少人": "20", "做成什么样": "热菜热饭送到门口"}).items():
        phone.page.get_by_label(label, exact=True).locator("visible=true").first.fill(value)
    phone.shoot("filled")
    phone.tap("提交")
    phone.sees("老人午餐送上门")
    phone.sees("待采纳")
    phone.shoot("project")

    phone.go(f"/lists/entry/index?id={need}")
    phone.tap("已列为项目")
    phone.sees("老人午餐送上门")
    phone.shoot("trace")

    writer = phone_of("resident")
    writer.go("/pages/inbox/index")
    writer.sees(f"列为服务项目：{TITLE}")
    writer.shoot("told")
