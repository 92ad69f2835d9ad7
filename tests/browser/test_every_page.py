"""Every page of the site map, as those it is for find it: plain, and in the look that asks most, on both screens.

With EVERY_LOOK=1 also in the two looks between: dark for who reads small, light for who reads large.
"""

import json
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.audit import AXE, Audit, Look, Where, open_context
from tests.browser.conftest import ARTEFACTS
from tests.browser.places import NEWCOMER, furnished
from tests.browser.site_map import read_routes
from tests.browser.stack import Stack
from tests.browser.visits import FIRST, OTHERS, Visit

PICTURES = ARTEFACTS / "pages"
ROUTES = read_routes()
NORMAL, ELDER_DARK = Look("normal"), Look("elder-dark")
IDENTITIES = tuple(dict.fromkeys(visit.identity for visit in (*FIRST, *OTHERS)))
BETWEEN = (Look("elder"), Look("dark")) if os.environ.get("EVERY_LOOK") else ()
LOOKS = (NORMAL, *BETWEEN, ELDER_DARK, Look("normal", "wide"), Look("elder-dark", "wide"))

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="session")
def places(stack: Stack) -> Iterator[dict[str, str]]:
    """Real ids by name; made once, however the processes share out the tests."""
    with furnished(stack) as ids:
        yield ids


@pytest.fixture(scope="module")
def sessions(stack: Stack, places: dict[str, str]) -> dict[str | None, Any]:
    """What each visitor's phone keeps of having signed in; taken after all else, so that roles are known."""
    found: dict[str | None, Any] = {None: None}
    for identity in {visit.identity for visit in (*FIRST, *OTHERS) if visit.identity}:
        session = stack.sign_in(identity)
        communities = [membership["community_id"] for membership in session["memberships"]]
        found[identity] = session | ({"cid": communities[0]} if communities else {})
    return found


def test_no_page_is_without_a_visitor() -> None:
    assert {visit.route for visit in FIRST} == set(ROUTES)


@pytest.mark.parametrize("size", ["phone", "wide"])
@pytest.mark.parametrize("identity", IDENTITIES, ids=lambda identity: identity or "guest")
def test_pages_are_whole(
    identity: str | None,
    size: str,
    stack: Stack,
    browser: Browser,
    places: dict[str, str],
    sessions: dict[str | None, Any],
) -> None:
    """Open somebody's pages one after the other in one tab, then dress it in the next look and open them again."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    looks = [look for look in LOOKS if look.size == size]
    context = open_context(browser, looks[0], sessions[identity])
    walk = Walk(context.new_page(), stack, places)
    for look in looks:
        walk.wear(look, signed_in=identity is not None)
        for visit in (*FIRST, *OTHERS) if look in (NORMAL, ELDER_DARK) else FIRST:
            if visit.identity == identity:
                walk.look_at(visit)
    context.close()
    assert not walk.audit.findings, "\n" + "\n".join(walk.audit.findings)


class Walk:
    """One tab, walked through as somebody does who taps from page to page."""

    def __init__(self, page: Page, stack: Stack, ids: dict[str, str]) -> None:
        """Open the client at its sign-in page, which all can see."""
        self.page, self.ids, self.look = page, ids, NORMAL
        self.audit, self.where = Audit(), Where()
        self.audit.listen(self.where, page, stack)
        self.page.goto(f"{stack.url}/#{ROUTES['signIn']}")
        self.page.evaluate(AXE)

    def wear(self, look: Look, *, signed_in: bool) -> None:
        """Change the look as its owner does, on the page 我的; a guest's is kept from before."""
        self.look = look
        if not signed_in:
            self.page.evaluate("prefs => localStorage.setItem('prefs', prefs)", json.dumps({"data": look.prefs}))
            self.page.reload()
            self.page.evaluate(AXE)
            return
        self._open(ROUTES["me"])
        elder = self.page.get_by_role("switch", name="大字版").locator("visible=true")
        if (elder.get_attribute("aria-checked") == "true") != look.elder:
            elder.click()
        self.page.locator("label:visible", has_text="深色" if "dark" in look.name else "浅色").click()

    def look_at(self, visit: Visit) -> None:
        """Open the page, keep its picture, judge it."""
        self.where.name = f"{visit.name} ({self.look.name}, {self.look.size})"
        path = ROUTES[visit.route]
        if missing := self._open(path, visit.parameters(self.ids)):
            self.audit.findings.append(f"{self.where}: never ready, waited for {missing}: {self.page.url}")
            return
        self.page.screenshot(path=PICTURES / f"{visit.name}-{self.look.name}-{self.look.size}.png")
        self.audit.judge(str(self.where), self.look, self.page)

    def _open(self, path: str, query: str = "") -> str:
        self.page.evaluate("address => { location.hash = address }", path + query)
        missing: str = self.page.evaluate("path => window.__ready(path)", path)
        return missing


MAIN_PAGES = (
    (Visit("home", "resident"), NORMAL),
    (Visit("act", "resident"), ELDER_DARK),
    (Visit("lists.list", "resident", "kind=need"), NORMAL),
    (Visit("volunteering.shift", "resident", "id=<shift>"), ELDER_DARK),
    (Visit("passbook", "resident"), ELDER_DARK),
    (Visit("redeem.offers", "resident"), NORMAL),
    (Visit("desk.staffMembers", "staff"), NORMAL),
)
PROBLEM: dict[str, Any] = {
    "type": "about:blank",
    "title": "系统出了点问题，请稍后再试",
    "status": 500,
    "code": "internal",
}


def no_network(call: Route) -> None:
    """Answer as a phone without a network does."""
    call.abort("internetdisconnected")


class Tab:
    """One page opened by its address, to be met in other states than its best."""

    def __init__(self, visit: Visit, look: Look, page: Page, url: str, ids: dict[str, str]) -> None:
        """Take the page; nothing is opened yet."""
        self.visit, self.look, self.page = visit, look, page
        self.path = ROUTES[visit.route]
        self.address = f"{url}/#{self.path}{visit.parameters(ids)}"
        self.audit = Audit()
        self.held: list[Route] = []
        self.answer: Callable[[Route], None] = Route.continue_
        page.route("**/api/v1/communities/**", self._answer)

    def _answer(self, call: Route) -> None:
        self.answer(call)

    def release(self) -> None:
        """Answer the calls that were held, too."""
        for call in self.held:
            self.answer(call)

    def open(self) -> None:
        """Open the page anew."""
        self.page.goto("about:blank")
        self.page.goto(self.address)

    def sees(self, *texts: str) -> None:
        """Each of these can be read."""
        for text in texts:
            expect(self.page.get_by_text(text).locator("visible=true").first).to_be_visible()

    def try_again(self) -> None:
        """Press what the page offers."""
        self.page.get_by_role("button", name="再试一次").locator("visible=true").first.click()

    def keep(self, state: str) -> None:
        """Keep a picture of the state and judge it."""
        name = f"{self.visit.name}-{state}"
        self.page.screenshot(path=PICTURES / f"{name}-{self.look.name}-{self.look.size}.png")
        self.page.evaluate(AXE)
        self.audit.judge(f"{name} ({self.look.name})", self.look, self.page)
        assert not self.audit.findings, "\n".join(self.audit.findings)

    def is_whole(self) -> None:
        """It has come to its content, and no trouble is left."""
        assert self.page.evaluate("path => window.__ready(path)", self.path) == ""
        expect(self.page.get_by_role("alert").locator("visible=true")).to_have_count(0)
        expect(self.page.get_by_role("button", name="再试一次").locator("visible=true")).to_have_count(0)


@pytest.fixture(params=MAIN_PAGES, ids=lambda seen: f"{seen[0].name}-{seen[1].name}")
def tab(
    request: pytest.FixtureRequest,
    stack: Stack,
    browser: Browser,
    places: dict[str, str],
    sessions: dict[str | None, Any],
) -> Iterator[Tab]:
    """A main page on the phone of somebody who sees it for the first time."""
    visit, look = request.param
    context = open_context(browser, look, sessions[visit.identity])
    PICTURES.mkdir(parents=True, exist_ok=True)
    yield Tab(visit, look, context.new_page(), stack.url, places)
    context.close()


def test_slow_then_broken_then_offline_then_there(tab: Tab) -> None:
    """A skeleton while it loads; words and a way on when it cannot come; the page once it can."""
    tab.answer = tab.held.append
    tab.open()
    expect(tab.page.locator(".bones").locator("visible=true").first).to_be_visible()
    tab.keep("loading")

    tab.answer = lambda call: call.fulfill(status=500, json=PROBLEM)
    tab.release()
    tab.sees(PROBLEM["title"], "再试一次")
    tab.keep("broken")

    tab.answer = no_network
    tab.try_again()
    tab.sees("没有连上网络", "内容没有丢")
    tab.keep("offline")

    tab.answer = Route.continue_
    tab.try_again()
    tab.is_whole()


def test_what_was_seen_before_stays_without_a_network(
    stack: Stack, browser: Browser, places: dict[str, str], sessions: dict[str | None, Any]
) -> None:
    context = open_context(browser, NORMAL, sessions["resident"])
    tab = Tab(Visit("lists.list", "resident", "kind=need"), NORMAL, context.new_page(), stack.url, places)
    tab.open()
    tab.is_whole()
    tab.answer = no_network
    tab.open()
    tab.sees("没有取到新内容", "电动自行车没有地方充电")
    tab.keep("stale")
    context.close()


@pytest.mark.parametrize("route", ["act", "passbook", "topics", "inbox", "redeem.vouchers"])
def test_a_newcomer_is_told_what_waits(
    route: str, stack: Stack, browser: Browser, places: dict[str, str], sessions: dict[str | None, Any]
) -> None:
    context = open_context(browser, NORMAL, sessions[NEWCOMER])
    tab = Tab(Visit(route, NEWCOMER, note="newcomer"), NORMAL, context.new_page(), stack.url, places)
    tab.open()
    tab.sees("您还没有加入社区")
    tab.page.get_by_role("button", name="去加入社区").locator("visible=true").first.click()
    tab.sees("您要加入哪个社区")
    context.close()
