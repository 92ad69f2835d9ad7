"""While somebody writes a problem in a real browser: what may say it already, and a guessed category."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.audit import AXE, Audit, Look, open_context
from tests.browser.conftest import ARTEFACTS
from tests.browser.phone import Phone
from tests.browser.places import C
from tests.browser.stack import Stack

PAGE = "/lists/propose/index"
TITLE, SHOWN = "7号楼门口的井盖松了", "可能已经有人说过"
LOOKS = (Look("normal"), Look("elder-dark"), Look("normal", "wide"), Look("elder-dark", "wide"))

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="session")
def entry(stack: Stack) -> str:
    """A problem that everybody sees."""
    body = {"kind": "problem", "title": TITLE, "text": "井盖松了，晚上走路危险", "category": "facility.parking"}
    entry: str = stack.call(f"{C}/entries", body | {"place": "7号楼", "details": {}}, identity="neighbour")["id"]
    stack.call(f"{C}/entries/{entry}/moves", {"move": "adopt"}, identity="staff")
    return entry


def begin(page: Page, url: str, text: str = "门口井盖松了，一踩就响") -> None:
    page.goto(f"{url}/#{PAGE}?kind=problem")
    page.get_by_label("哪里不对劲").locator("visible=true").fill(text)


def category(page: Page) -> str:
    return page.get_by_label("哪一类").locator("visible=true").input_value()


def test_whoever_writes_it_again_says_me_too_instead(
    stack: Stack, entry: str, phone_of: Callable[[str], Phone]
) -> None:
    phone = phone_of("resident")
    begin(phone.page, stack.url)
    phone.sees(SHOWN)
    phone.sees("按您写的猜的，可以改。")
    assert category(phone.page) == "facility.parking"
    phone.shoot("alike")
    phone.tap(TITLE)
    phone.sees("走到哪一步")
    phone.page.go_back()
    phone.sees(SHOWN)
    phone.tap(f"我也遇到：{TITLE}")
    phone.sees("您也遇到")
    assert stack.call(f"{C}/entries/{entry}", identity="resident")["support"]["is_mine"]
    # Nothing is left to send.
    phone.go(f"{PAGE}?kind=problem")
    phone.sees("哪里不对劲")
    assert phone.page.get_by_label("哪里不对劲").locator("visible=true").input_value() == ""


def test_what_was_chosen_stays_and_a_guess_is_sent(stack: Stack, entry: str, phone_of: Callable[[str], Phone]) -> None:
    phone = phone_of("leader")
    begin(phone.page, stack.url, "楼道里堆满了杂物")
    phone.sees("按您写的猜的，可以改。")
    assert category(phone.page) == "environment.cleaning"
    phone.page.get_by_label("哪一类").locator("visible=true").select_option("safety.fire")
    expect(phone.page.get_by_text("按您写的猜的，可以改。")).to_have_count(0)
    phone.fills("哪里不对劲", "楼道里堆满了杂物，没有人清洁")
    phone.page.wait_for_timeout(1500)
    assert category(phone.page) == "safety.fire"

    other = phone_of("contact")
    begin(other.page, stack.url, "绿化养护没有人做")
    other.sees("按您写的猜的，可以改。")
    other.fills("在哪里", "2号楼")
    other.tap("提交")
    other.sees("已收到")
    mine = stack.call(f"{C}/lists/problem/entries?mine=true", identity="contact")["items"]
    assert [e["category"] for e in mine if e["title"] == "绿化养护没有人做"] == ["environment.greening"]


def test_without_a_network_nothing_is_said(stack: Stack, entry: str, phone_of: Callable[[str], Phone]) -> None:
    phone = phone_of("supervisor")
    asked: list[str] = []
    phone.page.route("**/similar?*", lambda call: (asked.append(call.request.url), call.abort("internetdisconnected")))
    begin(phone.page, stack.url)
    phone.page.wait_for_timeout(1500)
    assert asked
    expect(phone.page.get_by_text(SHOWN)).to_have_count(0)
    expect(phone.page.get_by_role("alert").locator("visible=true")).to_have_count(0)
    phone.shoot("silent")
    phone.fills("在哪里", "7号楼")
    phone.page.get_by_label("哪一类").locator("visible=true").select_option("facility")
    phone.tap("提交")
    phone.sees("门口井盖松了")


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.name}-{look.size}")
def test_it_looks_right(stack: Stack, entry: str, browser: Browser, look: Look) -> None:
    session = stack.sign_in("merchant")
    session["cid"] = session["memberships"][0]["community_id"]
    context = open_context(browser, look, session)
    page = context.new_page()
    begin(page, stack.url)
    expect(page.get_by_text(SHOWN).locator("visible=true")).to_be_visible()
    assert page.evaluate("path => window.__ready(path)", PAGE) == ""
    (ARTEFACTS / "pages").mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTEFACTS / "pages" / f"lists.propose-alike-{look.name}-{look.size}.png")
    page.evaluate(AXE)
    audit = Audit()
    audit.judge(f"alike ({look.name}, {look.size})", look, page)
    context.close()
    assert not audit.findings, "\n".join(audit.findings)
